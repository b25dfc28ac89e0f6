/* SPDX-License-Identifier: MIT */
/* The small table in a chart. */
#include "chart_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "chart_text.h"
#include "quantity.h"
#include "text.h"

enum { NAME_PIXELS = 95, NAME_PIXELS_BESIDE_IDEAL = 78 }; /* before the figures begin */

struct head {
    const char *title;
    double right; /* edge of the column, as a share of the table's width */
};

/* The name, cut so that it fits. */
static void name_print(FILE *script, const char *name, double pixels)
{
    char text[CHART_NAME_COLUMNS * 4 + 8];
    unsigned columns = CHART_NAME_COLUMNS;
    do
        text_fit(text, sizeof text, name, columns, true);
    while (12.2 * chart_text_ems(text, true) > pixels && --columns > 3); /* 12.2 pixels: an em at size 10.5 */
    chart_text_quote(script, text, 0);
}

/* "1.97×" and "1.96–1.98" in the two columns from `figure` on. */
static void speedup_print(FILE *script, const struct chart *chart, const struct yoke_cell *cell, size_t figure)
{
    const struct yoke_estimate *speedup = &cell->speedup;
    char value[QUANTITY_BYTES], low[QUANTITY_BYTES], high[QUANTITY_BYTES];
    quantity_ratio(value, speedup->value);
    quantity_ratio(low, speedup->low);
    quantity_ratio(high, speedup->high);
    const bool known = isfinite(speedup->low) && isfinite(speedup->high);
    fprintf(script, "; FIGURE[%zu] = '%s×%s'; FIGURE[%zu] = '", figure, value, study_speedup_mark(chart->study, cell),
            figure + 1);
    if (known)
        fprintf(script, "%s–%s", low, high);
    fprintf(script, "%s'", known ? "" : "?");
}

/* The part of the series' names that says nothing: the executor, where all have the same and something else tells them
 * apart. Beside the curves there is room for all of it; here "pthread dyna…" would stand twice. */
static size_t common_part(const struct chart *chart)
{
    const char *executor = chart->series[0].source->cells[0]->executor;
    const size_t length = executor ? strlen(executor) : 0;
    for (size_t i = 0; i < chart->series_count; i++) {
        const char *name = chart->series[i].source->name;
        if (!length || strncmp(name, executor, length) != 0 || name[length] != ' ')
            return 0;
    }
    return chart->series_count > 1 ? length + 1 : 0;
}

static void row_print(FILE *script, const struct chart *chart, size_t index, size_t first_figure)
{
    const struct chart_point *best = chart_series_best(&chart->series[index]);
    char time[QUANTITY_BYTES];
    quantity_time(time, best->cell->wall_ns.median);
    fprintf(script, "ROW_NAME[%zu] = ", index + 1);
    name_print(script, chart->series[index].source->name + common_part(chart),
               chart->waits ? NAME_PIXELS_BESIDE_IDEAL : NAME_PIXELS);
    speedup_print(script, chart, best->cell, first_figure);
    fprintf(script, "; FIGURE[%zu] = '%" PRIu64 "'; FIGURE[%zu] = '%s%s'", first_figure + 2, best->workers,
            first_figure + 3, time, study_time_mark(best->cell));
    if (chart->waits && best->cell->ideal_ns != YOKE_MISSING)
        fprintf(script, "; FIGURE[%zu] = '%.0f %%'", first_figure + 4,
                100 * (double)best->cell->ideal_ns / best->cell->wall_ns.median);
    else if (chart->waits)
        fprintf(script, "; FIGURE[%zu] = '?'", first_figure + 4);
    fputc('\n', script);
}

void chart_table_print(FILE *script, const struct chart *chart, const struct chart_layout *layout)
{
    static const struct head plain[] = {{"speedup", 0.42}, {"95 % CI", 0.63}, {"workers", 0.81}, {"time", 1.0}};
    static const struct head waiting[] = {
        {"speedup", 0.375}, {"95 % CI", 0.555}, {"workers", 0.70}, {"time", 0.85}, {"of ideal", 1.0}};
    const struct head *heads = chart->waits ? waiting : plain;
    const size_t columns = chart->waits ? 5 : 4;
    fprintf(script,
            "\n# The best of each: figures row by row.\nTABLE_T = %.6g\nROW = %.6g\nCOLUMNS = %zu\n"
            "array COLUMN[%zu]\narray COLUMN_X[%zu]\narray ROW_NAME[%zu]\narray FIGURE[%zu]\n",
            layout->table_top, layout->row_height, columns, columns, columns, chart->series_count,
            columns * chart->series_count);
    for (size_t c = 0; c < columns; c++)
        fprintf(script, "COLUMN[%zu] = '%s'; COLUMN_X[%zu] = %g\n", c + 1, heads[c].title, c + 1, heads[c].right);
    for (size_t i = 0; i < chart->series_count; i++)
        row_print(script, chart, i, i * columns + 1);
}
