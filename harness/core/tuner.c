/* SPDX-License-Identifier: MIT */
/* Everything is decided from the record alone: the same samples lead to the same next block. */
#include "tuner.h"

#include <math.h>

#include "scaling.h"

static bool cell_is_alive(const struct yoke_cell *cell)
{
    return cell->status != YOKE_CELL_FAILED && cell->status != YOKE_CELL_SKIPPED;
}

/* Is it the first cell of its curve? */
static bool begins_curve(const struct yoke_record *record, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (scaling_same_curve(&record->cells[i], &record->cells[index]))
            return false;
    return true;
}

/* --- the opening
 * --------------------------------------------------------------------------------------------------------- */

static bool is_habit(const struct recommend_rule *rule, uint64_t workers)
{
    for (size_t i = 0; i < rule->habit_count; i++)
        if (rule->habits[i].workers == workers)
            return true;
    return false;
}

/* The next wider cell of the curve after `workers`; its index, or the number of cells. */
static size_t next_wider(const struct yoke_record *record, const struct yoke_cell *like, uint64_t workers)
{
    size_t next = record->cell_count;
    for (size_t i = 0; i < record->cell_count; i++)
        if (scaling_same_curve(&record->cells[i], like) && record->cells[i].workers > workers &&
            (next == record->cell_count || record->cells[i].workers < record->cells[next].workers))
            next = i;
    return next;
}

/* The narrowest width, then each that is at least TUNER_STEP times the last, the widest, and the habits. */
static void curve_open(const struct yoke_record *record, const struct yoke_cell *like,
                       const struct recommend_rule *rule, bool wanted[])
{
    uint64_t taken = 0;
    for (size_t i = next_wider(record, like, 0); i < record->cell_count;) {
        const uint64_t workers = record->cells[i].workers;
        const size_t next = next_wider(record, like, workers);
        const bool geometric = (double)workers >= TUNER_STEP * (double)taken;
        if (geometric || next == record->cell_count || is_habit(rule, workers))
            wanted[i] = true;
        if (geometric)
            taken = workers;
        i = next;
    }
}

/* --- what is open
 * -------------------------------------------------------------------------------------------------------- */

/* The narrowest point that may be as good as the best, by its estimate; the best itself at the latest. */
static size_t threshold_find(const struct recommend_curve *curve, double theta)
{
    for (size_t i = 0; i < curve->best; i++) {
        const struct recommend_point *point = &curve->points[i];
        if (point->standing == RECOMMEND_AS_GOOD ||
            (point->standing == RECOMMEND_OPEN && point->slower.value <= 1 + theta))
            return i;
    }
    return curve->best;
}

/* The cell that halves the gap below the threshold, by ratio: of those of the plan that were not measured; the number
 * of cells: none. */
static size_t gap_halve(const struct yoke_record *record, const struct recommend_curve *curve, double theta)
{
    const size_t threshold = threshold_find(curve, theta);
    const struct yoke_cell *like = curve->points[threshold].cell;
    const double low = threshold ? (double)curve->points[threshold - 1].cell->workers : 0.5,
                 high = (double)like->workers;
    size_t nearest = record->cell_count;
    double distance = INFINITY;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        const double workers = (double)cell->workers, off = fabs(log(workers * workers / (low * high)));
        if (cell->sample_count || !cell_is_alive(cell) || !(low < workers && workers < high) || off >= distance ||
            !scaling_same_curve(cell, like))
            continue;
        nearest = i;
        distance = off;
    }
    return nearest;
}

static void curve_refine(const struct yoke_record *record, const struct recommend_curve *curve, double theta,
                         bool wanted[])
{
    if (curve->best == curve->count)
        return;
    for (size_t i = 0; i < curve->count; i++)
        if (i == curve->best || (i < curve->best && curve->points[i].standing == RECOMMEND_OPEN))
            wanted[curve->points[i].cell - record->cells] = true;
    const size_t between = gap_halve(record, curve, theta);
    if (between < record->cell_count)
        wanted[between] = true;
}

static bool curve_is_settled(const struct yoke_record *record, const struct recommend_curve *curve, double theta)
{
    if (curve->best == curve->count)
        return true; /* no width meets the target, or none can be measured */
    if (curve->chosen == curve->count || gap_halve(record, curve, theta) < record->cell_count)
        return false;
    return !curve->chosen || curve->points[curve->chosen - 1].standing == RECOMMEND_WORSE ||
           curve->points[curve->chosen - 1].standing == RECOMMEND_BARRED;
}

/* --- the policy
 * ---------------------------------------------------------------------------------------------------------- */

void tuner_choose(void *own, const struct yoke_record *record, bool wanted[])
{
    struct tuner *tuner = own;
    const bool opening = tuner->blocks_chosen++ < TUNER_OPENING_BLOCKS;
    for (size_t i = 0; i < record->cell_count && !tuner->status; i++) {
        struct recommend_curve curve = {0};
        if (record->cells[i].empty || !begins_curve(record, i))
            continue;
        if (opening)
            curve_open(record, &record->cells[i], tuner->rule, wanted);
        else if (!(tuner->status = recommend_judge(record, &record->cells[i], tuner->rule, &curve)))
            curve_refine(record, &curve, tuner->rule->theta, wanted);
        recommend_release(&curve);
    }
}

const char *tuner_enough(void *own, const struct yoke_record *record)
{
    struct tuner *tuner = own;
    bool settled = tuner->blocks_chosen >= TUNER_OPENING_BLOCKS;
    for (size_t i = 0; i < record->cell_count && settled && !tuner->status; i++) {
        struct recommend_curve curve = {0};
        if (record->cells[i].empty || !begins_curve(record, i))
            continue;
        tuner->status = recommend_judge(record, &record->cells[i], tuner->rule, &curve);
        settled = !tuner->status && curve_is_settled(record, &curve, tuner->rule->theta);
        recommend_release(&curve);
    }
    return tuner->status ? "memory" : settled ? "decided" : NULL;
}

static int tuner_conclude(void *own, struct record *record)
{
    const struct tuner *tuner = own;
    return tuner->status ? tuner->status : recommend_compute(record, tuner->rule);
}

struct driver_policy tuner_policy(struct tuner *tuner)
{
    return (struct driver_policy){
        .choose = tuner_choose, .enough = tuner_enough, .conclude = tuner_conclude, .own = tuner};
}
