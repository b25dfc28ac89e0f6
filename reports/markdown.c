/* SPDX-License-Identifier: MIT */
/* The cells of the terminal table as Markdown, to be pasted where people discuss them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "comparison_markdown.h"
#include "markdown_list.h"
#include "study.h"
#include "table_advice.h"
#include "table_cells.h"
#include "table_derived.h"
#include "table_head.h"
#include "table_metg.h"
#include "table_models.h"
#include "table_notes.h"
#include "table_values.h"
#include "text.h"
#include "yoke/report.h"

enum { ROWS_OPEN = 12 };

/* A text in a code span: a backtick would end it, so it becomes an apostrophe. */
static void code_print(const char *text, const struct yoke_target *target)
{
    char clean[1024];
    text_fit(clean, sizeof clean, text, 0, target->utf8);
    for (char *at = clean; (at = strchr(at, '`')) != NULL;)
        *at = '\'';
    fprintf(target->stream, "`%s`", clean);
}

static void heading_print(const struct study *study, const struct yoke_target *target)
{
    char baseline[256], bound[128], numbers[128], tasks[64], clean[512];
    fputs("### ", target->stream);
    code_print(study->first->workload, target);
    for (size_t i = 0; i < study->first->param_count; i++) {
        char value[128], setting[256];
        study_param_text(value, sizeof value, study->first, i);
        snprintf(setting, sizeof setting, "%.120s=%s",
                 study->first->params[i].name ? study->first->params[i].name : "?", value);
        fputc(' ', target->stream);
        code_print(setting, target);
    }
    table_head_baseline(baseline, sizeof baseline, study);
    table_head_bound(bound, sizeof bound, study);
    table_head_numbers(numbers, sizeof numbers, study);
    table_head_tasks(tasks, sizeof tasks, study);
    fprintf(target->stream, "\n\n%s, ", tasks);
    const char *const parts[] = {bound, numbers, "time: lower is better", baseline};
    for (size_t i = bound[0] ? 0 : 1; i < sizeof parts / sizeof *parts; i++) {
        text_fit(clean, sizeof clean, parts[i], 0, target->utf8);
        grid_markdown_text(clean, target->stream);
        fputs(i + 1 < sizeof parts / sizeof *parts ? "; " : "", target->stream);
    }
    fputs("\n\n", target->stream);
}

static int derived_print(const struct study *study, const struct yoke_target *target)
{
    struct grid *grid;
    char clean[128];
    const int status = table_derived_new(study, target->utf8, &grid);
    if (status || !grid)
        return status;
    text_fit(clean, sizeof clean, TABLE_DERIVED_TITLE, 0, target->utf8);
    fprintf(target->stream, "\n%s\n\n", clean);
    grid_print_markdown(grid, target->stream);
    grid_free(grid);
    return 0;
}

/* More rows than anybody reads in a comment are folded away. */
static void cells_print(struct grid *grid, FILE *stream)
{
    const size_t rows = grid_row_count(grid);
    if (rows > ROWS_OPEN)
        fprintf(stream, "<details><summary>%zu cells</summary>\n\n", rows);
    grid_print_markdown(grid, stream);
    if (rows > ROWS_OPEN)
        fputs("\n</details>\n", stream);
}

/* Prints the grid below its title and frees it; NULL is none. */
static void titled_print(struct grid *grid, const char *title, const struct yoke_target *target)
{
    char clean[256];
    if (grid) {
        text_fit(clean, sizeof clean, title, 0, target->utf8);
        fputc('\n', target->stream);
        grid_markdown_text(clean, target->stream);
        fputs("\n\n", target->stream);
        grid_print_markdown(grid, target->stream);
    }
    grid_free(grid);
}

static void sentences_print(void (*print)(const struct yoke_record *record, const struct yoke_target *target),
                            const struct yoke_record *record, const struct yoke_target *target)
{
    struct markdown_list list;
    markdown_list_open(&list, target);
    if (list.plain.stream)
        print(record, &list.plain);
    markdown_list_close(&list, target);
}

/* Which cells of the study have no whole result, and why. */
static void reasons_print(const struct study *study, const struct yoke_target *target)
{
    struct markdown_list list;
    markdown_list_open(&list, target);
    if (list.plain.stream)
        table_notes_reasons(study, &list.plain);
    markdown_list_close(&list, target);
}

/* What follows the studies. */
static int rest_print(const struct yoke_record *record, const struct yoke_target *target)
{
    struct grid *grid;
    int status = table_values_new(record, target->utf8, &grid);
    if (status)
        return status;
    titled_print(grid, TABLE_VALUES_TITLE, target);
    status = table_metg_new(record, target->utf8, &grid);
    if (status)
        return status;
    titled_print(grid, TABLE_METG_TITLE, target);
    status = table_models_new(record, target->utf8, &grid);
    if (status)
        return status;
    titled_print(grid, TABLE_MODELS_TITLE, target);
    sentences_print(table_advice_print, record, target);
    sentences_print(table_notes_warnings, record, target);
    sentences_print(table_notes_counters, record, target);
    sentences_print(table_notes_end, record, target);
    return 0;
}

static int markdown_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct study_list list;
    int status = study_list_init(&list, record);
    for (size_t i = 0; status == 0 && i < list.count; i++) {
        struct grid *grid = table_cells_new(&list.studies[i], target->utf8);
        if (!grid) {
            status = -ENOMEM;
            break;
        }
        fputs(i ? "\n" : "", target->stream);
        heading_print(&list.studies[i], target);
        cells_print(grid, target->stream);
        grid_free(grid);
        reasons_print(&list.studies[i], target);
        status = derived_print(&list.studies[i], target);
    }
    study_list_release(&list);
    if (status == 0)
        status = rest_print(record, target);
    if (status == 0 && ferror(target->stream))
        status = -EIO;
    if (status)
        yoke_error_set(error, "the Markdown table cannot be written: %s", strerror(-status));
    return status;
}

const struct yoke_report yoke_report_markdown = {
    .name = "markdown",
    .summary = "the table as Markdown",
    .kind = YOKE_REPORT_TEXT,
    .file = "report.md",
    .write = markdown_write,
    .compare = comparison_markdown_write,
};
