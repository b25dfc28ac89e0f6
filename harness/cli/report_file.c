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

bool report_is_left(const struct yoke_report *report)
{
    return report->kind == YOKE_REPORT_FILES || !strcmp(report->name, "html");
}

/* Returns 0, or a negative errno; a sentence of the report's own is kept. */
static int part_write(const struct yoke_report *report, const struct yoke_record *record, struct yoke_target *target,
                      const char *part, struct yoke_error *error)
{
    FILE *stream = fopen(part, "we");
    if (!stream)
        return -errno;
    target->stream = stream;
    int status = report->write(record, target, error);
    if (!status && fflush(stream))
        status = -errno;
    if (fclose(stream) && !status)
        status = -errno;
    return status;
}

int report_file_write(const struct yoke_report *report, const struct yoke_record *record, const struct yoke_target *target,
                      const char *path, struct yoke_error *error)
{
    struct yoke_target plain = *target;
    char *part = NULL;
    plain.color = false;
    plain.utf8 = true;
    plain.width = 0;
    if (asprintf(&part, "%s.part", path) < 0)
        return -ENOMEM;
    int status = part_write(report, record, &plain, part, error);
    if (!status && rename(part, path))
        status = -errno;
    if (status)
        remove(part);
    if (status && !error->text[0])
        yoke_error_set(error, "cannot write %s: %s", path, strerror(-status));
    free(part);
    return status;
}
