/* SPDX-License-Identifier: MIT */
/* The table for a terminal: a block for each study, then what the reader has to know about the numbers. No line is
 * wider than the terminal; sentences are folded, columns are left out, least important first. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparison_table.h"
#include "study.h"
#include "table_advice.h"
#include "table_cells.h"
#include "table_derived.h"
#include "table_head.h"
#include "table_metg.h"
#include "table_models.h"
#include "table_notes.h"
#include "table_serial.h"
#include "table_values.h"
#include "text.h"
#include "yoke/report.h"

/* "cpu_sum_squares  n=5000000 step=0" */
static void title_print(const struct study *study, const struct yoke_target *target)
{
    char title[2048];
    const struct yoke_cell *cell = study->first;
    int used = snprintf(title, sizeof title, "%.200s ", cell->workload ? cell->workload : "?");
    for (size_t i = 0; i < cell->param_count && (size_t)used < sizeof title - 300; i++) {
        char value[128];
        study_param_text(value, sizeof value, cell, i);
        used += snprintf(title + used, sizeof title - (size_t)used, " %.120s=%s",
                         cell->params[i].name ? cell->params[i].name : "?", value);
    }
    fputs(target->color ? "\x1b[1m" : "", target->stream);
    text_fold(target->stream, title, "", "    ", target->width, target->utf8);
    fputs(target->color ? "\x1b[0m" : "", target->stream);
}

/* "20 tasks · baseline serial × 1, 104 ms · median of 10 processes, 95 % intervals · time: lower is better" */
static void subtitle_print(const struct study *study, const struct yoke_target *target)
{
    char line[1024], baseline[256], bound[128], numbers[128], tasks[64];
    table_head_baseline(baseline, sizeof baseline, study);
    table_head_bound(bound, sizeof bound, study);
    table_head_numbers(numbers, sizeof numbers, study);
    table_head_tasks(tasks, sizeof tasks, study);
    snprintf(line, sizeof line, "%s · %s%s%s · %s · time: lower is better", tasks, bound, *bound ? " · " : "", baseline, numbers);
    fputs(target->color ? "\x1b[2m" : "", target->stream);
    text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
    fputs(target->color ? "\x1b[0m" : "", target->stream);
}

static int derived_print(const struct study *study, const struct yoke_target *target)
{
    struct grid *grid;
    const int status = table_derived_new(study, target->utf8, &grid);
    if (status || !grid)
        return status;
    fputc('\n', target->stream);
    text_fold(target->stream, TABLE_DERIVED_TITLE, "  ", "    ", target->width, target->utf8);
    grid_print(grid, target);
    grid_free(grid);
    return 0;
}

static int study_print(const struct study *study, const struct yoke_target *target)
{
    struct grid *grid = table_cells_new(study, target->utf8);
    if (!grid)
        return -ENOMEM;
    title_print(study, target);
    subtitle_print(study, target);
    fputc('\n', target->stream);
    grid_print(grid, target);
    grid_free(grid);
    table_notes_reasons(study, target);
    return derived_print(study, target);
}

static int table_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct study_list list;
    int status = study_list_init(&list, record);
    for (size_t i = 0; status == 0 && i < list.count; i++) {
        fputs(i ? "\n" : "", target->stream);
        status = study_print(&list.studies[i], target);
    }
    study_list_release(&list);
    if (status == 0)
        status = table_values_print(record, target);
    if (status == 0)
        status = table_metg_print(record, target);
    if (status == 0)
        status = table_models_print(record, target);
    if (status == 0) {
        table_serial_print(record, target);
        table_advice_print(record, target);
        table_notes_warnings(record, target);
        table_notes_counters(record, target);
        table_notes_end(record, target);
        if (ferror(target->stream))
            status = -EIO;
    }
    if (status)
        yoke_error_set(error, "the table cannot be written: %s", strerror(-status));
    return status;
}

const struct yoke_report yoke_report_table = {
    .name = "table",
    .summary = "a table for the terminal",
    .kind = YOKE_REPORT_TEXT,
    .write = table_write,
    .compare = comparison_table_write,
};
