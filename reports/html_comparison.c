/* SPDX-License-Identifier: MIT */
/* A page about several records: who is compared and what differs about their machines and plans first, then every cell,
 * whole machines, scaling, and the geometric means as the note that they are. */
#include "comparison_grids.h"
#include "comparison_table.h"
#include "comparison_text.h"
#include "html_page.h"
#include "html_text.h"

static bool any_caution(const struct yoke_comparison *comparison)
{
    for (size_t i = 0; i < comparison->result_count; i++)
        if (comparison->results[i].caution)
            return true;
    return false;
}

void html_comparison_title(const struct yoke_comparison *comparison, FILE *stream)
{
    char sentence[COMPARISON_TEXT_BYTES];
    comparison_headline(sentence, comparison);
    html_format(stream, "yoke: compared: %.400s", sentence);
}

void html_comparison_findings(struct html_page *page)
{
    const bool careful = any_caution(page->comparison);
    char text[COMPARISON_TEXT_BYTES];
    comparison_headline(text, page->comparison);
    fprintf(page->stream, "<h1><span class=\"tag %s\">%s</span>", careful ? "unsure" : "better",
            careful ? "compared, with care" : "compared");
    html_text(page->stream, text, HTML_SENTENCE_COLUMNS);
    fputs("</h1>\n", page->stream);
    comparison_design(text, page->comparison);
    html_paragraph(page, NULL, "Compared %s.", text);
}

typedef int grid_maker(const struct yoke_comparison *comparison, bool utf8, struct grid **grid);

/* A table; nothing where it has no rows. */
static int table_write(struct html_page *page, grid_maker *make, const char *caption)
{
    struct grid *grid = NULL;
    const int status = make(page->comparison, true, &grid);
    if (!status)
        html_table(page, grid, caption);
    return status;
}

/* Results and what differs about them. */
static int results_write(struct html_page *page)
{
    html_section(page, "results", "What is compared");
    int status = table_write(page, comparison_results_grid, "The results, the reference among them");
    if (!status)
        status = table_write(page, comparison_facts_grid, "What is not the same about machines, plans and builds");
    if (!page->comparison->fact_count)
        html_paragraph(page, NULL, "No fact of machine, plan or build differs.");
    return status;
}

static int cells_write(struct html_page *page)
{
    char label[COMPARISON_TEXT_BYTES];
    html_section(page, "cells", "Cell by cell");
    comparison_headline(label, page->comparison);
    html_charts_show(&page->charts, "machines", label, page->stream);
    return table_write(page, comparison_rows_grid, "Each cell against the reference: lower is better");
}

/* Why rows are not decided, each reason once, and cells that only some have. */
static void rest_write(struct html_page *page)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    const struct yoke_target plain = {.stream = memory, .notes = page->target->notes, .utf8 = true};
    if (!memory)
        return;
    comparison_reasons_print(page->comparison, &plain);
    comparison_lone_print(page->comparison, &plain);
    fclose(memory);
    html_lines(page, "small", text);
}

static void sums_write(struct html_page *page)
{
    char text[COMPARISON_TEXT_BYTES];
    html_section(page, "sums", "In sum");
    for (size_t i = 1; i < page->comparison->side_count; i++) {
        comparison_side(text, page->comparison, &page->comparison->sides[i]);
        html_paragraph(page, NULL, "%s.", text);
    }
}

int html_comparison(struct html_page *page)
{
    int status = results_write(page);
    if (!status)
        status = cells_write(page);
    if (!status)
        rest_write(page);
    if (!status)
        status = table_write(page, comparison_wholes_grid, "Whole machines, each with what suits it: more is better");
    if (!status)
        status = table_write(page, comparison_scalings_grid, "What is gained from more workers: more is better");
    sums_write(page);
    html_section(page, "record", "Raw data");
    html_paragraph(
        page, NULL,
        "This page carries the comparison as JSON: yoke report --extract gives it back. The records themselves "
        "are where they were.");
    return status;
}
