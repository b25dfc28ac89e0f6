/* SPDX-License-Identifier: MIT */
#include "machine_layout.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROW = 22,
    CELL_GAP = 5,  /* between cells of several rows, */
    WORK_GAP = 12, /* between workloads, */
    LIST_GAP = 26, /* between the lists */
    WHOLES_MOST = 40
};

/* Farther from 1 nobody reads off a ratio: what lies beyond is cut at the edge. */
static const double LEAST_RATIO = 1.0 / 128, MOST_RATIO = 128;

static bool is_decided(const struct machine_row *row)
{
    return row->mood == MACHINE_BETTER || row->mood == MACHINE_WORSE;
}

/* Takes at most `most` rows in their order; where there are more, those that differ have precedence. */
static void rows_take(struct machine_layout *layout, const struct machine_row rows[], size_t count, size_t most)
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
        layout->drawn[layout->count++].row = &rows[i];
    }
}

static double list_place(struct machine_layout *layout, size_t from, size_t to, double top)
{
    double y = top + MACHINE_HEADS;
    for (size_t i = from; i < to; i++) {
        struct machine_drawn *drawn = &layout->drawn[i];
        const struct machine_row *before = i > from ? layout->drawn[i - 1].row : NULL;
        drawn->names_subject = !before || strcmp(before->subject, drawn->row->subject) != 0;
        drawn->names_way = drawn->names_subject || strcmp(before->way, drawn->row->way) != 0;
        y += !before                                                        ? 0
             : drawn->names_subject                                         ? WORK_GAP
             : drawn->names_way && layout->rows->comparison->side_count > 2 ? CELL_GAP
                                                                            : 0;
        drawn->y = y + ROW / 2.0;
        y += ROW;
    }
    return y;
}

void machine_layout_place(struct machine_layout *layout, double top)
{
    layout->heads[0] = layout->heads[1] = NAN;
    layout->bottom = top;
    if (layout->cells) {
        layout->heads[0] = top;
        layout->bottom = list_place(layout, 0, layout->cells, top);
    }
    if (layout->count > layout->cells) {
        layout->heads[1] = layout->cells ? layout->bottom + LIST_GAP : top;
        layout->bottom = list_place(layout, layout->cells, layout->count, layout->heads[1]);
    }
}

/* All intervals, with some air. */
static void range_find(struct machine_layout *layout)
{
    double low = 0.9, high = 1.1;
    for (size_t i = 0; i < layout->count; i++) {
        const struct yoke_estimate *ratio = &layout->drawn[i].row->ratio;
        const double ends[] = {ratio->value, ratio->low, ratio->high};
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            if (isfinite(ends[k]) && ends[k] > 0) {
                low = fmin(low, ends[k]);
                high = fmax(high, ends[k]);
            }
    }
    const double air = exp2(0.06 * log2(high / low));
    layout->low = fmax(low / air, LEAST_RATIO);
    layout->high = fmin(high * air, MOST_RATIO);
}

double machine_layout_cut(const struct machine_layout *layout, double ratio, double open)
{
    return isnan(ratio) ? open : fmin(fmax(ratio, layout->low), layout->high);
}

int machine_layout_init(struct machine_layout *layout, const struct machine_rows *rows)
{
    const size_t all = rows->cell_count + rows->whole_count;
    *layout = (struct machine_layout){.rows = rows, .drawn = calloc(all + 1, sizeof *layout->drawn)};
    if (!layout->drawn)
        return -ENOMEM;
    rows_take(layout, rows->cells, rows->cell_count, MACHINE_ROWS_MOST);
    layout->cells = layout->count;
    rows_take(layout, rows->wholes, rows->whole_count, WHOLES_MOST);
    layout->left_out = all - layout->count;
    range_find(layout);
    return 0;
}

void machine_layout_release(struct machine_layout *layout)
{
    free(layout->drawn);
    *layout = (struct machine_layout){.rows = NULL};
}
