/* SPDX-License-Identifier: MIT */
/* Test, split, look at what is left. */
#include "modes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ascending.h"
#include "dip.h"
#include "stats.h"
#include "yoke/random.h"

enum {
    NULLS = 999,       /* simulated columns: p down to 0.001 */
    NULL_COUNT = 2000, /* of more values the dip is scaled by the root of their number, which it then follows closely */
    ROUNDS = 4,        /* of setting stragglers aside */
};

/* Uniform order statistics as partial sums of exponentials, so that nothing needs sorting. */
static void uniform_fill(double sorted[], size_t count, uint64_t seed, uint64_t number)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const double share = ((double)(yoke_random_draw(seed, number * count + i) >> 11) + 0.5) * 0x1p-53;
        sum -= log(share);
        sorted[i] = sum;
    }
}

/* The share of simulated columns with a dip at least as large; NaN when memory is short. */
static double dip_p(double dip, size_t count, uint64_t seed)
{
    const size_t simulated = count < NULL_COUNT ? count : NULL_COUNT;
    const double limit = dip * sqrt((double)count / (double)simulated);
    double *sorted = malloc(simulated * sizeof *sorted);
    size_t reached = 1; /* the column itself */
    for (uint64_t number = 0; sorted && number < NULLS; number++) {
        uniform_fill(sorted, simulated, seed, number);
        reached += dip_statistic(sorted, simulated) >= limit;
    }
    const double p = sorted ? (double)reached / (NULLS + 1) : NAN;
    free(sorted);
    return p;
}

/* Spreads equal values over the resolution. */
static void ties_spread(double sorted[], size_t count)
{
    double resolution = INFINITY;
    for (size_t i = 1; i < count; i++)
        if (sorted[i] > sorted[i - 1])
            resolution = fmin(resolution, sorted[i] - sorted[i - 1]);
    for (size_t first = 0, end; isfinite(resolution) && first < count; first = end) {
        const double value = sorted[first];
        for (end = first + 1; end < count && sorted[end] == value; end++)
            ;
        for (size_t i = first; i < end; i++)
            sorted[i] = value + resolution * (((double)(i - first) + 0.5) / (double)(end - first) - 0.5);
    }
}

/* How many values the lower part has when the sum of distances from the two medians is least. `sums` has room for count
 * + 1. */
static size_t split_find(const double sorted[], size_t count, double sums[])
{
    size_t best = 1;
    double least = INFINITY;
    sums[0] = 0;
    for (size_t i = 0; i < count; i++)
        sums[i + 1] = sums[i] + (sorted[i] - sorted[0]);
    for (size_t lower = 1; lower < count; lower++) {
        const size_t upper = count - lower;
        /* of a sorted part: the sum of its upper half minus that of its lower half */
        const double below = sums[lower] - sums[lower - lower / 2] - sums[lower / 2];
        const double above = sums[count] - sums[count - upper / 2] - (sums[lower + upper / 2] - sums[lower]);
        if (below + above < least) {
            least = below + above;
            best = lower;
        }
    }
    return best;
}

static bool modes_set(struct modes *modes, const double sorted[], size_t count, size_t lower, size_t all)
{
    modes->lower_share = (double)lower / (double)all;
    modes->upper_share = (double)(count - lower) / (double)all;
    modes->two = modes->lower_share >= MODES_SHARE && modes->upper_share >= MODES_SHARE;
    if (!modes->two) {
        modes->lower_share = modes->upper_share = NAN;
        return false;
    }
    modes->lower = stats_median(sorted, lower);
    modes->upper = stats_median(sorted + lower, count - lower);
    modes->split = sorted[lower - 1] / 2 + sorted[lower] / 2;
    return true;
}

/* `sorted` is spread; `sums` is scratch. */
static void modes_search(struct modes *modes, double sorted[], size_t count, double sums[], uint64_t seed)
{
    const size_t all = count;
    for (int round = 0; round < ROUNDS && count >= MODES_NEEDS; round++) {
        modes->dip = dip_statistic(sorted, count);
        modes->p = dip_p(modes->dip, count, seed);
        if (!(modes->p < MODES_LEVEL))
            return;
        const size_t lower = split_find(sorted, count, sums);
        if (modes_set(modes, sorted, count, lower, all))
            return;
        const bool low_stragglers = lower < count - lower;
        sorted += low_stragglers ? lower : 0;
        count = low_stragglers ? count - lower : lower;
    }
}

/* The dip times the root of the number of values is above 0.49 in at most 1 of 100 uniform columns, whatever their length from
 * MODES_NEEDS on (simulated, 4000 columns each of 8 to 337 values: the 99 % points rise from 0.491 to 0.60). */
static const double DIP_ROOT_LEAST = 0.45;

bool modes_possible(const double values[], size_t count)
{
    double *sorted = ascending_copy(values, count);
    bool possible = sorted && count >= MODES_NEEDS && sorted[0] < sorted[count - 1];
    if (possible) {
        ties_spread(sorted, count);
        possible = dip_statistic(sorted, count) * sqrt((double)count) >= DIP_ROOT_LEAST;
    }
    free(sorted);
    return possible;
}

struct modes modes_find(const double values[], size_t count, uint64_t seed)
{
    struct modes modes = {NAN, NAN, false, NAN, NAN, NAN, NAN, NAN};
    double *sorted = ascending_copy(values, count), *sums = malloc((count + 1) * sizeof *sums);
    if (sorted && sums && count >= MODES_NEEDS) {
        ties_spread(sorted, count);
        if (sorted[0] < sorted[count - 1])
            modes_search(&modes, sorted, count, sums, seed);
        else
            modes.p = 1; /* one value, one mode */
    }
    free(sums);
    free(sorted);
    return modes;
}
