/* SPDX-License-Identifier: MIT */
/* Percentiles of single tasks and how long they were queued, over the load. Records whose tasks were not recorded have no such chart. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "chart_folder.h"
#include "latency_data.h"
#include "latency_finding.h"
#include "latency_loads.h"
#include "latency_script.h"
#include "yoke/report.h"

/* Works of one record that get pictures. */
enum { WORKS_MOST = 8 };

static void script_write(const void *chart, const char *stem, FILE *stream)
{
    latency_script_write(chart, stem, stream);
}

static void data_write(const void *chart, const char *stem, FILE *stream)
{
    (void)stem;
    latency_data_write(chart, stream);
}

/* "latency-io_sleep", "latency-io_sleep.2" where there is one of that name. */
static void stem_make(char stem[CHART_STEM_BYTES], const struct chart_folder *folder, const struct yoke_cell *cell)
{
    snprintf(stem, CHART_STEM_BYTES, "%s-", folder->kind);
    chart_stem_append(stem, cell->workload);
    const size_t used = strlen(stem); /* chart_stem_append has left room */
    for (size_t i = 0, number = 2; i < folder->stem_count; i++)
        if (!strcmp(folder->stems[i], stem))
            snprintf(stem + used, CHART_STEM_BYTES - used, ".%zu", number++);
}

static int work_draw(struct chart_folder *folder, const struct yoke_record *record, const struct yoke_cell *first,
                     struct yoke_error *error)
{
    struct latency_loads loads;
    int status = latency_loads_init(&loads, record, first);
    if (status)
        return status == -ENODATA ? 0 : status;
    const size_t most = (size_t)LATENCY_PAGES_MOST * LATENCY_COLUMNS_MOST;
    struct latency_page page = {.loads = &loads, .left_out = loads.count > most ? loads.count - most : 0};
    const size_t drawn = loads.count - page.left_out, pages = (drawn + LATENCY_COLUMNS_MOST - 1) / LATENCY_COLUMNS_MOST;
    const size_t columns = (drawn + pages - 1) / pages; /* four are two pictures of two, not of three and one */
    for (; page.first < drawn && !status; page.first += columns) {
        const size_t left = drawn - page.first;
        char stem[CHART_STEM_BYTES];
        page.count = left < columns ? left : columns;
        stem_make(stem, folder, first);
        status = chart_folder_add(folder, &page, stem, data_write, script_write, error);
    }
    latency_loads_release(&loads);
    return status;
}

static int latency_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct chart_folder folder;
    size_t works = 0;
    if (record->verdict_count) /* two sides of one load: the forest chart has their ratio */
        return 0;
    int status = chart_folder_open(&folder, target, "latency", error);
    if (status)
        return status;
    for (size_t i = 0; i < record->cell_count && works < WORKS_MOST && !status; i++)
        if (latency_loads_begin(record, &record->cells[i])) {
            const size_t before = folder.stem_count;
            status = work_draw(&folder, record, &record->cells[i], error);
            works += folder.stem_count > before;
        }
    return chart_folder_close(&folder, status, error);
}

const struct yoke_report yoke_report_latency = {
    .name = "latency",
    .summary = "percentiles of single tasks and queue wait over the load, of runs with --rate or --latency, with script and data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = latency_write,
};
