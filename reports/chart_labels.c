/* SPDX-License-Identifier: MIT */
/* Placing the names of series: least-squares isotonic regression by pooling neighbours. With the gaps subtracted, "at
 * least a gap apart" becomes "not descending", and the best such sequence is found by merging neighbours that are in
 * the wrong order into blocks at their mean. */
#include "chart_labels.h"

#include <math.h>

#include "chart_palette.h"

struct block {
    double sum;
    size_t count;
};

static double block_mean(const struct block *block)
{
    return block->sum / (double)block->count;
}

/* Sorts indices by position; equal positions keep their order. */
static void order_sort(size_t order[], const double positions[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && positions[order[at - 1]] > positions[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

void chart_labels_spread(double positions[], size_t count, double gap, double low, double high)
{
    size_t order[CHART_SERIES_MOST], blocks = 0, done = 0;
    struct block pool[CHART_SERIES_MOST];
    if (count == 0 || count > CHART_SERIES_MOST)
        return;
    if (count > 1)
        gap = fmin(gap, (high - low) / (double)(count - 1));
    order_sort(order, positions, count);
    for (size_t i = 0; i < count; i++) {
        pool[blocks++] = (struct block){positions[order[i]] - gap * (double)i, 1};
        while (blocks > 1 && block_mean(&pool[blocks - 2]) > block_mean(&pool[blocks - 1])) {
            pool[blocks - 2].sum += pool[blocks - 1].sum;
            pool[blocks - 2].count += pool[blocks - 1].count;
            blocks--;
        }
    }
    for (size_t b = 0; b < blocks; b++) {
        const double at = fmin(fmax(block_mean(&pool[b]), low), high - gap * (double)(count - 1));
        for (size_t i = 0; i < pool[b].count; i++, done++)
            positions[order[done]] = at + gap * (double)done;
    }
}
