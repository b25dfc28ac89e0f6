/* SPDX-License-Identifier: MIT */
/* The record itself, as one JSON document (schema yoke-result/1). */
#include "record.h"
#include "yoke/report.h"

static int json_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    return record_write(record, target->stream, error);
}

const struct yoke_report yoke_report_json = {
    .name = "json",
    .summary = "everything that was measured, as one JSON document",
    .kind = YOKE_REPORT_TEXT,
    .file = "result.json",
    .write = json_write,
};
