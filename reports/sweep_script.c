/* SPDX-License-Identifier: MIT */
/* A panel a way of running, a row a value, a column a number of workers, all in one scale of colours that is white
 * at 1. First what is drawn, as variables and data, then the style and the drawing commands of templates/. */
#include "sweep_script.h"

#include <inttypes.h>
#include <math.h>

#include "chart_caption.h"
#include "chart_frame.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "heat_axes.h"
#include "quantity.h"
#include "recommend.h"
#include "text.h"

enum {
    BAR = 182, /* the scale of colours with its words, right of the panels */
    NUMBER_BYTES = 16,
    BAR_COLUMNS = 20,
    CELL_LEAST = 40,
    WORKERS = 50,    /* the word beside the numbers of workers */
    NAME_PIXELS = 9, /* a character of a panel's name, about */
    NAME_MOST = 18   /* characters of it that panels are made wider for */
};

/* Halvings and doublings that the scale covers at least: differences of a few per cent stay pale. */
static const double OCTAVES_LEAST = 1.0;

/* "0.12", "1.9", "15": two digits, which is what one reads of a map. */
static void number_make(char text[NUMBER_BYTES], double speedup)
{
    if (speedup >= 9.95)
        snprintf(text, NUMBER_BYTES, speedup < 99999 ? "%.0f" : "%.0e", speedup);
    else if (speedup >= 0.945)
        snprintf(text, NUMBER_BYTES, "%.1f", speedup);
    else
        snprintf(text, NUMBER_BYTES, speedup >= 0.095 ? "%.2f" : "%.1g", speedup);
}

/* The scale: octaves below and above 1. */
struct scale {
    double low, high;
};

static struct scale scale_of(const struct sweep_map *map)
{
    return (struct scale){fmin(log2(map->least), -OCTAVES_LEAST), fmax(log2(map->most), OCTAVES_LEAST)};
}

static void scale_print(FILE *script, const struct scale *scale)
{
    const int from = (int)ceil(scale->low), to = (int)floor(scale->high), stride = (to - from) / 9 + 1;
    fprintf(script, "\n# The scale of colours, in doublings.\nSCALE_LOW = %.6g\nSCALE_HIGH = %.6g\nSCALE_TICKS = '",
            scale->low, scale->high);
    for (int i = -(-from / stride) * stride; i <= to; i += stride)
        if (i < 0 && i > -11)
            fprintf(script, "%s\"1/%.0f\" %d", i == -(-from / stride) * stride ? "" : ",", exp2(-i), i);
        else
            fprintf(script, "%s\"%.6g\" %d", i == -(-from / stride) * stride ? "" : ",", exp2(i), i);
    fputs("'\n", script);
}

/* White figures where they are easier to read than dark ones, by the contrast of the colours there: at the dark ends.
 */
static bool is_dark(const struct scale *scale, double octave)
{
    return octave > 0.8 * scale->high || octave < 0.9 * scale->low;
}

static void cell_print(FILE *script, const struct sweep_map *map, const struct scale *scale, size_t s, size_t row,
                       size_t width)
{
    char number[NUMBER_BYTES] = "–";
    const double speedup = sweep_map_speedup(map, s, row, width), octave = log2(speedup);
    if (!isnan(speedup))
        number_make(number, speedup);
    fprintf(script, "%zu %zu", width, row);
    chart_number_print(script, octave);
    fprintf(script, " \"%s\" %d\n", number, !isnan(speedup) && is_dark(scale, octave));
}

static void cells_print(FILE *script, const struct sweep_map *map, const struct scale *scale)
{
    fputs("\n# A block a panel: column, row, doublings, figure, is the colour dark?\n$cells << END\n", script);
    for (size_t s = 0; s < map->shown_count; s++) {
        fputs(s ? "\n\n" : "", script);
        for (size_t row = 0; row < map->sweep->row_count; row++)
            for (size_t width = 0; width < map->sweep->width_count; width++)
                if (sweep_cell(map->sweep, map->shown[s], row, width))
                    cell_print(script, map, scale, s, row, width);
    }
    fputs("END\n# Likewise the cells to take: column, row, is it proven?\n$picks << END\n", script);
    for (size_t s = 0; s < map->shown_count; s++) {
        fputs(s ? "\n\n" : "", script);
        size_t picked = 0;
        for (size_t row = 0; row < map->sweep->row_count; row++) {
            const struct sweep_pick *pick = sweep_map_pick(map, s, row);
            if (pick->standing == SWEEP_NO_GAIN)
                continue;
            fprintf(script, "%zu %zu %d\n", pick->width, row, pick->standing == SWEEP_PROVEN);
            picked++;
        }
        if (!picked)
            fputs("NaN NaN 0\n", script); /* a block without a line would shift those behind it */
    }
    fputs("END\n", script);
}

/* "median of 6 processes" */
static void runs_describe(char *buffer, size_t size, const struct sweep_map *map)
{
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t s = 0; s < map->shown_count; s++)
        for (size_t i = 0; i < map->sweep->row_count * map->sweep->width_count; i++) {
            const struct yoke_cell *cell = map->sweep->series[map->shown[s]].cells[i];
            if (!cell || cell->wall_ns.n == YOKE_MISSING)
                continue;
            least = cell->wall_ns.n < least ? cell->wall_ns.n : least;
            most = cell->wall_ns.n > most ? cell->wall_ns.n : most;
        }
    chart_caption_processes(buffer, size, least, most);
}

struct marks {
    size_t proven, likely, missing;
};

static struct marks marks_count(const struct sweep_map *map)
{
    struct marks marks = {0};
    for (size_t s = 0; s < map->shown_count; s++)
        for (size_t row = 0; row < map->sweep->row_count; row++) {
            marks.proven += sweep_map_pick(map, s, row)->standing == SWEEP_PROVEN;
            marks.likely += sweep_map_pick(map, s, row)->standing == SWEEP_LIKELY;
            for (size_t width = 0; width < map->sweep->width_count; width++)
                marks.missing +=
                    sweep_cell(map->sweep, map->shown[s], row, width) && isnan(sweep_map_speedup(map, s, row, width));
        }
    return marks;
}

static void subject_make(struct caption *caption, const struct sweep_map *map)
{
    const struct sweep *sweep = map->sweep;
    const struct marks marks = marks_count(map);
    char subject[512], runs[96], reference[128], param[64];
    *caption = (struct caption){.count = 0};
    sweep_subject(subject, sizeof subject, sweep);
    text_fit(param, sizeof param, sweep_param(sweep), 20, true);
    study_baseline_text(reference, sizeof reference, sweep->study);
    runs_describe(runs, sizeof runs, map);
    chart_caption_add(caption, "%s of %s over %s at the same %s, %s.",
                      sweep->study->first->scale ? "Scaled speedup" : "Speedup", subject,
                      *reference ? reference : "its baseline", param, runs);
    chart_caption_session(caption, sweep->study->record);
    if (marks.proven)
        chart_caption_add(caption, "Outlined: the fewest workers proven within %.0f %% of the best%s.",
                          100 * RECOMMEND_THETA, marks.likely ? "; dashed: by the estimate, not proven" : "");
    else if (marks.likely)
        chart_caption_add(
            caption, "Outlined in dashes: the fewest workers within %.0f %% of the best by the estimate, not proven.",
            100 * RECOMMEND_THETA);
    if (heat_columns_within(sweep))
        chart_caption_add(caption, "Right of the dotted line: more workers than processors.");
    if (!isnan(map->widest))
        chart_caption_add(caption,
                          map->widest < 0.095 ? "Widest 95 %% interval: ±%.2g %%." : "Widest 95 %% interval: ±%.0f %%.",
                          100 * map->widest);
    if (marks.missing)
        chart_caption_add(caption, "–: no result.");
    if (sweep->crowded)
        chart_caption_add(caption, "More ways of running are in the data file.");
}

/* A cell as wide as it takes for the longest name to fit above its panel, names of a usual length. */
static double cell_least(const struct sweep_map *map)
{
    unsigned longest = 0;
    for (size_t s = 0; s < map->shown_count; s++) {
        const unsigned columns = text_columns(map->sweep->series[map->shown[s]].source->name);
        longest = columns > longest ? columns : longest;
    }
    longest = longest < NAME_MOST ? longest : NAME_MOST;
    return fmax(CELL_LEAST, (double)(longest * NAME_PIXELS) / (double)map->sweep->width_count);
}

static void panels_print(FILE *script, const struct sweep_map *map, const struct heat_layout *layout)
{
    fprintf(script,
            "\n# Panels: pixels from the top left corner.\nN = %zu\narray PANEL_X[%zu]\narray PANEL_Y[%zu]\narray "
            "NAME[%zu]\narray INKS[%zu]\n",
            map->shown_count, map->shown_count, map->shown_count, map->shown_count, map->shown_count);
    const double room = (double)map->sweep->width_count * layout->cell_width;
    const unsigned columns = (unsigned)fmax(room / NAME_PIXELS, 4);
    for (size_t s = 0; s < map->shown_count; s++) {
        const struct sweep_series *series = &map->sweep->series[map->shown[s]];
        chart_text_print(script, "NAME", s + 1, series->source->name, columns);
        fprintf(script, "PANEL_X[%zu] = %.6g; PANEL_Y[%zu] = %.6g; INKS[%zu] = '%s'\n", s + 1, heat_layout_x(layout, s),
                s + 1, heat_layout_y(layout, s), s + 1, series->look.ink);
    }
}

void sweep_script_write(const struct sweep_map *map, const char *stem, FILE *script)
{
    const struct sweep *sweep = map->sweep;
    const struct scale scale = scale_of(map);
    struct caption subject, origin;
    struct heat_layout layout;
    char headline[1024], reference[128], words[160];
    subject_make(&subject, map);
    chart_caption_foot(&origin, sweep->record, sweep->study->placement_varies ? NULL : sweep->study->first->placement);
    heat_layout_make(&layout, &(struct heat_grid){.panels = map->shown_count,
                                                  .rows = sweep->row_count,
                                                  .columns = sweep->width_count,
                                                  .top = 52 + 19 * (double)subject.count,
                                                  .labels = fmax(heat_labels_width(sweep), WORKERS),
                                                  .right = HEAT_WIDTH - BAR,
                                                  .cell_least = cell_least(map),
                                                  .cell_most = 124});
    sweep_finding_write(headline, sizeof headline, map);
    chart_head_print(script, "Map of a sweep", stem, HEAT_WIDTH,
                     fmax(layout.bottom, layout.top + 130) + 42 + 16 * (double)origin.count, headline);
    chart_caption_print(script, "SUBJECT", &subject);
    chart_caption_print(script, "ORIGIN", &origin);
    panels_print(script, map, &layout);
    heat_axes_print(script, sweep, &layout);
    scale_print(script, &scale);
    study_baseline_text(reference, sizeof reference, sweep->study);
    snprintf(words, sizeof words, "faster than %.60s", *reference ? reference : "the baseline");
    chart_text_print(script, "FASTER", 0, words, BAR_COLUMNS);
    snprintf(words, sizeof words, "slower than %.60s", *reference ? reference : "the baseline");
    chart_text_print(script, "SLOWER", 0, words, BAR_COLUMNS);
    cells_print(script, map, &scale);
    chart_template_print(script, chart_template_sweep);
}
