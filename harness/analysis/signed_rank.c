/* SPDX-License-Identifier: MIT */
/* The test at one shift. Weights are kept doubled, so that shared ranks are whole numbers. */
#include "signed_rank.h"

#include <math.h>
#include <stdlib.h>

#include "flips.h"
#include "ranks.h"
#include "signed_rank_private.h"

uint64_t signed_rank_cap(size_t count, enum signed_rank_weights weights)
{
    return weights == SIGNED_RANK_WINSORISED ? 2 * (uint64_t)((count + 1) / 2) : 2 * (uint64_t)count;
}

/* Fills sizes and signs of the differences that are not 0; returns how many. */
static size_t differences_split(const double differences[], size_t count, double shift, double sizes[], bool positive[])
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        const double difference = differences[i] - shift;
        if (difference == 0)
            continue;
        sizes[used] = fabs(difference);
        positive[used++] = difference > 0;
    }
    return used;
}

static struct signed_rank verdict_of(const struct flips *flips, uint64_t sum, size_t used, size_t zeros)
{
    struct signed_rank test = {.sum = (double)sum / 2, .used = used, .zeros = zeros, .exact = flips->tail};
    test.p_greater = flips_at_least(flips, sum);
    test.p_less = flips_at_least(flips, flips->total - sum);
    test.p = fmin(1, 2 * fmin(test.p_greater, test.p_less));
    return test;
}

struct signed_rank signed_rank_test(const double differences[], size_t count, enum signed_rank_weights weights,
                                    double shift)
{
    struct signed_rank test = {NAN, NAN, NAN, NAN, 0, 0, false};
    struct flips flips = {0};
    double *sizes = calloc(count + 1, sizeof *sizes);
    bool *positive = calloc(count + 1, sizeof *positive);
    uint64_t *scores = calloc(count + 1, sizeof *scores), sum = 0;
    if (!count || !sizes || !positive || !scores)
        goto release;
    const size_t used = differences_split(differences, count, shift, sizes, positive);
    if (ranks_doubled(sizes, used, scores, NULL))
        goto release;
    const uint64_t cap = signed_rank_cap(used, weights);
    for (size_t i = 0; i < used; i++) {
        scores[i] = scores[i] < cap ? scores[i] : cap;
        sum += positive[i] ? scores[i] : 0;
    }
    if (!flips_prepare(&flips, scores, used))
        test = verdict_of(&flips, sum, used, count - used);
release:
    flips_release(&flips);
    free(scores);
    free(positive);
    free(sizes);
    return test;
}
