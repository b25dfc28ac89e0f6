/* SPDX-License-Identifier: MIT */
/* For github-action-benchmark, tool customSmallerIsBetter: a list of names with a value each. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "export.h"
#include "yoke/report.h"

static int cell_write(const struct export_cell *export, void *own)
{
    struct writer *writer = own;
    char range[48], extra[160];
    writer_object(writer, NULL);
    writer_text(writer, "name", export->cell->name);
    writer_text(writer, "unit", "ns/task");
    writer_real(writer, "value", export->wall_ns);
    /* one number either way: the farther end of the interval */
    snprintf(range, sizeof range, "± %.4g", fmax(export->high_ns - export->wall_ns, export->wall_ns - export->low_ns));
    if (isfinite(export->low_ns) && isfinite(export->high_ns))
        writer_text(writer, "range", range);
    snprintf(extra, sizeof extra, "median of %zu processes, %.0f task%s each, %" PRIu64 " worker%s", export->start_count,
             export->tasks, export->tasks > 1 ? "s" : "", export->cell->workers, export->cell->workers == 1 ? "" : "s");
    writer_text(writer, "extra", extra);
    writer_end(writer);
    return 0;
}

static int gha_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct writer writer;
    writer_begin(&writer, target->stream);
    writer_list(&writer, NULL);
    int status = export_cells(record, cell_write, &writer);
    writer_end(&writer);
    const int finished = writer_finish(&writer);
    return export_end(status ? status : finished, target->stream, "the file for github-action-benchmark", error);
}

const struct yoke_report yoke_report_gha = {
    .name = "gha",
    .summary = "github-action-benchmark (customSmallerIsBetter): wall time a task of every cell",
    .kind = YOKE_REPORT_TEXT,
    .file = "benchmark-action.json",
    .write = gha_write,
};
