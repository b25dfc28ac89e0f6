/* SPDX-License-Identifier: MIT */
/* Each width is compared with the best one within blocks, on logarithms, by winsorised signed ranks. */
#include "recommend.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "scaling.h"
#include "signed_rank.h"
#include "speedup.h"
#include "summary.h"

static bool cell_has_time(const struct yoke_cell *cell)
{
    return cell->sample_count > 0 && cell->wall_ns.median > 0 && cell->status != YOKE_CELL_FAILED &&
           cell->status != YOKE_CELL_SKIPPED;
}

static int point_order(const void *left, const void *right)
{
    const struct recommend_point *first = left, *second = right;
    return (first->cell->workers > second->cell->workers) - (first->cell->workers < second->cell->workers);
}

static int points_gather(const struct yoke_record *record, const struct yoke_cell *like, struct recommend_curve *curve)
{
    curve->count = 0;
    curve->points = calloc(record->cell_count + 1, sizeof *curve->points);
    if (!curve->points)
        return -ENOMEM;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        if (cell_has_time(cell) && scaling_same_curve(cell, like))
            curve->points[curve->count++] = (struct recommend_point){.cell = cell, .slower = {NAN, NAN, NAN}};
    }
    qsort(curve->points, curve->count, sizeof *curve->points, point_order);
    return 0;
}

/* Does it meet the target, by the end of its interval that is nearer to missing it? */
static bool target_is_met(const struct yoke_cell *cell, const struct recommend_rule *rule)
{
    if (rule->objective == RECOMMEND_LATENCY)
        return cell->latency.p99_ns.high <= rule->target;
    return rule->objective != RECOMMEND_EFFICIENCY || cell->workers == 1 || cell->efficiency.low >= rule->target;
}

static void best_find(struct recommend_curve *curve, const struct recommend_rule *rule)
{
    curve->best = curve->count;
    for (size_t i = 0; i < curve->count; i++) {
        struct recommend_point *point = &curve->points[i];
        if (!target_is_met(point->cell, rule))
            point->standing = RECOMMEND_BARRED;
        else if (curve->best == curve->count ||
                 point->cell->wall_ns.median < curve->points[curve->best].cell->wall_ns.median)
            curve->best = i;
    }
}

static int point_judge(struct recommend_point *point, const struct yoke_cell *best, double theta)
{
    double *logs = calloc(point->cell->sample_count + 1, sizeof *logs);
    const int count = logs ? speedup_logs(best, point->cell, logs) : -ENOMEM;
    if (count >= 0) {
        const size_t pairs = (size_t)count;
        for (size_t i = 0; i < pairs; i++)
            logs[i] = -logs[i]; /* own / best */
        const struct signed_rank test = signed_rank_test(logs, pairs, SIGNED_RANK_WINSORISED, log1p(theta));
        const struct stats_estimate slower =
            signed_rank_invert(logs, pairs, SIGNED_RANK_WINSORISED, SUMMARY_CONFIDENCE);
        point->pairs = pairs;
        point->slower = (struct yoke_estimate){exp(slower.value), exp(slower.interval.low), exp(slower.interval.high)};
        point->standing = test.p_less <= RECOMMEND_LEVEL      ? RECOMMEND_AS_GOOD
                          : test.p_greater <= RECOMMEND_LEVEL ? RECOMMEND_WORSE
                                                              : RECOMMEND_OPEN;
    }
    free(logs);
    return count < 0 ? count : 0;
}

/* The best is as good as itself once there are pairs enough to say so of others. */
static void best_judge(struct recommend_point *best)
{
    best->slower = (struct yoke_estimate){1, 1, 1};
    best->pairs = (size_t)best->cell->wall_ns.n;
    best->standing = pow(0.5, (double)best->pairs) <= RECOMMEND_LEVEL ? RECOMMEND_AS_GOOD : RECOMMEND_OPEN;
}

static int points_judge(struct recommend_curve *curve, const struct recommend_rule *rule)
{
    int status = 0;
    for (size_t i = 0; i < curve->count && !status; i++) {
        struct recommend_point *point = &curve->points[i];
        if (i == curve->best)
            best_judge(point);
        else if (point->standing != RECOMMEND_BARRED)
            status = point_judge(point, curve->points[curve->best].cell, rule->theta);
    }
    return status;
}

static void range_find(struct recommend_curve *curve)
{
    const struct recommend_point *points = curve->points;
    curve->chosen = curve->last = curve->count;
    if (curve->best == curve->count || points[curve->best].standing != RECOMMEND_AS_GOOD)
        return;
    curve->chosen = curve->last = curve->best;
    while (curve->chosen > 0 && points[curve->chosen - 1].standing == RECOMMEND_AS_GOOD)
        curve->chosen--;
    while (curve->last + 1 < curve->count && points[curve->last + 1].standing == RECOMMEND_AS_GOOD)
        curve->last++;
}

int recommend_judge(const struct yoke_record *record, const struct yoke_cell *like, const struct recommend_rule *rule,
                    struct recommend_curve *curve)
{
    int status = points_gather(record, like, curve);
    if (status)
        return status;
    best_find(curve, rule);
    if (curve->best < curve->count)
        status = points_judge(curve, rule);
    range_find(curve);
    return status;
}

void recommend_release(struct recommend_curve *curve)
{
    free(curve->points);
}

uint64_t recommend_goetz(const struct yoke_cell *single, double processors)
{
    const struct yoke_accounting *shares = &single->accounting;
    if (!(shares->cpu > 0) || isnan(shares->blocked))
        return 0;
    return (uint64_t)ceil(processors * (1 + fmax(0, shares->blocked) / shares->cpu) - 1e-9);
}
