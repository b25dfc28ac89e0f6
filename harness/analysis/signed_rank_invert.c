/* SPDX-License-Identifier: MIT */
/* The test as a function of the shift. It is a step function that only falls, with its steps at the means of two
 * differences, so halving finds a step exactly. At a step itself differences are tied or 0; what is computed here is
 * the value just left of it, which needs neither: a difference equal to the shift is positive, and of two equally far
 * on either side the positive one ranks higher. What remains are ties in the data. */
#include "signed_rank.h"

#include <math.h>
#include <stdlib.h>

#include "ascending.h"
#include "bisection.h"
#include "flips.h"
#include "signed_rank_private.h"

struct inversion {
    double *sorted; /* the differences */
    size_t count;
    uint64_t cap;
    double level; /* of each one-sided test */
    uint64_t *scores;
    struct flips *flips;
};

/* The first difference that is not below the shift. */
static size_t split_find(const struct inversion *inversion, double shift)
{
    size_t from = 0, to = inversion->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (inversion->sorted[middle] < shift)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The doubled sum just left of `shift`, by merging the differences above it, outwards, with those below. Fills the
 * scores. */
static uint64_t sum_before(const struct inversion *inversion, double shift)
{
    const double *sorted = inversion->sorted;
    const size_t count = inversion->count;
    size_t above = split_find(inversion, shift), below = above, rank = 0;
    uint64_t sum = 0;
    while (rank < count) {
        /* is the one below at most as far from the shift? Sums round once, distances would twice: the step is exact */
        const bool down = below > 0 && (above == count || 2 * shift <= sorted[below - 1] + sorted[above]);
        const double value = down ? sorted[below - 1] : sorted[above];
        size_t equal = 0;
        if (down)
            for (; below > 0 && sorted[below - 1] == value; below--)
                equal++;
        else
            for (; above < count && sorted[above] == value; above++)
                equal++;
        const uint64_t shared = 2 * (uint64_t)rank + equal + 1;
        const uint64_t score = shared < inversion->cap ? shared : inversion->cap;
        for (size_t i = 0; i < equal; i++)
            inversion->scores[rank++] = score;
        sum += down ? 0 : equal * score;
    }
    return sum;
}

/* Does the test for "greater" accept? Holds from some shift on. */
static bool greater_accepts(const void *context, double shift)
{
    const struct inversion *inversion = context;
    const uint64_t sum = sum_before(inversion, shift);
    return !flips_prepare(inversion->flips, inversion->scores, inversion->count) &&
           flips_at_least(inversion->flips, sum) >= inversion->level;
}

/* Does the test for "less" reject? Holds from some shift on. */
static bool less_rejects(const void *context, double shift)
{
    const struct inversion *inversion = context;
    const uint64_t sum = sum_before(inversion, shift);
    return !flips_prepare(inversion->flips, inversion->scores, inversion->count) &&
           flips_at_least(inversion->flips, inversion->flips->total - sum) < inversion->level;
}

static uint64_t total_of(const struct inversion *inversion)
{
    uint64_t total = 0;
    for (size_t i = 0; i < inversion->count; i++)
        total += inversion->scores[i];
    return total;
}

static bool at_most_median(const void *context, double shift)
{
    const uint64_t sum = sum_before(context, shift);
    return 2 * sum <= total_of(context);
}

static bool below_median(const void *context, double shift)
{
    const uint64_t sum = sum_before(context, shift);
    return 2 * sum < total_of(context);
}

/* The step after which `question` holds: one double left of where it first does. NaN: nowhere. */
static double step_find(const struct inversion *inversion, bisection_question *question)
{
    const double low = inversion->sorted[0], high = inversion->sorted[inversion->count - 1];
    return nextafter(bisection_first(question, inversion, low, nextafter(high, INFINITY)), -INFINITY);
}

/* What the interval covers: the attainable level next below `level`, on both sides. */
static double confidence_find(const struct inversion *inversion)
{
    const struct flips *flips = inversion->flips;
    if (!flips->tail)
        return 1 - 2 * inversion->level;
    uint64_t least = flips->total;
    while (least > 0 && flips->tail[least - 1] < inversion->level)
        least--;
    return 1 - 2 * flips->tail[least];
}

static struct stats_estimate inversion_solve(const struct inversion *inversion)
{
    struct stats_estimate estimate = {NAN, {NAN, NAN, NAN}};
    const double first = step_find(inversion, at_most_median), last = step_find(inversion, below_median);
    estimate.value = first / 2 + last / 2;
    /* the smallest level there is: without it, no shift is ever rejected */
    sum_before(inversion, inversion->sorted[0]);
    if (flips_prepare(inversion->flips, inversion->scores, inversion->count) ||
        flips_at_least(inversion->flips, inversion->flips->total) >= inversion->level)
        return estimate;
    estimate.interval.confidence = confidence_find(inversion);
    estimate.interval.low = step_find(inversion, greater_accepts);
    estimate.interval.high = step_find(inversion, less_rejects);
    return estimate;
}

struct stats_estimate signed_rank_invert(const double differences[], size_t count, enum signed_rank_weights weights,
                                         double confidence)
{
    struct stats_estimate estimate = {NAN, {NAN, NAN, NAN}};
    struct flips flips = {0};
    struct inversion inversion = {
        .sorted = ascending_copy(differences, count),
        .count = count,
        .cap = signed_rank_cap(count, weights),
        .level = (1 - confidence) / 2,
        .scores = malloc((count + 1) * sizeof *inversion.scores),
        .flips = &flips,
    };
    if (inversion.sorted && inversion.scores)
        estimate = inversion_solve(&inversion);
    flips_release(&flips);
    free(inversion.scores);
    free(inversion.sorted);
    return estimate;
}
