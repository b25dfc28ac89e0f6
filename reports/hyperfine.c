/* SPDX-License-Identifier: MIT */
/* The JSON of hyperfine, whose scripts draw it. Times in seconds, of all tasks of a cell at once. User and system time are not
 * told apart in a record, and exit statuses not kept: those keys are left out rather than made up. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "export.h"
#include "study.h"
#include "yoke/report.h"

struct moments {
    double mean, deviation; /* of one value the deviation is NaN */
};

static struct moments starts_moments(const struct export_cell *export)
{
    const double count = (double)export->start_count;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < export->start_count; i++)
        sum += export->starts[i].wall_ns;
    for (size_t i = 0; i < export->start_count; i++)
        squares += pow(export->starts[i].wall_ns - sum / count, 2);
    return (struct moments){sum / count, sqrt(squares / (count - 1))};
}

static void parameters_write(struct writer *writer, const struct yoke_cell *cell)
{
    char workers[24], value[128];
    writer_object(writer, "parameters");
    for (size_t i = 0; i < cell->param_count; i++) {
        study_param_text(value, sizeof value, cell, i);
        writer_text(writer, cell->params[i].name ? cell->params[i].name : "?", value);
    }
    writer_text(writer, "executor", cell->executor);
    snprintf(workers, sizeof workers, "%" PRIu64, cell->workers);
    writer_text(writer, "workers", workers);
    writer_end(writer);
}

static int cell_write(const struct export_cell *export, void *own)
{
    struct writer *writer = own;
    const struct yoke_summary *wall = &export->cell->wall_ns;
    const struct moments moments = starts_moments(export);
    writer_object(writer, NULL);
    writer_text(writer, "command", export->cell->name);
    writer_real(writer, "mean", moments.mean / 1e9);
    writer_real(writer, "stddev", moments.deviation / 1e9);
    writer_real(writer, "median", wall->median / 1e9);
    writer_real(writer, "min", wall->min / 1e9);
    writer_real(writer, "max", wall->max / 1e9);
    writer_list(writer, "times");
    for (size_t i = 0; i < export->start_count; i++)
        writer_real(writer, NULL, export->starts[i].wall_ns / 1e9);
    writer_end(writer);
    parameters_write(writer, export->cell);
    writer_end(writer);
    return 0;
}

static int hyperfine_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct writer writer;
    writer_begin(&writer, target->stream);
    writer_object(&writer, NULL);
    writer_list(&writer, "results");
    int status = export_cells(record, cell_write, &writer);
    writer_end(&writer);
    writer_end(&writer);
    const int finished = writer_finish(&writer);
    return export_end(status ? status : finished, target->stream, "the file for hyperfine's scripts", error);
}

const struct yoke_report yoke_report_hyperfine = {
    .name = "hyperfine",
    .summary = "hyperfine's JSON, for its scripts: wall times in seconds, one a process",
    .kind = YOKE_REPORT_TEXT,
    .file = "hyperfine.json",
    .write = hyperfine_write,
};
