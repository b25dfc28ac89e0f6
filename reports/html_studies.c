/* SPDX-License-Identifier: MIT */
/* A part for each study: its cells, what its counters mean, where its time went, its chart. */
#include <errno.h>

#include "chart_finding.h"
#include "chart_stem.h"
#include "html_page.h"
#include "html_text.h"
#include "quantity.h"
#include "table_cells.h"
#include "table_derived.h"
#include "table_head.h"
#include "table_latency.h"
#include "table_loss.h"
#include "table_metg.h"
#include "table_models.h"
#include "table_values.h"

enum {
    FINDING_BYTES = 2048,
    STUDIES_OPEN = 6 /* more are folded: the overview leads to each */
};

void html_study_name(char *name, size_t size, const struct study *study)
{
    const struct yoke_cell *cell = study->first;
    size_t used = (size_t)snprintf(name, size, "%.200s", cell->workload ? cell->workload : "?");
    for (size_t i = 0; i < cell->param_count && used + 300 < size; i++) {
        char value[128];
        study_param_text(value, sizeof value, cell, i);
        used += (size_t)snprintf(name + used, size - used, " %.120s=%s", cell->params[i].name ? cell->params[i].name : "?", value);
    }
    if (cell->arrivals) {
        char rate[QUANTITY_BYTES];
        quantity_compact(rate, cell->offered_rate);
        snprintf(name + used, size - used, ", %s/s", rate);
    }
}

/* The sentence of its chart, or "" where there is none to draw. */
static void study_finding(char *text, size_t size, const struct study *study)
{
    struct chart chart;
    struct yoke_error lack = {""};
    text[0] = '\0';
    if (chart_init(&chart, study, &lack))
        return;
    chart_finding_write(text, size, &chart);
    chart_release(&chart);
}

static void subtitle_write(struct html_page *page, const struct study *study)
{
    char baseline[256], bound[128], numbers[128], tasks[64];
    table_head_baseline(baseline, sizeof baseline, study);
    table_head_bound(bound, sizeof bound, study);
    table_head_numbers(numbers, sizeof numbers, study);
    table_head_tasks(tasks, sizeof tasks, study);
    html_paragraph(page, "small", "%s · %s%s%s · %s · time: lower is better", tasks, bound, *bound ? " · " : "", baseline, numbers);
}

/* The study's name stands in the caption: who jumps from table to table hears no heading. */
static void table_write(struct html_page *page, struct grid *grid, const char *name, const char *title)
{
    char caption[1024];
    snprintf(caption, sizeof caption, "%.600s: %s", name, title);
    html_table(page, grid, caption);
}

static int tables_write(struct html_page *page, const struct study *study, const char *name)
{
    struct grid *grid = table_cells_new(study, true);
    int status = grid ? 0 : -ENOMEM;
    table_write(page, grid, name, study->first->arrivals ? "time and what else was measured" : "time, speedup and what else was measured");
    if (!status)
        status = table_derived_new(study, true, &grid);
    if (!status) {
        table_write(page, grid, name, TABLE_DERIVED_TITLE);
        status = table_latency_new(study, &grid);
    }
    if (!status) {
        table_write(page, grid, name, TABLE_LATENCY_TITLE);
        status = table_loss_new(study, &grid);
    }
    if (!status)
        table_write(page, grid, name, TABLE_LOSS_TITLE);
    return status;
}

/* The anchor lies inside what is folded: a browser that goes there unfolds it. */
static void heading_write(struct html_page *page, const char *name, size_t index, bool folded)
{
    fputs(folded ? "<details class=\"study\"><summary><h3>" : "<h3>", page->stream);
    html_text(page->stream, name, HTML_NAME_COLUMNS);
    fprintf(page->stream, "</h3>%s\n<div id=\"study-%zu\" class=\"anchor\">\n", folded ? "</summary>" : "", index + 1);
}

static int study_write(struct html_page *page, const struct study_list *list, size_t index)
{
    const struct study *study = &list->studies[index];
    char name[1024], finding[FINDING_BYTES], stem[CHART_STEM_BYTES], label[FINDING_BYTES + 1100];
    html_study_name(name, sizeof name, study);
    study_finding(finding, sizeof finding, study);
    chart_stem_make(stem, "speedup", list, index);
    heading_write(page, name, index, list->count > STUDIES_OPEN);
    if (*finding && list->count > 1) /* of the only one it is the headline */
        html_paragraph(page, NULL, "%s.", finding);
    subtitle_write(page, study);
    snprintf(label, sizeof label, "%s: %s", name, *finding ? finding : "speedup");
    html_charts_show(&page->charts, stem, label, page->stream);
    const int status = tables_write(page, study, name);
    if (!status)
        html_charts_show_study(&page->charts, index, page->stream);
    fputs(list->count > STUDIES_OPEN ? "</div></details>\n" : "</div>\n", page->stream);
    return status;
}

/* What follows from several studies together. */
static int across_write(struct html_page *page)
{
    struct grid *grid;
    int status = table_values_new(page->record, true, &grid);
    if (!status && grid)
        html_section(page, "values", "By parameter");
    if (!status) {
        html_table(page, grid, TABLE_VALUES_TITLE);
        status = table_metg_new(page->record, true, &grid);
    }
    if (!status && grid)
        html_section(page, "metg", "The shortest task that pays");
    if (!status) {
        html_table(page, grid, TABLE_METG_TITLE);
        status = table_models_new(page->record, true, &grid);
    }
    if (!status && grid)
        html_section(page, "models", "Laws of scaling");
    if (!status)
        html_table(page, grid, TABLE_MODELS_TITLE);
    if (!status && html_charts_rest(&page->charts)) {
        html_section(page, "charts", "More charts");
        html_charts_show_rest(&page->charts, page->stream);
    }
    return status;
}

int html_studies(struct html_page *page)
{
    struct study_list list;
    int status = study_list_init(&list, page->record);
    if (status)
        return status;
    status = html_charts_assign(&page->charts, &list);
    if (!status)
        status = html_advice(page);
    if (list.count)
        html_section(page, "cells", page->record->verdict_count ? "What was measured" : "Results");
    if (list.count > 1)
        html_overview(page, &list);
    html_maps(page);
    for (size_t i = 0; i < list.count && !status; i++)
        status = study_write(page, &list, i);
    study_list_release(&list);
    return status ? status : across_write(page);
}
