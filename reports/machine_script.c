/* SPDX-License-Identifier: MIT */
/* Two lists in one picture: times of cells, where left of 1 is better, and work per time of whole machines, where right
 * of 1 is. They share a logarithmic axis. First what is drawn, as variables and data, then the style and the drawing
 * commands of templates/. */
#include "machine_script.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart_axis.h"
#include "chart_caption.h"
#include "chart_frame.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "comparison_text.h"
#include "machine_layout.h"
#include "text.h"

/* Logical pixels. */
enum {
    WIDTH = 1210,
    AXIS = 34, /* below the lists */
    ORIGIN_LINE = 15,
    PLOT_LEFT = 455,
    PLOT_RIGHT = 745,
    HEADLINE_COLUMNS = 104,
    RESULTS_MOST = 8 /* lines at the foot */
};

static const double HEADLINE_EMS = 1130 / 18.0; /* the picture's width in ems of the headline's size */

struct sheet {
    const struct machine_rows *rows;
    struct machine_layout layout;
    struct chart_look looks[MACHINE_SIDES_MOST];
};

/* Round ratios as people read them: halves and doubles, or tenths where all are close to 1. */
static void ticks_print(const struct machine_layout *layout, FILE *script)
{
    struct chart_axis axis;
    fputs("TICKS = '", script);
    chart_axis_doubling(&axis, layout->low / 0.85, layout->high / 1.2, PLOT_RIGHT - PLOT_LEFT);
    if (layout->high / layout->low > 3) {
        chart_axis_print_ratios(&axis, script);
    } else {
        const double step = layout->high - layout->low > 0.9 ? 0.25 : layout->high - layout->low > 0.35 ? 0.1 : 0.05;
        bool first = true;
        for (double k = ceil(layout->low / step); k * step <= layout->high; k++, first = false)
            fprintf(script, "%s\"%g×\" %.6g", first ? "" : ",", k * step, k * step);
    }
    fputs("'\n", script);
}

/* "1.102", "12.3"; "" when NaN. */
static void ratio_text(char text[24], double ratio)
{
    text[0] = '\0';
    if (!isnan(ratio))
        snprintf(text, 24, "%.*f", ratio < 9.9995 ? 3 : ratio < 99.995 ? 2 : ratio < 999.95 ? 1 : 0, fmin(ratio, 1e9));
}

static void interval_text(char text[56], const struct yoke_estimate *estimate)
{
    char low[24], high[24];
    ratio_text(low, estimate->low);
    ratio_text(high, estimate->high);
    text[0] = '\0';
    if (*low || *high)
        snprintf(text, 56, "%s … %s", *low ? low : "?", *high && isfinite(estimate->high) ? high : "?");
}

/* The reference has no rows, and no look; of more sides than there are looks some share one. */
static size_t look_index(size_t side)
{
    return 1 + (side - 1) % (MACHINE_SIDES_MOST - 1);
}

static void row_print(const struct sheet *sheet, size_t index, FILE *script, FILE *block)
{
    const struct machine_drawn *drawn = &sheet->layout.drawn[index];
    const struct machine_row *row = drawn->row;
    const struct yoke_compared_side *side = &sheet->rows->comparison->sides[row->side];
    const size_t shape = look_index(row->side);
    char ratio[24], interval[56], values[2 * QUANTITY_BYTES + 8] = "";
    ratio_text(ratio, row->ratio.value);
    interval_text(interval, &row->ratio);
    if (row->from[0])
        snprintf(values, sizeof values, "%s → %s", row->from, row->to);
    const size_t n = index + 1;
    chart_text_print(script, "SUBJECT", n, drawn->names_subject ? row->subject : "", 24);
    chart_text_print(script, "WAY", n, drawn->names_way ? row->way : "", 15);
    chart_text_print(script, "SIDE", n, sheet->rows->comparison->side_count > 2 ? side->name : "", 14);
    chart_text_print(script, "RATIO", n, ratio, 0);
    chart_text_print(script, "INTERVAL", n, interval, 0);
    chart_text_print(script, "VALUES", n, values, 0);
    chart_text_print(script, "WORD", n, row->word, 0);
    fprintf(script, "MOOD[%zu] = %d; ROW[%zu] = %.6g; INKS[%zu] = '%s'\n", n, (int)row->mood, n, drawn->y, n,
            sheet->looks[shape].ink);
    fprintf(block, "%.6g", drawn->y);
    chart_number_print(block, machine_layout_cut(&sheet->layout, row->ratio.value, NAN));
    chart_number_print(
        block, machine_layout_cut(&sheet->layout, row->ratio.low, isnan(row->ratio.value) ? NAN : sheet->layout.low));
    chart_number_print(
        block, machine_layout_cut(&sheet->layout, row->ratio.high, isnan(row->ratio.value) ? NAN : sheet->layout.high));
    fprintf(block, " %zu %d\n", shape, row->mood == MACHINE_OPEN);
}

static void rows_print(const struct sheet *sheet, FILE *script)
{
    static const char *const arrays[] = {"SUBJECT", "WAY",  "SIDE", "RATIO", "INTERVAL",
                                         "VALUES",  "WORD", "MOOD", "ROW",   "INKS"};
    char *data = NULL;
    size_t size = 0;
    FILE *block = open_memstream(&data, &size);
    fprintf(script, "\nN = %zu\n", sheet->layout.count);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        fprintf(script, "array %s[%zu]\n", arrays[i], sheet->layout.count);
    for (size_t i = 0; block && i < sheet->layout.count; i++)
        row_print(sheet, i, script, block);
    if (block)
        fclose(block);
    fprintf(script, "# Rows: place, ratio, its interval, side, is it open?\n$rows << END\n%sEND\n", data ? data : "");
    free(data);
}

static void looks_print(const struct sheet *sheet, FILE *script)
{
    const size_t sides = sheet->rows->comparison->side_count;
    const size_t count = sides < MACHINE_SIDES_MOST ? sides : MACHINE_SIDES_MOST;
    fprintf(script, "SIDES = %zu\narray HUE[%zu]\narray MARK[%zu]\narray SIZE[%zu]\n", count - 1, count, count, count);
    for (size_t i = 1; i < count; i++)
        fprintf(script, "HUE[%zu] = '%s'; MARK[%zu] = %d; SIZE[%zu] = %g\n", i, sheet->looks[i].hue, i,
                sheet->looks[i].marker, i, sheet->looks[i].size);
}

static void subject_make(struct caption *caption, const struct sheet *sheet)
{
    const struct yoke_comparison *comparison = sheet->rows->comparison;
    char reference[128];
    text_fit(reference, sizeof reference, comparison->sides[0].name, 40, true);
    *caption = (struct caption){.count = 0};
    chart_caption_add(caption,
                      "Ratios to %s, the reference. Bars: 95 %% intervals; hollow: not decided (profile %.20s).",
                      reference, comparison->profile ? comparison->profile : "?");
    chart_caption_add(caption, comparison->same_machine
                                   ? "The same machine, but what differs from session to session is in no interval."
                                   : "Machines are not alike; what differs from session to session is in no interval.");
    if (sheet->layout.left_out)
        chart_caption_add(caption, "%zu more rows are in the data file.", sheet->layout.left_out);
}

/* "new: vm-2 · Xeon · 2 cores · placement compact · gcc 12 · yoke 0.1.0 · 2026-11-22" of every result. */
static void origins_print(const struct yoke_comparison *comparison, FILE *script, size_t *lines)
{
    const size_t shown = comparison->result_count <= RESULTS_MOST ? comparison->result_count : RESULTS_MOST - 1;
    *lines = comparison->result_count < RESULTS_MOST ? comparison->result_count : RESULTS_MOST;
    fprintf(script, "ORIGINS = %zu\narray ORIGIN[%zu]\n", *lines, *lines ? *lines : 1);
    for (size_t i = 0; i < shown; i++) {
        const struct yoke_compared_result *result = &comparison->results[i];
        struct caption foot;
        char line[2 * CAPTION_LINE_BYTES + 256];
        chart_caption_foot(&foot, result->record,
                           result->record->cell_count ? result->record->cells[0].placement : NULL);
        snprintf(line, sizeof line, "%.80s: %s%s%s",
                 result->side   ? result->side
                 : result->path ? result->path
                                : "?",
                 foot.lines[0], foot.count > 1 ? " · " : "", foot.count > 1 ? foot.lines[1] : "");
        chart_text_print(script, "ORIGIN", i + 1, line, 185);
    }
    if (shown < comparison->result_count) {
        char line[64];
        snprintf(line, sizeof line, "and %zu more results", comparison->result_count - shown);
        chart_text_print(script, "ORIGIN", *lines, line, 0);
    }
}

/* As many clauses as fit, a side each; at least the first, cut where even that is too long. */
static void headline_make(char text[COMPARISON_TEXT_BYTES], const struct yoke_comparison *comparison)
{
    char whole[COMPARISON_TEXT_BYTES];
    comparison_headline(whole, comparison);
    for (char *last; chart_text_ems(whole, true) > HEADLINE_EMS && (last = strrchr(whole, ';')) != NULL;)
        *last = '\0';
    text_fit(text, COMPARISON_TEXT_BYTES, whole, HEADLINE_COLUMNS, true);
}

static void sheet_print(struct sheet *sheet, const char *stem, FILE *script)
{
    const struct yoke_comparison *comparison = sheet->rows->comparison;
    struct caption subject;
    char headline[COMPARISON_TEXT_BYTES], *origins = NULL;
    size_t size = 0, lines = 0;
    FILE *memory = open_memstream(&origins, &size);
    if (memory) {
        origins_print(comparison, memory, &lines);
        fclose(memory);
    }
    subject_make(&subject, sheet);
    machine_layout_place(&sheet->layout, 72 + 19 * (double)subject.count);
    headline_make(headline, comparison);
    chart_head_print(script, "Comparison", stem, WIDTH, sheet->layout.bottom + AXIS + 26 + ORIGIN_LINE * (double)lines,
                     headline);
    chart_caption_print(script, "SUBJECT_LINE", &subject);
    fputs(origins ? origins : "ORIGINS = 0\n", script);
    free(origins);
    fprintf(script, "PLOT_L = %d\nPLOT_R = %d\nTOP = %.6g\nBOTTOM = %.6g\n", PLOT_LEFT, PLOT_RIGHT,
            isnan(sheet->layout.heads[0]) ? sheet->layout.heads[1] + MACHINE_HEADS
                                          : sheet->layout.heads[0] + MACHINE_HEADS,
            sheet->layout.bottom);
    fputs("HEAD_CELLS =", script);
    chart_number_print(script, sheet->layout.heads[0]);
    fputs("\nHEAD_WHOLES =", script);
    chart_number_print(script, sheet->layout.heads[1]);
    fprintf(script, "\nLOW = %.8g\nHIGH = %.8g\n", sheet->layout.low, sheet->layout.high);
    ticks_print(&sheet->layout, script);
    chart_text_print(script, "BY", 0, comparison->side_count > 2 ? comparison->by : "", 0);
    looks_print(sheet, script);
    rows_print(sheet, script);
    chart_template_print(script, chart_template_machines);
}

void machine_script_write(const struct machine_rows *rows, const char *stem, FILE *script)
{
    const char *const nobody[MACHINE_SIDES_MOST] = {NULL};
    struct sheet sheet = {.rows = rows};
    chart_palette_choose(nobody, MACHINE_SIDES_MOST - 1, sheet.looks + 1);
    if (!machine_layout_init(&sheet.layout, rows))
        sheet_print(&sheet, stem, script);
    machine_layout_release(&sheet.layout);
}
