/* SPDX-License-Identifier: MIT */
/* Into a name of its own first, renamed when it is whole. */
#include "report_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

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

/* Returns 0, or a negative errno; a sentence of the report's own is kept. */
static int part_write(const struct yoke_report *report, const struct report_subject *subject,
                      struct yoke_target *target, const char *part, struct yoke_error *error)
{
    FILE *stream = fopen(part, "we");
    if (!stream)
        return -errno;
    target->stream = stream;
    int status = report_write(report, subject, target, error);
    if (!status && fflush(stream))
        status = -errno;
    if (fclose(stream) && !status)
        status = -errno;
    return status;
}

int report_file_write(const struct yoke_report *report, const struct report_subject *subject,
                      const struct yoke_target *target, const char *path, struct yoke_error *error)
{
    struct yoke_target plain = *target;
    char *part = NULL;
    plain.color = false;
    plain.utf8 = true;
    plain.width = 0;
    if (asprintf(&part, "%s.part", path) < 0)
        return -ENOMEM;
    int status = part_write(report, subject, &plain, part, error);
    if (!status && rename(part, path))
        status = -errno;
    if (status)
        remove(part);
    if (status && !error->text[0])
        yoke_error_set(error, "cannot write %s: %s", path, strerror(-status));
    free(part);
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
