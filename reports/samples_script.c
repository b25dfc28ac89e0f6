/* SPDX-License-Identifier: MIT */
/* Every process of some cells: side by side, as a distribution, and in the order in which they ran. */
#include "samples_script.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart_axis.h"
#include "chart_caption.h"
#include "chart_frame.h"
#include "chart_palette.h"
#include "chart_templates.h"
#include "csv_text.h"
#include "quantity.h"
#include "text.h"

/* Logical pixels. Rows are lower the more there are. */
enum { WIDTH = 1060, ECDF = 150, BETWEEN = 72, FOOT = 112, TICKS_MOST = 8 };

static const struct samples_row *row_widest(const struct samples_rows *rows)
{
    const struct samples_row *widest = rows->rows;
    for (size_t i = 1; i < rows->count; i++)
        if (samples_row_spread(&rows->rows[i]) > samples_row_spread(widest))
            widest = &rows->rows[i];
    return widest;
}

void samples_finding_write(char *buffer, size_t size, const struct samples_rows *rows)
{
    char name[STUDY_NAME_BYTES], longer[QUANTITY_BYTES];
    for (size_t i = 0; i < rows->count; i++) {
        const struct yoke_modes *modes = &rows->rows[i].cell->wall_modes;
        if (!yoke_modes_two(modes))
            continue;
        text_fit(name, sizeof name, rows->rows[i].name, 0, true);
        quantity_time(longer, modes->upper - modes->lower);
        snprintf(buffer, size, "%s has two modes: %.0f %% of its processes take %s longer", name, 100 * modes->upper_share, longer);
        return;
    }
    const struct samples_row *widest = row_widest(rows);
    text_fit(name, sizeof name, widest->name, 0, true);
    snprintf(buffer, size, rows->count > 1 ? "No second mode is seen; %s varies most, half of its processes by over %.2g %%"
                                           : "No second mode is seen; %s varies, half of its processes by over %.2g %%",
             name, 100 * samples_row_spread(widest));
}

static void subject_make(struct caption *caption, const struct samples_rows *rows)
{
    const struct yoke_cell *cell = rows->rows[0].cell;
    char name[CAPTION_LINE_BYTES];
    size_t least = SIZE_MAX, most = 0;
    uint64_t set_aside = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct samples_row *row = &rows->rows[i];
        least = row->count < least ? row->count : least;
        most = row->count > most ? row->count : most;
        if (row->cell->starts != YOKE_MISSING && row->cell->starts > row->count)
            set_aside += row->cell->starts - row->count;
    }
    *caption = (struct caption){.count = 0};
    chart_caption_work(name, sizeof name, cell);
    if (least == most)
        chart_caption_add(caption, "Wall times of %.700s beside the median of each cell, %zu processes each.", name, most);
    else
        chart_caption_add(caption, "Wall times of %.700s beside the median of each cell, %zu–%zu processes each.", name, least, most);
    chart_caption_add(caption, "One dot is one process; line and shade are the median and its 95 %% CI.");
    if (set_aside)
        chart_caption_add(caption, "Disturbed and not shown: %" PRIu64 ".", set_aside);
    if (rows->beyond)
        chart_caption_add(caption, "At an edge: %zu beyond it.", rows->beyond);
    if (rows->left_out)
        chart_caption_add(caption, "%zu steadier cell%s not shown.", rows->left_out, rows->left_out == 1 ? " is" : "s are");
    chart_caption_session(caption, rows->record);
}

/* Round numbers along the axis, with sign. */
static void ticks_print(FILE *script, const struct samples_rows *rows)
{
    fputs("TICKS = '", script);
    chart_axis_print_changes(rows->low, rows->high, TICKS_MOST, script);
    fputs("'\n", script);
}

static void names_print(FILE *script, const struct samples_rows *rows, const struct chart_look looks[])
{
    static const char *const arrays[] = {"NAME", "NOTE", "HUE", "INKS", "MARK", "SIZE", "DASH", "CI_LOW", "CI_HIGH"};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        fprintf(script, "array %s[%zu]\n", arrays[i], rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        const struct yoke_summary *wall = &rows->rows[i].cell->wall_ns;
        char note[2 * QUANTITY_BYTES], time[QUANTITY_BYTES];
        quantity_time(time, wall->median);
        snprintf(note, sizeof note, "%s%s, n = %zu", time, study_time_mark(rows->rows[i].cell), rows->rows[i].count);
        chart_text_print(script, "NAME", i + 1, rows->rows[i].name, 0);
        chart_text_print(script, "NOTE", i + 1, note, 0);
        fprintf(script, "HUE[%zu] = '%s'; INKS[%zu] = '%s'; MARK[%zu] = %d; SIZE[%zu] = %.3g; DASH[%zu] = %d\n", i + 1, looks[i].hue, i + 1,
                looks[i].ink, i + 1, looks[i].marker, i + 1, looks[i].size, i + 1, looks[i].dash);
        const double low = 100 * (wall->low / wall->median - 1), high = 100 * (wall->high / wall->median - 1);
        fprintf(script, "CI_LOW[%zu] =", i + 1);
        chart_number_print(script, fmax(low, rows->low));
        fprintf(script, "; CI_HIGH[%zu] =", i + 1);
        chart_number_print(script, isfinite(low) ? fmin(high, rows->high) : NAN);
        fputc('\n', script);
    }
}

static int dot_order(const void *left, const void *right)
{
    const double first = ((const struct samples_dot *)left)->at, second = ((const struct samples_dot *)right)->at;
    return (first > second) - (first < second);
}

/* Steps of the distribution: from 0 on the left to 1 on the right. */
static void steps_print(FILE *script, const struct samples_rows *rows)
{
    fputs("# Distribution: deviation in per cent, share of processes.\n$steps << END\n", script);
    for (size_t i = 0; i < rows->count; i++) {
        const struct samples_row *row = &rows->rows[i];
        struct samples_dot *sorted = calloc(row->count, sizeof *sorted);
        if (!sorted)
            continue;
        memcpy(sorted, row->dots, row->count * sizeof *sorted);
        qsort(sorted, row->count, sizeof *sorted, dot_order);
        fprintf(script, "%.6g 0\n", sorted[0].at);
        for (size_t k = 0; k < row->count; k++)
            fprintf(script, "%.6g %.6g\n", sorted[k].at, (double)(k + 1) / (double)row->count);
        fputs("\n\n", script);
        free(sorted);
    }
    fputs("END\n", script);
}

void samples_script_write(const struct samples_rows *rows, const char *stem, FILE *script)
{
    char headline[512];
    struct caption caption;
    struct chart_look looks[SAMPLES_ROWS_MOST];
    const char *executors[SAMPLES_ROWS_MOST];
    const double row = rows->count > 4 ? 62 : rows->count > 2 ? 76 : 104;
    bool placed = true;
    for (size_t i = 0; i < rows->count; i++) {
        executors[i] = rows->rows[i].cell->executor ? rows->rows[i].cell->executor : "";
        placed &= yoke_text_same(rows->rows[i].cell->placement, rows->rows[0].cell->placement);
    }
    chart_palette_choose(executors, rows->count, looks);
    subject_make(&caption, rows);
    const double top = 92 + 19 * (double)caption.count, middle = top + row * (double)rows->count;
    samples_finding_write(headline, sizeof headline, rows);
    chart_head_print(script, "Samples chart", stem, WIDTH, middle + BETWEEN + ECDF + FOOT, headline);
    chart_caption_print(script, "SUBJECT", &caption);
    chart_caption_foot(&caption, rows->record, placed ? rows->rows[0].cell->placement : NULL);
    chart_caption_print(script, "ORIGIN", &caption);
    fprintf(script, "N = %zu\nTOP = %.6g\nMIDDLE = %.6g\nECDF_T = %.6g\nECDF_B = %.6g\n", rows->count, top, middle, middle + BETWEEN,
            middle + BETWEEN + ECDF);
    fprintf(script, "LOW = %.8g\nHIGH = %.8g\nBLOCKS = %" PRIu64 "\n", rows->low, rows->high, rows->blocks);
    ticks_print(script, rows);
    names_print(script, rows, looks);
    fputs("# Processes: deviation in per cent, offset in the row, block.\n$dots << END\n", script);
    for (size_t i = 0; i < rows->count; i++) {
        for (size_t k = 0; k < rows->rows[i].count; k++)
            fprintf(script, "%.6g %.4g %" PRIu64 "\n", rows->rows[i].dots[k].at, rows->rows[i].dots[k].offset,
                    rows->rows[i].dots[k].block + 1);
        fputs("\n\n", script);
    }
    fputs("END\n", script);
    steps_print(script, rows);
    chart_template_print(script, chart_template_samples);
}

void samples_data_write(const struct samples_rows *rows, FILE *stream)
{
    fputs("cell,executor,workers,block,wall_ns,deviation_percent\n", stream);
    for (size_t i = 0; i < rows->count; i++) {
        const struct samples_row *row = &rows->rows[i];
        for (size_t k = 0; k < row->count; k++) {
            csv_text(stream, row->cell->name);
            csv_text(stream, row->cell->executor);
            csv_count(stream, row->cell->workers);
            csv_count(stream, row->dots[k].block);
            csv_real(stream, row->dots[k].ns);
            fprintf(stream, "%.6g\n", 100 * (row->dots[k].ns / row->cell->wall_ns.median - 1));
        }
    }
}
