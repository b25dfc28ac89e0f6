/* SPDX-License-Identifier: MIT */
/* Before the parts of several studies: a row each, with the cell that does best, and a link. What "best" is depends on
 * the loop: in a closed one the highest speedup; in an open one, where arrivals decide how long a run takes, the lowest
 * p99. */
#include <inttypes.h>
#include <math.h>

#include "html_page.h"
#include "html_text.h"
#include "quantity.h"
#include "study.h"

struct overview {
    bool open; /* of open loops */
    const char *caption, *best, *beside, *figure;
    const struct yoke_estimate *(*rank)(const struct yoke_cell *cell); /* its value ranks the cell; NaN: it has none */
    double sign;                                                       /* of what is better: 1 higher, -1 lower */
    double (*beside_ns)(const struct yoke_cell *cell);
    void (*write)(char out[QUANTITY_BYTES], double value);
};

static const struct yoke_estimate *speedup_of(const struct yoke_cell *cell)
{
    return &cell->speedup;
}

static double time_of(const struct yoke_cell *cell)
{
    return cell->wall_ns.median;
}

static const struct yoke_estimate *p99_of(const struct yoke_cell *cell)
{
    return &cell->latency.p99_ns;
}

static double p50_of(const struct yoke_cell *cell)
{
    return cell->latency.p50_ns.value;
}

static const struct overview closed_loops = {
    .caption = "Each study, and its cell with the highest speedup",
    .best = "highest speedup",
    .beside = "time",
    .figure = "speedup",
    .rank = speedup_of,
    .sign = 1,
    .beside_ns = time_of,
    .write = quantity_ratio,
};

static const struct overview open_loops = {
    .open = true,
    .caption = "Each load, and its cell with the lowest p99: arrival to end, of single tasks",
    .best = "lowest p99",
    .beside = "p50",
    .figure = "p99",
    .rank = p99_of,
    .sign = -1,
    .beside_ns = p50_of,
    .write = quantity_time,
};

static bool is_of(const struct overview *overview, const struct study *study)
{
    return overview->open == (study->first->arrivals != NULL);
}

/* NULL: no cell can be ranked. */
static const struct yoke_cell *best_of(const struct overview *overview, const struct study *study)
{
    const struct yoke_cell *best = NULL;
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            const double value = overview->sign * overview->rank(cell)->value;
            if (isfinite(value) && (!best || value > overview->sign * overview->rank(best)->value))
                best = cell;
        }
    return best;
}

static void figures_write(struct html_page *page, const struct overview *overview, const struct yoke_cell *best)
{
    char text[QUANTITY_BYTES], low[QUANTITY_BYTES], high[QUANTITY_BYTES];
    const struct yoke_estimate *figure = overview->rank(best);
    html_format(page->stream, "%.100s × %" PRIu64, best->executor ? best->executor : "?", best->workers);
    quantity_time(text, overview->beside_ns(best));
    fputs("</td><td class=\"n\">", page->stream);
    html_text(page->stream, text, HTML_NAME_COLUMNS);
    overview->write(text, figure->value);
    fputs("</td><td class=\"n\">", page->stream);
    html_text(page->stream, text, HTML_NAME_COLUMNS);
    fputs("</td><td class=\"n\">", page->stream);
    overview->write(low, figure->low);
    overview->write(high, figure->high);
    if (isfinite(figure->low) && isfinite(figure->high))
        html_format(page->stream, "%s … %s", low, high);
    else
        html_text(page->stream, "too few", HTML_NAME_COLUMNS);
}

static void row_write(struct html_page *page, const struct overview *overview, const struct study *study, size_t index)
{
    char name[1024];
    const struct yoke_cell *best = best_of(overview, study);
    html_study_name(name, sizeof name, study);
    fprintf(page->stream, "<tr><th scope=\"row\"><a href=\"#study-%zu\">", index + 1);
    html_text(page->stream, name, HTML_NAME_COLUMNS);
    fprintf(page->stream, "</a></th><td class=\"n\">%zu</td><td>", study->cell_count);
    if (best)
        figures_write(page, overview, best);
    else
        fputs("</td><td class=\"n\"></td><td class=\"n\"></td><td class=\"n\">", page->stream);
    fputs("</td></tr>\n", page->stream);
}

static void table_write(struct html_page *page, const struct overview *overview, const struct study_list *list)
{
    size_t rows = 0;
    for (size_t i = 0; i < list->count; i++)
        rows += is_of(overview, &list->studies[i]);
    if (!rows)
        return;
    fprintf(page->stream,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Overview of all "
            "%s\"><table><caption>%s</caption>\n<thead><tr>"
            "<th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">cells</th><th scope=\"col\">%s</th><th "
            "scope=\"col\" class=\"n\">%s</th>"
            "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" class=\"n\">95 %%</th></tr></thead>\n<tbody>\n",
            overview->open ? "loads" : "studies", overview->caption, overview->open ? "load" : "study", overview->best,
            overview->beside, overview->figure);
    for (size_t i = 0; i < list->count; i++)
        if (is_of(overview, &list->studies[i]))
            row_write(page, overview, &list->studies[i], i);
    fputs("</tbody></table></div>\n", page->stream);
}

void html_overview(struct html_page *page, const struct study_list *list)
{
    table_write(page, &closed_loops, list);
    table_write(page, &open_loops, list);
}
