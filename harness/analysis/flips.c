/* SPDX-License-Identifier: MIT */
/* Convolution as in Hollander & Wolfe, Nonparametric Statistical Methods (1973), comment 3.4, for scores of any kind.
 *
 *  */
#include "flips.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "distribution.h"

static bool flips_have(const struct flips *flips, const uint64_t scores[], size_t count)
{
    return flips->scores && flips->count == count && !memcmp(flips->scores, scores, count * sizeof *scores);
}

void flips_release(struct flips *flips)
{
    free(flips->scores);
    free(flips->tail);
    *flips = (struct flips){0};
}

/* probability[s] = P(sum == s), built up score by score, then summed from the far end, where the terms are small. */
static void tail_fill(struct flips *flips)
{
    double *probability = flips->tail;
    uint64_t top = 0;
    probability[0] = 1;
    for (size_t i = 0; i < flips->count; i++) {
        const uint64_t score = flips->scores[i];
        for (uint64_t s = top + score + 1; s-- > 0;) {
            const double without = s <= top ? probability[s] : 0;
            const double with = s >= score ? probability[s - score] : 0;
            probability[s] = without / 2 + with / 2;
        }
        top += score;
    }
    for (uint64_t s = top; s-- > 0;)
        probability[s] += probability[s + 1];
}

int flips_prepare(struct flips *flips, const uint64_t scores[], size_t count)
{
    if (flips_have(flips, scores, count))
        return 0;
    flips_release(flips);
    flips->scores = malloc((count + 1) * sizeof *flips->scores);
    if (!flips->scores)
        return -ENOMEM;
    memcpy(flips->scores, scores, count * sizeof *scores);
    flips->count = count;
    flips->step = 2;
    for (size_t i = 0; i < count; i++) {
        flips->total += scores[i];
        flips->square_sum += (double)scores[i] * (double)scores[i];
        if (scores[i] % 2)
            flips->step = 1;
    }
    if (count > FLIPS_EXACT_MOST)
        return 0;
    flips->tail = calloc(flips->total + 1, sizeof *flips->tail);
    if (!flips->tail) {
        flips_release(flips);
        return -ENOMEM;
    }
    tail_fill(flips);
    return 0;
}

double flips_at_least(const struct flips *flips, uint64_t least)
{
    if (least > flips->total)
        return 0;
    if (flips->tail)
        return flips->tail[least];
    /* half a step of continuity correction */
    const double distance = (double)least - (double)flips->total / 2 - (double)flips->step / 2;
    return distribution_normal_above(distance / (sqrt(flips->square_sum) / 2));
}
