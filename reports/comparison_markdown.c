/* SPDX-License-Identifier: MIT */
/* The answer stands above the tables of the terminal: on a page nobody reads to the end. */
#include "comparison_markdown.h"

#include <errno.h>
#include <string.h>

#include "comparison_grids.h"
#include "comparison_table.h"
#include "comparison_text.h"
#include "markdown_list.h"
#include "text.h"

/* More rows than that are folded away. */
enum { ROWS_OPEN = 12 };

static void text_print(const char *text, const struct yoke_target *target)
{
    char clean[COMPARISON_TEXT_BYTES];
    text_fit(clean, sizeof clean, text, 0, target->utf8);
    grid_markdown_text(clean, target->stream);
}

typedef int grid_maker(const struct yoke_comparison *comparison, bool utf8, struct grid **grid);

/* One table under its title; nothing where it has no rows. */
static int grid_show(grid_maker *make, const char *title, const struct yoke_comparison *comparison,
                     const struct yoke_target *target)
{
    struct grid *grid;
    const int status = make(comparison, target->utf8, &grid);
    if (status || !grid)
        return status;
    const size_t rows = grid_row_count(grid);
    fputs("\n", target->stream);
    text_print(title, target);
    fputs("\n\n", target->stream);
    if (rows > ROWS_OPEN)
        fprintf(target->stream, "<details><summary>%zu rows</summary>\n\n", rows);
    grid_print_markdown(grid, target->stream);
    if (rows > ROWS_OPEN)
        fputs("\n</details>\n", target->stream);
    grid_free(grid);
    return 0;
}

/* What the terminal says in lines. */
static void sentences_print(void (*print)(const struct yoke_comparison *, const struct yoke_target *),
                            const struct yoke_comparison *comparison, const struct yoke_target *target)
{
    struct markdown_list list;
    markdown_list_open(&list, target);
    if (list.plain.stream)
        print(comparison, &list.plain);
    markdown_list_close(&list, target);
}

static int tables_write(const struct yoke_comparison *comparison, const struct yoke_target *target)
{
    int status = grid_show(comparison_results_grid, "Compared:", comparison, target);
    if (!status)
        status = grid_show(comparison_facts_grid, "What is not the same about machines, plans and builds:", comparison,
                           target);
    if (!status)
        status = grid_show(comparison_rows_grid, "Cell by cell, lower is better:", comparison, target);
    if (!status)
        sentences_print(comparison_reasons_print, comparison, target);
    if (!status)
        status = grid_show(comparison_wholes_grid,
                           "Whole machines, each with what suits it, more is better:", comparison, target);
    if (!status)
        status = grid_show(comparison_scalings_grid, "What is gained from more workers, more is better:", comparison,
                           target);
    if (!status)
        sentences_print(comparison_lone_print, comparison, target);
    return status;
}

int comparison_markdown_write(const struct yoke_comparison *comparison, const struct yoke_target *target,
                              struct yoke_error *error)
{
    char text[COMPARISON_TEXT_BYTES];
    fputs("### ", target->stream);
    comparison_headline(text, comparison);
    text_print(text, target);
    fputs("\n\n", target->stream);
    comparison_design(text, comparison);
    text_print(text, target);
    fputs("\n", target->stream);
    int status = tables_write(comparison, target);
    for (size_t i = 1; i < comparison->side_count && !status; i++) {
        comparison_side(text, comparison, &comparison->sides[i]);
        fputs("\n", target->stream);
        text_print(text, target);
        fputs("\n", target->stream);
    }
    if (!status && ferror(target->stream))
        status = -EIO;
    if (status)
        yoke_error_set(error, "the comparison cannot be written: %s", strerror(-status));
    return status;
}
