/* SPDX-License-Identifier: MIT */
/* OpenMetrics text, for Prometheus (its text-file collector, or a push gateway): base units, a label an axis of a cell. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "export.h"
#include "text.h"
#include "yoke/report.h"

/* One number of a cell; NaN: this cell does not have it. */
struct family {
    const char *name, *unit, *help; /* unit: NULL, a number of things */
    double (*value)(const struct yoke_cell *cell);
};

static double seconds(double ns)
{
    return ns / 1e9;
}

static double wall(const struct yoke_cell *cell)
{
    return seconds(cell->wall_ns.median);
}

static double wall_low(const struct yoke_cell *cell)
{
    return seconds(cell->wall_ns.low);
}

static double wall_high(const struct yoke_cell *cell)
{
    return seconds(cell->wall_ns.high);
}

static double cpu(const struct yoke_cell *cell)
{
    return seconds(cell->cpu_ns.median);
}

static double count(uint64_t number)
{
    return number == YOKE_MISSING ? NAN : (double)number;
}

static double tasks(const struct yoke_cell *cell)
{
    return count(cell->tasks);
}

static double starts(const struct yoke_cell *cell)
{
    return count(cell->wall_ns.n);
}

static double disturbed(const struct yoke_cell *cell)
{
    return count(cell->disturbed_starts);
}

static double speedup(const struct yoke_cell *cell)
{
    return cell->speedup.value;
}

static double efficiency(const struct yoke_cell *cell)
{
    return cell->efficiency.value;
}

static double failed(const struct yoke_cell *cell)
{
    return cell->status == YOKE_CELL_FAILED;
}

static const struct family families[] = {
    {"yoke_cell_wall_seconds", "seconds", "Median wall time of all tasks of a cell.", wall},
    {"yoke_cell_wall_low_seconds", "seconds", "Lower end of its 95 % interval.", wall_low},
    {"yoke_cell_wall_high_seconds", "seconds", "Upper end of its 95 % interval.", wall_high},
    {"yoke_cell_cpu_seconds", "seconds", "Median processor time of all tasks, all workers together.", cpu},
    {"yoke_cell_tasks", NULL, "Tasks of one sample.", tasks},
    {"yoke_cell_processes", NULL, "Processes that the medians rest on.", starts},
    {"yoke_cell_disturbed_processes", NULL, "Processes beside which something else ran.", disturbed},
    {"yoke_cell_speedup_ratio", "ratio", "Wall time of the baseline over that of the cell.", speedup},
    {"yoke_cell_efficiency_ratio", "ratio", "Speedup over workers.", efficiency},
    {"yoke_cell_failed", NULL, "1: the cell failed.", failed},
};

static void label_print(FILE *stream, const char *name, const char *text)
{
    fprintf(stream, "%s=\"", name);
    for (const char *at = text ? text : ""; *at;) {
        uint32_t code = 0;
        const size_t bytes = text_decode(at, &code);
        if (code == '\\' || code == '"')
            fprintf(stream, "\\%c", (char)code);
        else if (code == '\n')
            fputs("\\n", stream);
        else if (code == 0xfffd)
            fputs("\xef\xbf\xbd", stream);
        else
            fwrite(at, 1, bytes, stream);
        at += bytes;
    }
    fputc('"', stream);
}

static void labels_print(FILE *stream, const struct yoke_cell *cell)
{
    fputc('{', stream);
    label_print(stream, "cell", cell->name);
    fputc(',', stream);
    label_print(stream, "workload", cell->workload);
    fputc(',', stream);
    label_print(stream, "executor", cell->executor);
    fprintf(stream, ",workers=\"%" PRIu64 "\"", cell->workers);
    if (cell->side) {
        fputc(',', stream);
        label_print(stream, "side", cell->side);
    }
    fputc('}', stream);
}

static void family_print(FILE *stream, const struct yoke_record *record, const struct family *family)
{
    bool begun = false;
    for (size_t i = 0; i < record->cell_count; i++) {
        const double value = family->value(&record->cells[i]);
        if (!isfinite(value))
            continue;
        if (!begun) {
            fprintf(stream, "# TYPE %s gauge\n", family->name);
            if (family->unit)
                fprintf(stream, "# UNIT %s %s\n", family->name, family->unit);
            fprintf(stream, "# HELP %s %s\n", family->name, family->help);
        }
        begun = true;
        fputs(family->name, stream);
        labels_print(stream, &record->cells[i]);
        fprintf(stream, " %.17g\n", value);
    }
}

static int openmetrics_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        family_print(target->stream, record, &families[i]);
    fputs("# EOF\n", target->stream);
    return export_end(0, target->stream, "the OpenMetrics text", error);
}

const struct yoke_report yoke_report_openmetrics = {
    .name = "openmetrics",
    .summary = "OpenMetrics text, for Prometheus: a gauge a figure, a label an axis",
    .kind = YOKE_REPORT_TEXT,
    .file = "metrics.txt",
    .write = openmetrics_write,
};
