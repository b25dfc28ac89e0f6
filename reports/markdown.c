/* SPDX-License-Identifier: MIT */
/* The cells of the terminal table as Markdown, to be pasted where people discuss them. */
#include <errno.h>
#include <string.h>

#include "study.h"
#include "table_cells.h"
#include "table_derived.h"
#include "table_head.h"
#include "text.h"
#include "yoke/report.h"

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
        grid_print_markdown(grid, target->stream);
        grid_free(grid);
        status = derived_print(&list.studies[i], target);
    }
    study_list_release(&list);
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
};
