/* SPDX-License-Identifier: MIT */
/* By the order in which the driver began them. */
#include "gate_pace.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "gate_rule.h"
#include "starts.h"
#include "stats.h"

struct gate_pace_start {
    uint64_t order, started_ns;
};

static int start_compare(const void *left, const void *right)
{
    const uint64_t a = ((const struct gate_pace_start *)left)->order,
                   b = ((const struct gate_pace_start *)right)->order;
    return (a > b) - (a < b);
}

int gate_pace_begin(struct gate_pace *pace, const struct yoke_record *facts)
{
    size_t room = 1;
    for (size_t i = 0; i < facts->cell_count; i++)
        room += facts->cells[i].sample_count;
    *pace = (struct gate_pace){calloc(room, sizeof *pace->starts), 0};
    if (!pace->starts)
        return -ENOMEM;
    for (size_t i = 0; i < facts->cell_count; i++) {
        const struct yoke_cell *cell = &facts->cells[i];
        for (size_t first = 0; first < cell->sample_count; first = starts_end(cell, first))
            pace->starts[pace->count++] =
                (struct gate_pace_start){cell->samples[first].order, cell->samples[first].started_ns};
    }
    qsort(pace->starts, pace->count, sizeof *pace->starts, start_compare);
    return 0;
}

void gate_pace_release(struct gate_pace *pace)
{
    free(pace->starts);
    *pace = (struct gate_pace){0};
}

/* The first that began after `order`, or NULL. */
static const struct gate_pace_start *start_after(const struct gate_pace *pace, uint64_t order)
{
    size_t low = 0, high = pace->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (pace->starts[middle].order > order)
            high = middle;
        else
            low = middle + 1;
    }
    return low < pace->count ? &pace->starts[low] : NULL;
}

/* From the first of two starts to what came after both; NaN: nothing came. */
static double pair_seconds(const struct gate_pace *pace, const struct yoke_sample *one, const struct yoke_sample *other)
{
    const struct gate_pace_start *next = start_after(pace, one->order > other->order ? one->order : other->order);
    const uint64_t began_ns = one->started_ns < other->started_ns ? one->started_ns : other->started_ns;
    return next ? ((double)next->started_ns - (double)began_ns) / 1e9 : NAN;
}

double gate_pace_seconds(const struct gate_pace *pace, const struct yoke_cell *base, const struct yoke_cell *candidate)
{
    double seconds[GATE_PAIRS_MOST];
    size_t count = 0;
    for (size_t i = 0, k = 0; i < base->sample_count && count < GATE_PAIRS_MOST; i = starts_end(base, i)) {
        while (k < candidate->sample_count && candidate->samples[k].block < base->samples[i].block)
            k++;
        if (k == candidate->sample_count || candidate->samples[k].block != base->samples[i].block)
            continue;
        const double pair = pair_seconds(pace, &base->samples[i], &candidate->samples[k]);
        if (!isnan(pair))
            seconds[count++] = pair;
    }
    return stats_median(seconds, count);
}
