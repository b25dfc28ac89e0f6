/* SPDX-License-Identifier: MIT */
/* CSV for Apache Otava: one row a run, one column a cell, to be appended to those of earlier runs. */
#include <stdio.h>

#include "csv_text.h"
#include "export.h"
#include "yoke/report.h"

static void otava_time(FILE *stream, const char *started)
{
    char time[32];
    snprintf(time, sizeof time, "%.19s+00:00", started ? started : "");
    csv_text(stream, started ? time : NULL);
}

/* Every cell has its column, measured or not: the rows of two runs of one plan have the same ones. */
static int otava_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    FILE *stream = target->stream;
    fputs("time,host,fingerprint,", stream);
    for (size_t i = 0; i < record->cell_count; i++)
        csv_text(stream, record->cells[i].name);
    fputs("seed\n", stream);
    otava_time(stream, record->started);
    csv_text(stream, record->machine.hostname);
    csv_text(stream, record->fingerprint);
    int status = 0;
    for (size_t i = 0; i < record->cell_count && !status; i++) {
        struct export_cell export;
        status = export_cell_init(&export, &record->cells[i]);
        csv_real(stream, export.wall_ns);
        export_cell_release(&export);
    }
    if (record->seed != YOKE_MISSING)
        fprintf(stream, "%llu", (unsigned long long)record->seed);
    fputc('\n', stream);
    return export_end(status, stream, "the row for Otava", error);
}

const struct yoke_report yoke_report_otava = {
    .name = "otava",
    .summary = "a row of CSV for Apache Otava: wall time a task in ns, a column a cell",
    .kind = YOKE_REPORT_TEXT,
    .file = "otava.csv",
    .write = otava_write,
};
