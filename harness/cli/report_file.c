/* SPDX-License-Identifier: MIT */
/* Reports as files, each whole or not there. */
#include "report_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"

const struct yoke_report *report_find(const struct yoke_catalogue *catalogue, const char *name)
{
    for (const struct yoke_report *const *report = catalogue->reports; *report; report++)
        if (!strcmp((*report)->name, name))
            return *report;
    return NULL;
}

bool report_knows(const struct yoke_report *report, const struct report_subject *subject)
{
    return subject->record ? report->write != NULL : report->compare != NULL;
}

int report_write(const struct yoke_report *report, const struct report_subject *subject,
                 const struct yoke_target *target, struct yoke_error *error)
{
    return subject->record ? report->write(subject->record, target, error)
                           : report->compare(subject->comparison, target, error);
}

int report_file_write(const struct yoke_report *report, const struct report_subject *subject,
                      const struct yoke_target *target, const char *path, struct yoke_error *error)
{
    struct yoke_target plain = *target;
    struct yoke_error own = {0};
    struct output output;
    int status = output_open(&output, path, OUTPUT_PLAIN);
    if (!status) {
        plain.stream = output.stream;
        plain.color = false;
        plain.utf8 = true;
        plain.width = 0;
        status = output_close(&output, report_write(report, subject, &plain, &own));
    }
    if (own.text[0] && !output.status) /* else it only says that it could not write */
        yoke_error_set(error, "%s", own.text);
    else if (status)
        yoke_error_set(error, "cannot write %s: %s", path, strerror(-status));
    return status;
}

int report_path_make(char **path, const char *folder, const struct yoke_report *report,
                     const struct report_subject *subject)
{
    const char *ending = report->file ? strrchr(report->file, '.') : NULL;
    const int length = subject->comparison ? asprintf(path, "%s/comparison%s", folder, ending ? ending : ".txt")
                       : report->file      ? asprintf(path, "%s/%s", folder, report->file)
                                           : asprintf(path, "%s/%s.txt", folder, report->name);
    return length < 0 ? -ENOMEM : 0;
}

static int text_write(const struct yoke_report *report, const struct yoke_record *record,
                      const struct yoke_target *target, struct yoke_error *error)
{
    const struct report_subject subject = {.record = record};
    char *path = NULL;
    int status = report_path_make(&path, target->folder, report, &subject);
    if (!status)
        status = report_file_write(report, &subject, target, path, error);
    free(path);
    return status;
}

int report_write_always(const struct yoke_catalogue *catalogue, const struct yoke_record *record,
                        const struct yoke_target *target, struct yoke_error *error)
{
    struct yoke_target there = *target;
    int status = 0;
    there.charts = there.folder;
    for (int kind = YOKE_REPORT_FILES; kind >= YOKE_REPORT_TEXT; kind--)
        for (const struct yoke_report *const *report = catalogue->reports; *report && !status; report++)
            if ((*report)->always && (int)(*report)->kind == kind)
                status = kind == YOKE_REPORT_FILES ? (*report)->write(record, &there, error)
                                                   : text_write(*report, record, &there, error);
    return status;
}
