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
#include "text.h"

/* Logical pixels. */
enum {
    WIDTH = 1210,
    HEADS = 46, /* above the first row of a list: what it is, and the heads of its columns */
    ROW = 22,
    CELL_GAP = 5,  /* between cells of several rows, */
    WORK_GAP = 12, /* between workloads, */
    LIST_GAP = 26, /* between the lists */
    AXIS = 34,     /* below them */
    ORIGIN_LINE = 15,
    PLOT_LEFT = 455,
    PLOT_RIGHT = 745,
    HEADLINE_COLUMNS = 104,
    RESULTS_MOST = 8, /* lines at the foot */
    WHOLES_MOST = 40
};

static const double HEADLINE_EMS = 1130 / 18.0; /* the picture's width in ems of the headline's size */

/* Farther from 1 nobody reads off a ratio: what lies beyond is cut at the edge. */
static const double LEAST_RATIO = 1.0 / 128, MOST_RATIO = 128;

/* A row and where it is drawn. */
struct drawn {
    const struct machine_row *row;
    double y;
    bool names_subject, names_way; /* it is the first with these */
};

struct sheet {
    const struct machine_rows *rows;
    struct drawn *drawn;
    size_t count, cells, left_out; /* drawn, of them cells; rows of cells that are not */
    double heads[2], bottom;       /* tops of the lists (NaN: none), end of the last */
    double low, high;              /* of the axis */
    struct chart_look looks[MACHINE_SIDES_MOST];
};

/* --- which rows, and where -------------------------------------------------------------------------------------------
 */

static bool is_decided(const struct machine_row *row)
{
    return row->mood == MACHINE_BETTER || row->mood == MACHINE_WORSE;
}

/* Takes at most `most` rows in their order; where there are more, those that differ have precedence. */
static void rows_take(struct sheet *sheet, const struct machine_row rows[], size_t count, size_t most)
{
    size_t decided = 0, others = 0;
    for (size_t i = 0; i < count; i++)
        decided += is_decided(&rows[i]);
    const size_t room = decided < most ? most - decided : 0;
    decided = 0;
    for (size_t i = 0; i < count; i++) {
        size_t *taken = is_decided(&rows[i]) ? &decided : &others;
        if (*taken >= (is_decided(&rows[i]) ? most : room))
            continue;
        ++*taken;
        sheet->drawn[sheet->count++].row = &rows[i];
    }
}

static double list_place(struct sheet *sheet, size_t from, size_t to, double top)
{
    double y = top + HEADS;
    for (size_t i = from; i < to; i++) {
        struct drawn *drawn = &sheet->drawn[i];
        const struct machine_row *before = i > from ? sheet->drawn[i - 1].row : NULL;
        drawn->names_subject = !before || strcmp(before->subject, drawn->row->subject) != 0;
        drawn->names_way = drawn->names_subject || strcmp(before->way, drawn->row->way) != 0;
        y += !before                                                       ? 0
             : drawn->names_subject                                        ? WORK_GAP
             : drawn->names_way && sheet->rows->comparison->side_count > 2 ? CELL_GAP
                                                                           : 0;
        drawn->y = y + ROW / 2.0;
        y += ROW;
    }
    return y;
}

static void rows_place(struct sheet *sheet, double top)
{
    sheet->heads[0] = sheet->heads[1] = NAN;
    sheet->bottom = top;
    if (sheet->cells) {
        sheet->heads[0] = top;
        sheet->bottom = list_place(sheet, 0, sheet->cells, top);
    }
    if (sheet->count > sheet->cells) {
        sheet->heads[1] = sheet->cells ? sheet->bottom + LIST_GAP : top;
        sheet->bottom = list_place(sheet, sheet->cells, sheet->count, sheet->heads[1]);
    }
}

/* --- the axis --------------------------------------------------------------------------------------------------------
 */

static void range_find(struct sheet *sheet)
{
    double low = 0.9, high = 1.1;
    for (size_t i = 0; i < sheet->count; i++) {
        const struct yoke_estimate *ratio = &sheet->drawn[i].row->ratio;
        const double ends[] = {ratio->value, ratio->low, ratio->high};
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            if (isfinite(ends[k]) && ends[k] > 0) {
                low = fmin(low, ends[k]);
                high = fmax(high, ends[k]);
            }
    }
    const double air = exp2(0.06 * log2(high / low));
    sheet->low = fmax(low / air, LEAST_RATIO);
    sheet->high = fmin(high * air, MOST_RATIO);
}

static double cut(const struct sheet *sheet, double ratio, double open)
{
    return isnan(ratio) ? open : fmin(fmax(ratio, sheet->low), sheet->high);
}

/* Round ratios as people read them: halves and doubles, or tenths where all are close to 1. */
static void ticks_print(const struct sheet *sheet, FILE *script)
{
    struct chart_axis axis;
    fputs("TICKS = '", script);
    chart_axis_doubling(&axis, sheet->low / 0.85, sheet->high / 1.2, PLOT_RIGHT - PLOT_LEFT);
    if (sheet->high / sheet->low > 3) {
        chart_axis_print_ratios(&axis, script);
    } else {
        const double step = sheet->high - sheet->low > 0.9 ? 0.25 : sheet->high - sheet->low > 0.35 ? 0.1 : 0.05;
        bool first = true;
        for (double k = ceil(sheet->low / step); k * step <= sheet->high; k++, first = false)
            fprintf(script, "%s\"%g×\" %.6g", first ? "" : ",", k * step, k * step);
    }
    fputs("'\n", script);
}

/* --- what is written
 * -------------------------------------------------------------------------------------------------- */

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

static void row_print(const struct sheet *sheet, size_t index, FILE *script, FILE *block)
{
    const struct drawn *drawn = &sheet->drawn[index];
    const struct machine_row *row = drawn->row;
    const struct yoke_compared_side *side = &sheet->rows->comparison->sides[row->side];
    const struct chart_look *look = &sheet->looks[row->side % MACHINE_SIDES_MOST];
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
            look->ink);
    fprintf(block, "%.6g", drawn->y);
    chart_number_print(block, cut(sheet, row->ratio.value, NAN));
    chart_number_print(block, cut(sheet, row->ratio.low, isnan(row->ratio.value) ? NAN : sheet->low));
    chart_number_print(block, cut(sheet, row->ratio.high, isnan(row->ratio.value) ? NAN : sheet->high));
    fprintf(block, " %zu %d\n", row->side, row->mood == MACHINE_OPEN);
}

static void rows_print(const struct sheet *sheet, FILE *script)
{
    static const char *const arrays[] = {"SUBJECT", "WAY",  "SIDE", "RATIO", "INTERVAL",
                                         "VALUES",  "WORD", "MOOD", "ROW",   "INKS"};
    char *data = NULL;
    size_t size = 0;
    FILE *block = open_memstream(&data, &size);
    fprintf(script, "\nN = %zu\n", sheet->count);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        fprintf(script, "array %s[%zu]\n", arrays[i], sheet->count);
    for (size_t i = 0; block && i < sheet->count; i++)
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
    if (sheet->left_out)
        chart_caption_add(caption, "%zu more rows are in the data file.", sheet->left_out);
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
    rows_place(sheet, 72 + 19 * (double)subject.count);
    range_find(sheet);
    headline_make(headline, comparison);
    chart_head_print(script, "Comparison", stem, WIDTH, sheet->bottom + AXIS + 26 + ORIGIN_LINE * (double)lines,
                     headline);
    chart_caption_print(script, "SUBJECT_LINE", &subject);
    fputs(origins ? origins : "ORIGINS = 0\n", script);
    free(origins);
    fprintf(script, "PLOT_L = %d\nPLOT_R = %d\nTOP = %.6g\nBOTTOM = %.6g\n", PLOT_LEFT, PLOT_RIGHT,
            isnan(sheet->heads[0]) ? sheet->heads[1] + HEADS : sheet->heads[0] + HEADS, sheet->bottom);
    fputs("HEAD_CELLS =", script);
    chart_number_print(script, sheet->heads[0]);
    fputs("\nHEAD_WHOLES =", script);
    chart_number_print(script, sheet->heads[1]);
    fprintf(script, "\nLOW = %.8g\nHIGH = %.8g\n", sheet->low, sheet->high);
    ticks_print(sheet, script);
    chart_text_print(script, "BY", 0, comparison->side_count > 2 ? comparison->by : "", 0);
    looks_print(sheet, script);
    rows_print(sheet, script);
    chart_template_print(script, chart_template_machines);
}

void machine_script_write(const struct machine_rows *rows, const char *stem, FILE *script)
{
    const char *const nobody[MACHINE_SIDES_MOST] = {NULL};
    struct sheet sheet = {.rows = rows, .drawn = calloc(rows->cell_count + rows->whole_count + 1, sizeof *sheet.drawn)};
    if (!sheet.drawn)
        return;
    chart_palette_choose(nobody, MACHINE_SIDES_MOST - 1, sheet.looks + 1);
    rows_take(&sheet, rows->cells, rows->cell_count, MACHINE_ROWS_MOST);
    sheet.cells = sheet.count;
    rows_take(&sheet, rows->wholes, rows->whole_count, WHOLES_MOST);
    sheet.left_out = rows->cell_count + rows->whole_count - sheet.count;
    sheet_print(&sheet, stem, script);
    free(sheet.drawn);
}
