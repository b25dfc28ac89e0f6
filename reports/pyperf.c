/* SPDX-License-Identifier: MIT */
/* The JSON of pyperf, format 1.0: one process is one run with one value, seconds a task. What was discarded as warm-up is not in
 * a record, so no run has warm-ups. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "export.h"
#include "yoke/report.h"

static void metadata_common(struct writer *writer, const struct yoke_record *record)
{
    const struct yoke_machine *machine = &record->machine;
    char platform[256];
    writer_object(writer, "metadata");
    writer_text(writer, "unit", "second");
    writer_text(writer, "hostname", machine->hostname);
    writer_text(writer, "cpu_model_name", machine->cpu.model);
    writer_count(writer, "cpu_count", machine->cpus.online ? machine->cpus.online : YOKE_MISSING);
    writer_text(writer, "cpu_affinity", machine->cpus.list);
    writer_real(writer, "load_avg_1min", machine->load_average);
    snprintf(platform, sizeof platform, "Linux-%.100s-%.60s", machine->kernel, machine->cpu.architecture);
    if (machine->kernel && machine->cpu.architecture)
        writer_text(writer, "platform", platform);
    writer_text(writer, "timer", machine->clock_source);
    writer_text(writer, "description", record->plan.name);
    writer_end(writer);
}

/* "2026-11-22 10:00:00" of the record's "2026-11-22T10:00:00Z". */
static void date_write(struct writer *writer, const char *started)
{
    char date[20];
    if (!started || strlen(started) < 19)
        return;
    snprintf(date, sizeof date, "%.10s %.8s", started, started + 11);
    writer_text(writer, "date", date);
}

struct page {
    struct writer *writer;
    const struct yoke_record *record;
};

static int cell_write(const struct export_cell *export, void *own)
{
    const struct page *page = own;
    struct writer *writer = page->writer;
    writer_object(writer, NULL);
    writer_object(writer, "metadata");
    writer_text(writer, "name", export->cell->name);
    writer_count(writer, "loops", (uint64_t)export->tasks);
    date_write(writer, page->record->started);
    writer_end(writer);
    writer_list(writer, "runs");
    for (size_t i = 0; i < export->start_count; i++) {
        writer_object(writer, NULL);
        writer_list(writer, "values");
        writer_real(writer, NULL, export->starts[i].wall_ns / export->tasks / 1e9);
        writer_end(writer);
        writer_end(writer);
    }
    writer_end(writer);
    writer_end(writer);
    return 0;
}

static int pyperf_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct writer writer;
    struct page page = {&writer, record};
    writer_begin(&writer, target->stream);
    writer_object(&writer, NULL);
    writer_text(&writer, "version", "1.0");
    metadata_common(&writer, record);
    writer_list(&writer, "benchmarks");
    int status = export_cells(record, cell_write, &page);
    writer_end(&writer);
    writer_end(&writer);
    const int finished = writer_finish(&writer);
    return export_end(status ? status : finished, target->stream, "the file for pyperf", error);
}

const struct yoke_report yoke_report_pyperf = {
    .name = "pyperf",
    .summary = "pyperf's JSON: a run a process, seconds a task",
    .kind = YOKE_REPORT_TEXT,
    .file = "pyperf.json",
    .write = pyperf_write,
};
