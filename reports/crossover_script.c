/* SPDX-License-Identifier: MIT */
/* A row a value, a column a number of workers and, apart, one for each way at its best. A cell has the colour and the
 * name of the fastest, the stronger the further it is ahead; where names do not fit, letters stand for them. First what
 * is drawn, as variables and data, then the style and the drawing commands of templates/. */
#include "crossover_script.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "chart_caption.h"
#include "chart_frame.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "crossover_sheet.h"
#include "heat_axes.h"
#include "quantity.h"
#include "text.h"

enum {
    RATIOS = 96, /* room for the column of measured ratios */
    LEGEND_LINE = 21,
    LEGEND_COLUMNS = 28
};

/* Where a cell's colour is strongest: twice as fast as the next. */
static const double FULL_OCTAVES = 1.0, PALEST = 0.16, STRONGEST = 0.52;

/* The series' hue, mixed with white. */
static unsigned long tint_of(const char *hue, double share)
{
    unsigned long mixed = 0;
    const unsigned long full = strtoul(hue + 1, NULL, 16);
    for (int shift = 16; shift >= 0; shift -= 8) {
        const double part = (double)(full >> shift & 0xff);
        mixed |= (unsigned long)(255 + share * (part - 255) + 0.5) << shift;
    }
    return mixed;
}

static unsigned long colour_of(const struct crossover_sheet *sheet, const struct crossover_contest *contest)
{
    if (contest->standing != CROSSOVER_WON)
        return 0xEDF0F3;
    const double ahead = fmin(log2(contest->lead.value) / FULL_OCTAVES, 1);
    return tint_of(sheet->sweep->series[contest->first].look.hue, PALEST + (STRONGEST - PALEST) * ahead);
}

/* gnuplot's patterns of fine lines, up for the second series of a hue, down for the third. */
static int hatch_of(const struct chart_look *look)
{
    static const int patterns[] = {0, 4, 5};
    return patterns[look->round < 3 ? look->round : 2];
}

static void contest_print(const struct crossover_sheet *sheet, size_t row, size_t width, size_t index, FILE *script)
{
    const struct crossover_contest *contest = crossover_at(sheet->crossover, row, width);
    const bool best = width == sheet->sweep->width_count;
    const struct chart_look *look = &sheet->sweep->series[contest->first].look;
    char upper[STUDY_NAME_BYTES + 32], lower[STUDY_NAME_BYTES + 32];
    crossover_words_make(sheet, row, width, upper, lower, sizeof upper);
    fprintf(script, "X[%zu] = %.6g; Y[%zu] = %zu; HALF[%zu] = %.6g; FILL[%zu] = %lu; WON[%zu] = %d; HATCH[%zu] = %d; ",
            index, best ? (double)width + 0.25 + (CROSSOVER_BEST_CELLS - 1.25) / 2 : (double)width, index, row, index,
            best ? (CROSSOVER_BEST_CELLS - 0.25) / 2 : 0.5, index, colour_of(sheet, contest), index,
            contest->standing == CROSSOVER_WON, index, contest->standing == CROSSOVER_WON ? hatch_of(look) : 0);
    chart_text_print(script, "UPPER", index, upper, 0);
    chart_text_print(script, "LOWER", index, lower, 0);
}

static void contests_print(const struct crossover_sheet *sheet, FILE *script)
{
    const size_t count = sheet->sweep->row_count * (sheet->sweep->width_count + 1);
    static const char *const arrays[] = {"X", "Y", "HALF", "FILL", "WON", "HATCH", "UPPER", "LOWER"};
    size_t index = 0;
    fprintf(
        script,
        "\n# Cells: place, half their width, colour, is it decided? hatching, and what stands in them.\nCELLS = %zu\n",
        count);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        fprintf(script, "array %s[%zu]\n", arrays[i], count);
    for (size_t row = 0; row < sheet->sweep->row_count; row++)
        for (size_t width = 0; width <= sheet->sweep->width_count; width++)
            contest_print(sheet, row, width, ++index, script);
}

/* --- legend --- */

/* "pthread: fastest in 12 cells", one behind the other; a new line where the last is full. */
static void legend_print(struct crossover_sheet *sheet, FILE *script)
{
    const struct sweep *sweep = sheet->sweep;
    double x = HEAT_EDGE;
    size_t lines = 1;
    fprintf(script,
            "\n# Legend.\nN = %zu\narray KEY_X[%zu]\narray KEY_Y[%zu]\narray KEY[%zu]\narray HUE[%zu]\narray "
            "KEY_HATCH[%zu]\n",
            sweep->series_count, sweep->series_count, sweep->series_count, sweep->series_count, sweep->series_count,
            sweep->series_count);
    for (size_t s = 0; s < sweep->series_count; s++) {
        char name[STUDY_NAME_BYTES], text[STUDY_NAME_BYTES + 64];
        text_fit(name, sizeof name, sweep->series[s].source->name, LEGEND_COLUMNS, true);
        if (sheet->letters)
            snprintf(text, sizeof text, "%c  %s: %zu", (char)('A' + (int)s), name, sheet->crossover->wins[s]);
        else
            snprintf(text, sizeof text, "%s: %zu", name, sheet->crossover->wins[s]);
        const double wide = 24 + 12.4 * chart_text_ems(text, false) + 20;
        if (x > HEAT_EDGE && x + wide > HEAT_WIDTH - HEAT_EDGE) {
            x = HEAT_EDGE;
            lines++;
        }
        fprintf(script, "KEY_X[%zu] = %.6g; KEY_Y[%zu] = %.6g; HUE[%zu] = %lu; KEY_HATCH[%zu] = %d; ", s + 1, x, s + 1,
                sheet->legend_y + LEGEND_LINE * (double)lines, s + 1, tint_of(sweep->series[s].look.hue, STRONGEST),
                s + 1, hatch_of(&sweep->series[s].look));
        chart_text_print(script, "KEY", s + 1, text, 0);
        x += wide;
    }
    sheet->legend_lines = lines;
}

/* --- the rest --- */

static void processes_describe(char *buffer, size_t size, const struct crossover *crossover)
{
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t i = 0; i < crossover->sweep->row_count * (crossover->sweep->width_count + 1); i++) {
        const struct yoke_cell *cell = crossover->contests[i].cell;
        if (!cell || cell->wall_ns.n == YOKE_MISSING)
            continue;
        least = cell->wall_ns.n < least ? cell->wall_ns.n : least;
        most = cell->wall_ns.n > most ? cell->wall_ns.n : most;
    }
    chart_caption_processes(buffer, size, least, most);
}

static bool any_open(const struct crossover *crossover)
{
    for (size_t i = 0; i < crossover->sweep->row_count * (crossover->sweep->width_count + 1); i++)
        if (crossover->contests[i].standing == CROSSOVER_OPEN)
            return true;
    return false;
}

static void subject_make(struct caption *caption, const struct crossover_sheet *sheet)
{
    char subject[512], processes[96];
    *caption = (struct caption){.count = 0};
    sweep_subject(subject, sizeof subject, sheet->sweep);
    processes_describe(processes, sizeof processes, sheet->crossover);
    chart_caption_add(caption, "Who has the shortest wall time of %s, %s.", subject, processes);
    chart_caption_session(caption, sheet->sweep->study->record);
    chart_caption_add(caption, "Figures: time of the next / its own; ≈: the best two cannot be told apart at 95 %%.");
    if (any_open(sheet->crossover))
        chart_caption_add(caption, "?: too few pairs of processes for an interval.");
    if (heat_columns_within(sheet->sweep))
        chart_caption_add(caption, "Right of the dotted line: more workers than processors.");
    if (sheet->ratios)
        chart_caption_add(caption, "wait / compute: time blocked / on a processor, of one serial worker.");
    if (sheet->sweep->crowded)
        chart_caption_add(caption, "More ways of running are left out.");
}

static void ratios_print(const struct crossover_sheet *sheet, FILE *script)
{
    fprintf(script, "RATIOS = %d\narray RATIO[%zu]\n", sheet->ratios, sheet->sweep->row_count);
    for (size_t row = 0; row < sheet->sweep->row_count; row++) {
        char text[QUANTITY_BYTES] = "";
        const double ratio = crossover_wait_ratio(sheet->sweep, row);
        if (sheet->ratios && !isnan(ratio))
            snprintf(text, sizeof text, ratio < 0.05 ? "0" : ratio < 9.95 ? "%.1f" : "%.0f", ratio);
        chart_text_print(script, "RATIO", row + 1, text, 0);
    }
}

static bool ratios_matter(const struct sweep *sweep)
{
    bool matter = false;
    for (size_t row = 0; row < sweep->row_count; row++)
        matter |= crossover_wait_ratio(sweep, row) >= 0.1;
    return matter;
}

void crossover_script_write(const struct crossover *crossover, const char *stem, FILE *script)
{
    const struct sweep *sweep = crossover->sweep;
    struct crossover_sheet sheet = {.crossover = crossover, .sweep = sweep, .ratios = ratios_matter(sweep)};
    struct caption subject, origin;
    char headline[1024], *legend = NULL;
    size_t size = 0;
    subject_make(&subject, &sheet);
    chart_caption_foot(&origin, sweep->record, sweep->study->placement_varies ? NULL : sweep->study->first->placement);
    heat_layout_make(&sheet.layout,
                     &(struct heat_grid){.panels = 1,
                                         .rows = sweep->row_count,
                                         .columns = sweep->width_count + CROSSOVER_BEST_CELLS,
                                         .top = 52 + 19 * (double)subject.count,
                                         .labels = heat_labels_width(sweep) + (sheet.ratios ? RATIOS : 0),
                                         .right = HEAT_WIDTH - HEAT_EDGE,
                                         .cell_least = 40,
                                         .cell_most = 124});
    crossover_words_choose(&sheet);
    sheet.legend_y = sheet.layout.bottom + 14;
    FILE *memory = open_memstream(&legend, &size);
    if (memory) {
        legend_print(&sheet, memory);
        fclose(memory);
    }
    crossover_finding_write(headline, sizeof headline, crossover);
    chart_head_print(script, "Map of the fastest", stem, HEAT_WIDTH,
                     sheet.legend_y + LEGEND_LINE * (double)sheet.legend_lines + 30 + 16 * (double)origin.count,
                     headline);
    chart_caption_print(script, "SUBJECT", &subject);
    chart_caption_print(script, "ORIGIN", &origin);
    fprintf(script, "\nLEFT = %.6g\nTOP = %.6g\nBEST = %d\nTWO = %d\n", sheet.layout.left, sheet.layout.top,
            CROSSOVER_BEST_CELLS, sheet.two_lines);
    heat_axes_print(script, sweep, &sheet.layout);
    ratios_print(&sheet, script);
    fputs(legend ? legend : "", script);
    free(legend);
    contests_print(&sheet, script);
    chart_template_print(script, chart_template_crossover);
}
