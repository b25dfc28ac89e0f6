/* SPDX-License-Identifier: MIT */
/* Every sample as one line of JSON, for programs that read line by line. */
#include <string.h>

#include "sample_line.h"
#include "yoke/report.h"

static int jsonl_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    int status = 0;
    for (size_t i = 0; i < record->cell_count && !status; i++)
        for (size_t j = 0; j < record->cells[i].sample_count && !status; j++)
            status = sample_line_write(&record->cells[i], &record->cells[i].samples[j], target->stream);
    if (status)
        yoke_error_set(error, "the samples cannot be written: %s", strerror(-status));
    return status;
}

const struct yoke_report yoke_report_jsonl = {
    .name = "jsonl",
    .summary = "every sample with its cell as one line of JSON",
    .kind = YOKE_REPORT_TEXT,
    .file = "samples.jsonl",
    .write = jsonl_write,
};
