/* SPDX-License-Identifier: MIT */
/* The JSON of Google Benchmark (schema 1), for its compare.py and whatever else reads it. One process is one repetition, one task
 * one iteration; a cell's median stands beside as an aggregate row. Readers take the times of every row for granted, so a cell
 * without times is no row but is named in the context. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "yoke/report.h"

struct page {
    struct writer *writer;
    uint64_t family;
};

/* Both times, as this format's readers ask. */
static bool cell_complete(const struct export_cell *export)
{
    for (size_t i = 0; i < export->start_count; i++)
        if (!isfinite(export->starts[i].cpu_ns))
            return false;
    return export->start_count && isfinite(export->cell->cpu_ns.median);
}

/* "2026-11-22T10:00:00+00:00" */
static void date_write(struct writer *writer, const char *started)
{
    char date[32];
    if (!started || strlen(started) < 19)
        return;
    snprintf(date, sizeof date, "%.19s+00:00", started);
    writer_text(writer, "date", date);
}

static void build_write(struct writer *writer, const struct yoke_version *yoke)
{
    const char *type = yoke->build.type;
    writer_text(writer, "library_version", yoke->version);
    writer_text(writer, "library_build_type", type && !strcmp(type, "Debug") ? "debug" : "release");
}

/* Names the cells that could not become rows, and why. Returns 0 or -ENOMEM. */
static int left_out_write(struct writer *writer, const struct yoke_record *record)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    int status = memory ? 0 : -ENOMEM;
    for (size_t i = 0; i < record->cell_count && !status; i++) {
        struct export_cell export;
        status = export_cell_init(&export, &record->cells[i]);
        if (!status && !cell_complete(&export))
            fprintf(memory, "%s%s (%s)", ftell(memory) ? "; " : "", record->cells[i].name,
                    record->cells[i].reason ? record->cells[i].reason : "no usable time");
        export_cell_release(&export);
    }
    if (memory && fclose(memory))
        status = -ENOMEM;
    if (!status && size)
        writer_text(writer, "yoke_left_out", text);
    free(text);
    return status;
}

static int context_write(struct writer *writer, const struct yoke_record *record)
{
    writer_object(writer, "context");
    date_write(writer, record->started);
    writer_text(writer, "host_name", record->machine.hostname);
    writer_text(writer, "executable", "yoke");
    writer_count(writer, "num_cpus", record->machine.cpus.online);
    writer_list(writer, "caches"); /* some readers ask for it to be there; the record has them as hwloc's XML */
    writer_end(writer);
    writer_list(writer, "load_avg");
    if (isfinite(record->machine.load_average))
        writer_real(writer, NULL, record->machine.load_average);
    writer_end(writer);
    build_write(writer, &record->yoke);
    writer_count(writer, "json_schema_version", 1);
    writer_text(writer, "yoke_fingerprint", record->fingerprint);
    const int status = left_out_write(writer, record);
    writer_end(writer);
    return status;
}

/* Opens a row; `aggregate` is "median" or NULL. */
static void row_begin(const struct page *page, const struct export_cell *export, const char *name, const char *aggregate)
{
    struct writer *writer = page->writer;
    writer_object(writer, NULL);
    writer_text(writer, "name", name);
    writer_count(writer, "family_index", page->family);
    writer_count(writer, "per_family_instance_index", 0);
    writer_text(writer, "run_name", export->cell->name);
    writer_text(writer, "run_type", aggregate ? "aggregate" : "iteration");
    writer_count(writer, "repetitions", export->start_count);
}

static void row_end(const struct page *page, const struct export_cell *export, double wall_ns, double cpu_ns)
{
    struct writer *writer = page->writer;
    writer_real(writer, "real_time", wall_ns / export->tasks);
    writer_real(writer, "cpu_time", cpu_ns / export->tasks);
    writer_text(writer, "time_unit", "ns");
    writer_real(writer, "items_per_second", 1e9 * export->tasks / wall_ns);
    writer_end(writer);
}

static int median_write(const struct page *page, const struct export_cell *export)
{
    char *name = NULL;
    if (asprintf(&name, "%s_median", export->cell->name) < 0)
        return -ENOMEM;
    row_begin(page, export, name, "median");
    writer_count(page->writer, "threads", export->cell->workers);
    writer_text(page->writer, "aggregate_name", "median");
    writer_text(page->writer, "aggregate_unit", "time");
    writer_count(page->writer, "iterations", export->start_count);
    row_end(page, export, export->cell->wall_ns.median, export->cell->cpu_ns.median);
    free(name);
    return 0;
}

static int cell_write(const struct export_cell *export, void *own)
{
    struct page *page = own;
    if (!cell_complete(export))
        return 0;
    for (size_t i = 0; i < export->start_count; i++) {
        row_begin(page, export, export->cell->name, NULL);
        writer_count(page->writer, "repetition_index", i);
        writer_count(page->writer, "threads", export->cell->workers);
        writer_count(page->writer, "iterations", (uint64_t)export->tasks);
        row_end(page, export, export->starts[i].wall_ns, export->starts[i].cpu_ns);
    }
    const int status = median_write(page, export);
    page->family++;
    return status;
}

static int gbench_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct writer writer;
    struct page page = {&writer, 0};
    writer_begin(&writer, target->stream);
    writer_object(&writer, NULL);
    int status = context_write(&writer, record);
    writer_list(&writer, "benchmarks");
    if (!status)
        status = export_cells(record, cell_write, &page);
    writer_end(&writer);
    writer_end(&writer);
    const int finished = writer_finish(&writer);
    return export_end(status ? status : finished, target->stream, "the file for Google Benchmark's tools", error);
}

const struct yoke_report yoke_report_gbench = {
    .name = "gbench",
    .summary = "Google Benchmark's JSON, for its compare.py: a repetition a process",
    .kind = YOKE_REPORT_TEXT,
    .file = "gbench.json",
    .write = gbench_write,
};
