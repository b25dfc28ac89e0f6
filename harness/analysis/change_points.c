/* SPDX-License-Identifier: MIT */
/* First split generously, then take out what does not hold: of a hump, the first step found is often weak until the
 * second is found (Hunter, section 4). */
#include "change_points.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "distribution.h"
#include "energy.h"
#include "ranks.h"
#include "stats.h"
#include "yoke/random.h"

const struct change_rules change_rules_default = {
    .level = 0.001, .share_least = 0.01, .stretch_least = 3, .permutations = 199, .permuted_level = 0.01, .seed = 1};

/* Splitting goes on below so many times the level. */
static const double GENEROUS = 10;

struct finder {
    const double *values;
    const struct change_rules *rules;
    uint64_t *ranks; /* of the stretch looked at */
    double *scratch;
    size_t *cuts; /* where stretches begin, ascending: 0, the steps, count */
    size_t cut_count;
};

/* Student's t-test, common variance, on the ranks of the parts left and right of `at` (Conover & Iman, The American
 * Statistician 35, 1981). Two-sided p. */
static double ranks_t_test(const uint64_t ranks[], size_t count, size_t at)
{
    double sums[2] = {0, 0}, squares = 0;
    for (size_t i = 0; i < count; i++)
        sums[i >= at] += (double)ranks[i];
    const double means[2] = {sums[0] / (double)at, sums[1] / (double)(count - at)};
    for (size_t i = 0; i < count; i++)
        squares += ((double)ranks[i] - means[i >= at]) * ((double)ranks[i] - means[i >= at]);
    const double freedom = (double)count - 2, distance = fabs(means[1] - means[0]);
    const double error = sqrt(squares / freedom * (1 / (double)at + 1 / (double)(count - at)));
    return error > 0 ? 2 * distribution_student_above(distance / error, freedom) : distance > 0 ? 0 : 1;
}

/* Splits values[first … end) as long as the parts differ. The cuts are collected in no order. */
static int stretch_split(struct finder *finder, size_t first, size_t end)
{
    const struct change_rules *rules = finder->rules;
    while (end - first >= 2 * rules->stretch_least) {
        if (ranks_doubled(finder->values + first, end - first, finder->ranks, NULL))
            return -ENOMEM;
        const struct energy_split split =
            energy_best_split(finder->ranks, end - first, rules->stretch_least, finder->scratch);
        if (!split.at || !(ranks_t_test(finder->ranks, end - first, split.at) < GENEROUS * rules->level))
            return 0;
        finder->cuts[finder->cut_count++] = first + split.at;
        /* the shorter part by a call, the longer one by going on: calls nest at most log2(n) deep */
        const size_t at = first + split.at;
        const bool left_shorter = at - first < end - at;
        const int status = left_shorter ? stretch_split(finder, first, at) : stretch_split(finder, at, end);
        if (status)
            return status;
        first = left_shorter ? at : first;
        end = left_shorter ? end : at;
    }
    return 0;
}

static int cut_order(const void *left, const void *right)
{
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return (a > b) - (a < b);
}

/* The step at cut `k`, between its neighbours; leaves the ranks of both stretches in finder->ranks. */
static int step_judge(struct finder *finder, size_t k, struct change_point *point)
{
    const size_t first = finder->cuts[k - 1], at = finder->cuts[k], end = finder->cuts[k + 1];
    if (ranks_doubled(finder->values + first, end - first, finder->ranks, NULL))
        return -ENOMEM;
    *point = (struct change_point){
        .at = at,
        .before = stats_median(finder->values + first, at - first),
        .after = stats_median(finder->values + at, end - at),
        .p = ranks_t_test(finder->ranks, end - first, at - first),
    };
    return 0;
}

static bool large_enough(const struct change_point *point, double share_least)
{
    return fabs(point->after - point->before) >= share_least * fabs(point->before) && point->after != point->before;
}

/* The union bound: the chance that any of `count` - 1 splits has such a p, however the split was chosen. No rank test's p is
 * below that of the one most extreme arrangement, which the t-test, an approximation, forgets among ties. A tenth of the level
 * leaves room for the approximation in its tail. */
static bool proven_by_bound(const struct finder *finder, size_t count, size_t at, double p)
{
    const double arrangements = lgamma((double)count + 1) - lgamma((double)at + 1) - lgamma((double)(count - at) + 1);
    return (double)count * fmax(p, exp(-arrangements)) <= finder->rules->permuted_level / 10;
}

/* Shuffles finder->ranks over and over: is the stretch's best split better than those? */
static bool survives_shuffling(struct finder *finder, size_t count)
{
    const struct change_rules *rules = finder->rules;
    const double limit = rules->permuted_level * (double)(rules->permutations + 1);
    const double size = energy_best_split(finder->ranks, count, rules->stretch_least, finder->scratch).size;
    double reached = 1; /* the order as it is */
    for (size_t round = 0; round < rules->permutations && reached <= limit; round++) {
        for (size_t i = count - 1; i > 0; i--) {
            const size_t k = (size_t)yoke_random_upto(rules->seed, round * count + i, i);
            const uint64_t kept = finder->ranks[i];
            finder->ranks[i] = finder->ranks[k];
            finder->ranks[k] = kept;
        }
        reached += energy_best_split(finder->ranks, count, rules->stretch_least, finder->scratch).size >= size;
    }
    return reached <= limit;
}

/* Which cut to take out next; 0: all may stay. Shuffling costs most, so it comes last. */
static int weakest_find(struct finder *finder, struct change_point points[], size_t *weakest)
{
    const struct change_rules *rules = finder->rules;
    double worst = -1;
    *weakest = 0;
    for (size_t k = 1; k + 1 < finder->cut_count; k++) {
        const int status = step_judge(finder, k, &points[k - 1]);
        if (status)
            return status;
        const bool breaks = points[k - 1].p >= rules->level || !large_enough(&points[k - 1], rules->share_least);
        if (breaks && points[k - 1].p > worst) {
            worst = points[k - 1].p;
            *weakest = k;
        }
    }
    for (size_t k = 1; !*weakest && rules->permutations && k + 1 < finder->cut_count; k++) {
        struct change_point point;
        const int status = step_judge(finder, k, &point);
        if (status)
            return status;
        const size_t first = finder->cuts[k - 1], count = finder->cuts[k + 1] - first;
        if (!proven_by_bound(finder, count, point.at - first, point.p) && !survives_shuffling(finder, count))
            *weakest = k;
    }
    return 0;
}

static int steps_keep(struct finder *finder, struct change_point points[])
{
    for (;;) {
        size_t weakest;
        const int status = weakest_find(finder, points, &weakest);
        if (status || !weakest)
            return status;
        memmove(&finder->cuts[weakest], &finder->cuts[weakest + 1],
                (finder->cut_count - weakest - 1) * sizeof *finder->cuts);
        finder->cut_count--;
    }
}

int change_points_find(const double values[], size_t count, const struct change_rules *rules,
                       struct change_point points[], size_t *point_count)
{
    struct finder finder = {
        .values = values,
        .rules = rules,
        .ranks = malloc((count + 1) * sizeof *finder.ranks),
        .scratch = malloc(energy_scratch(count) * sizeof *finder.scratch),
        .cuts = malloc((count + 2) * sizeof *finder.cuts),
    };
    int status = finder.ranks && finder.scratch && finder.cuts ? 0 : -ENOMEM;
    *point_count = 0;
    if (!status) {
        finder.cuts[finder.cut_count++] = 0;
        status = stretch_split(&finder, 0, count);
        finder.cuts[finder.cut_count++] = count;
        qsort(finder.cuts, finder.cut_count, sizeof *finder.cuts, cut_order);
    }
    if (!status)
        status = steps_keep(&finder, points);
    if (!status)
        *point_count = finder.cut_count - 2;
    free(finder.cuts);
    free(finder.scratch);
    free(finder.ranks);
    return status;
}
