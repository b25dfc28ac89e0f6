/* SPDX-License-Identifier: MIT */
/* Which cells a samples chart shows, and where their dots stand. Times of different cells stand on one axis as deviations from
 * their medians: one cell may take a hundred times as long as another. */
#include "samples_rows.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "summary.h"
#include "text.h"

/* Of an executor and what tells it apart, beside its row; the data file has all of it. */
enum { NAME_COLUMNS = 16 };

/* A dot's width as a share of the axis, and of half a row: 7 of 430 and of 30 pixels. */
static const double DOT_ALONG = 7.0 / 430, DOT_ACROSS = 7.0 / 30;

/* What lies farther out than so many times the reach of the widest row, which holds four fifths of a row's dots, would press all
 * others together. */
static const double OUTLIER_TIMES = 4;

double samples_row_spread(const struct samples_row *row)
{
    const struct yoke_summary *wall = &row->cell->wall_ns;
    return wall->median > 0 ? wall->mad / wall->median : NAN;
}

/* --- choosing --------------------------------------------------------------------------------------------------------- */

/* How much a row has to show: two heaps come before any spread. */
static double interest(const struct samples_row *row)
{
    const double spread = samples_row_spread(row);
    return (yoke_modes_two(&row->cell->wall_modes) ? 1e6 : 0) + (isfinite(spread) ? spread : 0);
}

/* Returns 1 with a row, 0 when the cell has too few processes, or -ENOMEM. */
static int row_make(struct samples_row *row, const struct yoke_cell *cell, const char *series)
{
    struct summary_start *starts = calloc(cell->sample_count + 1, sizeof *starts);
    *row = (struct samples_row){.cell = cell, .dots = calloc(cell->sample_count + 1, sizeof *row->dots)};
    if (!starts || !row->dots) {
        free(starts);
        free(row->dots);
        return -ENOMEM;
    }
    row->count = summary_starts(cell, starts);
    for (size_t i = 0; i < row->count; i++)
        row->dots[i] = (struct samples_dot){.block = starts[i].block, .ns = starts[i].wall_ns};
    free(starts);
    if (row->count < SAMPLES_STARTS_LEAST || !(cell->wall_ns.median > 0)) {
        free(row->dots);
        return 0;
    }
    char name[STUDY_NAME_BYTES];
    text_fit(name, sizeof name, series, NAME_COLUMNS, true);
    snprintf(row->name, sizeof row->name, "%.200s × %" PRIu64, name, cell->workers);
    return 1;
}

/* Adds the row, or puts it in the place of the one with the least to show. */
static void row_take(struct samples_rows *rows, struct samples_row *row)
{
    if (rows->count < SAMPLES_ROWS_MOST) {
        rows->rows[rows->count++] = *row;
        return;
    }
    size_t least = 0;
    rows->left_out++;
    for (size_t i = 1; i < rows->count; i++)
        if (interest(&rows->rows[i]) < interest(&rows->rows[least]))
            least = i;
    if (interest(row) <= interest(&rows->rows[least])) {
        free(row->dots);
        return;
    }
    free(rows->rows[least].dots);
    for (size_t i = least; i + 1 < rows->count; i++) /* rows stay in the record's order */
        rows->rows[i] = rows->rows[i + 1];
    rows->rows[rows->count - 1] = *row;
}

/* --- placing ---------------------------------------------------------------------------------------------------------- */

static int real_order(const void *left, const void *right)
{
    const double first = *(const double *)left, second = *(const double *)right;
    return (first > second) - (first < second);
}

static double deviation(const struct samples_row *row, size_t index)
{
    return 100 * (row->dots[index].ns / row->cell->wall_ns.median - 1);
}

/* How far from the median four fifths of a row's dots lie at most, and the farthest. `sizes` has room for all. */
static void row_reach(const struct samples_row *row, double sizes[], double *usual, double *most)
{
    for (size_t k = 0; k < row->count; k++)
        sizes[k] = fabs(deviation(row, k));
    qsort(sizes, row->count, sizeof *sizes, real_order);
    *usual = fmax(*usual, sizes[row->count * 4 / 5]);
    *most = fmax(*most, sizes[row->count - 1]);
}

/* The axis holds all dots, unless few of them lie so far out that the others could not be told apart. */
static int axis_find(struct samples_rows *rows)
{
    double usual = 0, most = 0, low = 0, high = 0;
    for (size_t i = 0; i < rows->count; i++) {
        double *sizes = calloc(rows->rows[i].count, sizeof *sizes);
        if (!sizes)
            return -ENOMEM;
        row_reach(&rows->rows[i], sizes, &usual, &most);
        free(sizes);
    }
    const double limit = usual > 0 && most > OUTLIER_TIMES * usual ? OUTLIER_TIMES * usual : most;
    for (size_t i = 0; i < rows->count; i++)
        for (size_t k = 0; k < rows->rows[i].count; k++) {
            const double value = deviation(&rows->rows[i], k);
            low = fmin(low, fmax(value, -limit));
            high = fmax(high, fmin(value, limit));
        }
    if (!(high - low > 0))
        return -ENODATA;
    rows->low = low - 0.04 * (high - low);
    rows->high = high + 0.04 * (high - low);
    return 0;
}

/* Is the place free of the dots before `index` of `order`? Far ones cannot be in the way. */
static bool place_free(const struct samples_dot *const order[], size_t index, double offset, double width)
{
    for (size_t i = index; i-- > 0 && order[index]->at - order[i]->at < width;)
        if (hypot((order[index]->at - order[i]->at) / width, (offset - order[i]->offset) / DOT_ACROSS) < 1)
            return false;
    return true;
}

static int dot_order(const void *left, const void *right)
{
    const struct samples_dot *first = *(struct samples_dot *const *)left, *second = *(struct samples_dot *const *)right;
    const int order = (first->at > second->at) - (first->at < second->at);
    return order ? order : (first->block > second->block) - (first->block < second->block);
}

/* Each dot, from left to right, takes the free place nearest to the middle; where the row is full they overlap at its edge. */
static int row_place(struct samples_rows *rows, struct samples_row *row)
{
    const double width = DOT_ALONG * (rows->high - rows->low);
    struct samples_dot **order = calloc(row->count, sizeof *order);
    if (!order)
        return -ENOMEM;
    for (size_t i = 0; i < row->count; i++) {
        struct samples_dot *dot = order[i] = &row->dots[i];
        const double value = deviation(row, i);
        dot->at = fmin(fmax(value, rows->low), rows->high);
        rows->beyond += dot->at != value;
        rows->blocks = dot->block + 1 > rows->blocks ? dot->block + 1 : rows->blocks;
    }
    qsort(order, row->count, sizeof *order, dot_order);
    for (size_t i = 0; i < row->count; i++) {
        double step = 0;
        while (step < 1 && !place_free((const struct samples_dot *const *)order, i, step, width) &&
               !place_free((const struct samples_dot *const *)order, i, -step, width))
            step += DOT_ACROSS / 2;
        step = fmin(step, 1);
        order[i]->offset = place_free((const struct samples_dot *const *)order, i, step, width) ? step : -step;
    }
    free(order);
    return 0;
}

int samples_rows_init(struct samples_rows *rows, const struct study *study)
{
    int status = 0;
    *rows = (struct samples_rows){.record = study->record};
    for (size_t i = 0; i < study->series_count && status >= 0; i++)
        for (size_t k = 0; k < study->series[i].cell_count && status >= 0; k++) {
            struct samples_row row;
            status = row_make(&row, study->series[i].cells[k], study->series[i].name);
            if (status > 0)
                row_take(rows, &row);
        }
    if (status >= 0)
        status = rows->count ? axis_find(rows) : -ENODATA;
    for (size_t i = 0; i < rows->count && !status; i++)
        status = row_place(rows, &rows->rows[i]);
    if (status)
        samples_rows_release(rows);
    return status;
}

void samples_rows_release(struct samples_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        free(rows->rows[i].dots);
    *rows = (struct samples_rows){.count = 0};
}
