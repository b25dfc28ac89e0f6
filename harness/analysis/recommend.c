/* SPDX-License-Identifier: MIT */
/* Each width is compared with the best one within blocks, on logarithms, by winsorised signed ranks. */
#include "recommend.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "looks.h"
#include "race.h"
#include "scaling.h"
#include "signed_rank.h"
#include "speedup.h"
#include "stats.h"
#include "summary.h"
#include "yardstick.h"

/* Processes of a width from which on their spread says something, and the standard deviation over the median absolute
 * deviation of normal errors (1 / 0.6745). */
enum { SPREAD_LEAST = 4 };
static const double DEVIATION_OF_MAD = 1.4826;

static bool cell_has_time(const struct yoke_cell *cell)
{
    return cell->sample_count > 0 && cell->wall_ns.median > 0 && cell->status != YOKE_CELL_FAILED &&
           cell->status != YOKE_CELL_SKIPPED;
}

/* Has the curve one width, measured or to be measured? */
static bool curve_is_one_width(const struct yoke_record *record, const struct yoke_cell *like)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if (scaling_same_curve(&record->cells[i], like) && record->cells[i].workers != like->workers)
            return false;
    return true;
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

/* OPEN where the target is met, by the end of the interval that is nearer to missing it. */
static enum recommend_standing target_judge(const struct yoke_cell *cell, const struct recommend_rule *rule)
{
    const struct yoke_estimate *p99 = &cell->latency.p99_ns, *efficiency = &cell->efficiency;
    if (rule->objective == RECOMMEND_LATENCY)
        return p99->high <= rule->target ? RECOMMEND_OPEN
               : p99->low > rule->target ? RECOMMEND_BARRED
                                         : RECOMMEND_UNSURE;
    if (rule->objective == RECOMMEND_MEMORY) /* what is not known will not be known by measuring on */
        return recommend_memory(cell) <= rule->target ? RECOMMEND_OPEN : RECOMMEND_BARRED;
    if (rule->objective != RECOMMEND_EFFICIENCY || cell->workers == 1 || efficiency->low >= rule->target)
        return RECOMMEND_OPEN;
    return efficiency->high < rule->target ? RECOMMEND_BARRED : RECOMMEND_UNSURE;
}

/* How much processes of one width differ from each other, as a share: the median over the widths; 0: not known. */
static double spread_find(const struct recommend_curve *curve)
{
    double *spreads = calloc(curve->count + 1, sizeof *spreads);
    size_t count = 0;
    for (size_t i = 0; i < curve->count && spreads; i++) {
        const struct yoke_summary *wall = &curve->points[i].cell->wall_ns;
        if (wall->n >= SPREAD_LEAST && wall->mad >= 0)
            spreads[count++] = DEVIATION_OF_MAD * wall->mad / wall->median;
    }
    const double spread = count ? stats_median(spreads, count) : 0;
    free(spreads);
    return spread;
}

/* Time with a standard error of the median added: among widths that are as good, one measured seldom is best by luck
 * only, and whatever is compared with it looks slower than it is. */
static double time_with_doubt(const struct yoke_cell *cell, double spread)
{
    return cell->wall_ns.median * (1 + sqrt(M_PI_2) * spread / sqrt((double)cell->wall_ns.n));
}

static void best_find(struct recommend_curve *curve, const struct recommend_rule *rule)
{
    const double spread = spread_find(curve);
    uint64_t most = 0;
    curve->best = curve->count;
    for (size_t i = 0; i < curve->count; i++) {
        struct recommend_point *point = &curve->points[i];
        point->standing = target_judge(point->cell, rule);
        if (point->standing == RECOMMEND_OPEN && point->cell->wall_ns.n > most)
            most = point->cell->wall_ns.n;
    }
    for (size_t i = 0; i < curve->count; i++) {
        const struct recommend_point *point = &curve->points[i];
        if (point->standing == RECOMMEND_OPEN && 2 * point->cell->wall_ns.n >= most &&
            (curve->best == curve->count ||
             time_with_doubt(point->cell, spread) < time_with_doubt(curve->points[curve->best].cell, spread)))
            curve->best = i;
    }
}

/* All processes of the cells, as the early rule takes them; `own` has room for those of one. Returns how many. */
static size_t starts_gather(const struct yoke_cell *const cells[], size_t count, struct summary_start own[],
                            struct race_start starts[])
{
    size_t gathered = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t own_count = summary_starts(cells[i], own);
        for (size_t k = 0; k < own_count; k++)
            if (own[k].wall_ns > 0)
                starts[gathered++] = (struct race_start){i, own[k].block, log(own[k].wall_ns)};
    }
    return gathered;
}

static int cells_race(const struct yoke_cell *const cells[], size_t count, size_t leader, enum race_caution caution,
                      double least[])
{
    size_t room = 1;
    for (size_t i = 0; i < count; i++)
        room += cells[i]->sample_count;
    struct summary_start *own = calloc(room, sizeof *own);
    struct race_start *starts = calloc(room, sizeof *starts);
    int status = own && starts ? 0 : -ENOMEM;
    if (!status)
        status = race_limits(starts, starts_gather(cells, count, own, starts), count, leader, caution, least);
    for (size_t i = 0; i < count && !status; i++)
        least[i] = exp(least[i]);
    free(own);
    free(starts);
    return status;
}

int recommend_race(const struct yoke_cell *const cells[], size_t count, size_t leader, double least[])
{
    return cells_race(cells, count, leader, RACE_WHOLE, least);
}

/* Fills `least` of every point. */
static int points_race(struct recommend_curve *curve)
{
    const struct yoke_cell **cells = calloc(curve->count, sizeof(const struct yoke_cell *));
    double *least = calloc(curve->count, sizeof *least);
    int status = cells && least ? 0 : -ENOMEM;
    for (size_t i = 0; i < curve->count && !status; i++)
        cells[i] = curve->points[i].cell;
    if (!status)
        status = cells_race(cells, curve->count, curve->best, RACE_GLANCE, least);
    for (size_t i = 0; i < curve->count && !status; i++)
        curve->points[i].least = least[i];
    free(cells);
    free(least);
    return status;
}

static int point_judge(struct recommend_point *point, const struct yoke_cell *best, double theta)
{
    double *logs = calloc(point->cell->sample_count + 1, sizeof *logs);
    const int count = logs ? speedup_logs(best, point->cell, logs) : -ENOMEM;
    if (count >= 0) {
        const size_t pairs = (size_t)count;
        for (size_t i = 0; i < pairs; i++)
            logs[i] = -logs[i]; /* own / best */
        const size_t look = looks_pairs(pairs);
        const double level = looks_level(look);
        const struct signed_rank test = signed_rank_test(logs, look, SIGNED_RANK_WINSORISED, log1p(theta));
        const struct stats_estimate slower =
            signed_rank_invert(logs, pairs, SIGNED_RANK_WINSORISED, SUMMARY_CONFIDENCE);
        point->pairs = pairs;
        point->slower = (struct yoke_estimate){exp(slower.value), exp(slower.interval.low), exp(slower.interval.high)};
        /* the test of no pairs gives NaN; what misses the target gets a ratio and no other standing */
        if (point->standing == RECOMMEND_OPEN && test.p_less <= level)
            point->standing = RECOMMEND_AS_GOOD;
        else if (point->standing == RECOMMEND_OPEN && test.p_greater <= level)
            point->standing = RECOMMEND_WORSE;
    }
    free(logs);
    return count < 0 ? count : 0;
}

/* The best is as good as itself once there are pairs enough to say so of others, or when there are no others. */
static void best_judge(struct recommend_point *best, bool alone)
{
    best->slower = (struct yoke_estimate){1, 1, 1};
    best->pairs = (size_t)best->cell->wall_ns.n;
    best->standing = alone || looks_pairs(best->pairs) ? RECOMMEND_AS_GOOD : RECOMMEND_OPEN;
}

static int points_judge(struct recommend_curve *curve, const struct recommend_rule *rule, bool alone)
{
    int status = 0;
    for (size_t i = 0; i < curve->count && !status; i++) {
        struct recommend_point *point = &curve->points[i];
        if (i == curve->best)
            best_judge(point, alone);
        else
            status = point_judge(point, curve->points[curve->best].cell, rule->theta);
    }
    return status;
}

/* The narrowest point that may be as good as the best, by its estimate; the best itself at the latest. */
static size_t likely_find(const struct recommend_curve *curve, double theta)
{
    for (size_t i = 0; i < curve->best; i++) {
        const struct recommend_point *point = &curve->points[i];
        if (point->standing == RECOMMEND_AS_GOOD ||
            (point->standing == RECOMMEND_OPEN && point->slower.value <= 1 + theta))
            return i;
    }
    return curve->best;
}

/* From the best on: the furthest that is proven as good before one that is not. `step` is 1, or minus 1 as an index. */
static size_t range_end(const struct recommend_curve *curve, size_t step)
{
    size_t end = curve->best;
    for (size_t i = curve->best + step; i < curve->count; i += step) { /* below 0 lies beyond the count */
        const struct recommend_point *point = &curve->points[i];
        if (point->standing == RECOMMEND_AS_GOOD)
            end = i;
        else if (point->standing != RECOMMEND_OPEN)
            break;
    }
    return end;
}

/* Did the run end before every width had its turn? The best of those that had is then the best by luck. */
static bool is_cut_short(const struct yoke_record *record)
{
    return record->stopped_by && !record->blocks_done;
}

static void range_find(const struct yoke_record *record, struct recommend_curve *curve)
{
    curve->chosen = curve->last = curve->count;
    if (is_cut_short(record) || curve->best == curve->count || curve->points[curve->best].standing != RECOMMEND_AS_GOOD)
        return;
    curve->chosen = range_end(curve, SIZE_MAX);
    curve->last = range_end(curve, 1);
}

static void curve_theorise(const struct yoke_cpus *cpus, double theta, struct recommend_curve *curve)
{
    if (!curve->count || curve->points[0].cell->workers != 1)
        return;
    const double wait = recommend_wait(curve->points[0].cell), processors = recommend_processors(cpus);
    curve->goetz = yardstick_goetz(wait, processors);
    curve->queue = yardstick_queue(wait, processors, theta);
}

int recommend_judge(const struct yoke_record *record, const struct yoke_cell *like, const struct recommend_rule *rule,
                    struct recommend_curve *curve)
{
    int status = points_gather(record, like, curve);
    if (status)
        return status;
    best_find(curve, rule);
    if (curve->best < curve->count)
        status = points_judge(curve, rule, curve_is_one_width(record, like));
    if (curve->best < curve->count && !status)
        status = points_race(curve);
    curve->likely = likely_find(curve, rule->theta);
    range_find(record, curve);
    curve_theorise(&record->machine.cpus, rule->theta, curve);
    return status;
}

void recommend_release(struct recommend_curve *curve)
{
    free(curve->points);
}

double recommend_memory(const struct yoke_cell *cell)
{
    double most = NAN;
    for (size_t i = 0; i < cell->sample_count && cell->one_process; i++) {
        if (cell->samples[i].peak_bytes == YOKE_MISSING)
            return NAN;
        most = fmax(most, (double)cell->samples[i].peak_bytes);
    }
    return most;
}

bool recommend_overlaps(const struct yoke_cell *cell)
{
    const struct yoke_turn_facts *turns = cell->sample_count ? &cell->samples[0].turns : NULL;
    return turns && turns->tasks_most != YOKE_MISSING && turns->tasks_most > 1;
}

double recommend_processors(const struct yoke_cpus *cpus)
{
    const double affinity = cpus->affinity == YOKE_MISSING ? NAN : (double)cpus->affinity;
    return cpus->quota < affinity ? cpus->quota : affinity;
}

double recommend_wait(const struct yoke_cell *single)
{
    const struct yoke_accounting *shares = &single->accounting;
    if (!(shares->cpu > 0) || isnan(shares->blocked) || recommend_overlaps(single))
        return NAN;
    return fmax(0, shares->blocked) / shares->cpu;
}
