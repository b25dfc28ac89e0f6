/* SPDX-License-Identifier: MIT */
/* The record itself, as one JSON document (schema yoke-result/1); or a comparison (yoke-compare/1). */
#include <errno.h>
#include <string.h>

#include "comparison.h"
#include "record.h"
#include "yoke/report.h"

static int json_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    return record_write(record, target->stream, error);
}

static int json_compare(const struct yoke_comparison *comparison, const struct yoke_target *target, struct yoke_error *error)
{
    int status = comparison_write(comparison, target->stream);
    if (!status && fflush(target->stream))
        status = -errno;
    if (status)
        yoke_error_set(error, "the comparison cannot be written: %s", strerror(-status));
    return status;
}

const struct yoke_report yoke_report_json = {
    .name = "json",
    .summary = "everything that was measured, as one JSON document",
    .kind = YOKE_REPORT_TEXT,
    .file = "result.json",
    .write = json_write,
    .compare = json_compare,
};
