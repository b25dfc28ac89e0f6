/* SPDX-License-Identifier: MIT */
/* Everything is decided from the record alone: the same samples lead to the same next block. */
#include "tuner.h"

#include <math.h>

#include "liveness.h"
#include "looks.h"
#include "scaling.h"
#include "tuner_curves.h"
#include "works.h"

/* --- the opening ----------------------------------------------------------------------------------------------- */

/* The next wider cell of the curve after `workers` that is not left out; its index, or the number of cells. */
static size_t next_wider(const struct yoke_record *record, const struct yoke_cell *like, uint64_t workers)
{
    size_t next = record->cell_count;
    for (size_t i = 0; i < record->cell_count; i++)
        if (scaling_same_curve(&record->cells[i], like) && record->cells[i].workers > workers &&
            record->cells[i].status != YOKE_CELL_SKIPPED &&
            (next == record->cell_count || record->cells[i].workers < record->cells[next].workers))
            next = i;
    return next;
}

/* Narrower widths than it is to begin with come later: ration_rule.h. */
static bool is_later(const struct yoke_cell *cell)
{
    return cell->calibration.narrowest != YOKE_MISSING && cell->workers < cell->calibration.narrowest;
}

/* The narrowest width, then each that is at least TUNER_STEP times the last, and the widest. */
static void curve_open(const struct yoke_record *record, const struct yoke_cell *like, bool wanted[])
{
    uint64_t taken = 0;
    for (size_t i = next_wider(record, like, 0); i < record->cell_count;) {
        const uint64_t workers = record->cells[i].workers;
        const size_t next = next_wider(record, like, workers);
        const bool geometric = !is_later(&record->cells[i]) && (double)workers >= TUNER_STEP * (double)taken;
        wanted[i] = wanted[i] || geometric || next == record->cell_count;
        if (geometric)
            taken = workers;
        i = next;
    }
}

/* A width far behind in throughput may still be the one that meets a target. */
static bool is_far(const struct recommend_rule *rule, double time, double fastest)
{
    return rule->objective == RECOMMEND_THROUGHPUT && time > TUNER_FAR * fastest;
}

/* From the second block on only what is not far behind the fastest cell of the same work. */
static void far_leave_out(const struct yoke_record *record, const struct recommend_rule *rule, bool wanted[])
{
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        for (size_t k = 0; k < record->cell_count && wanted[i] && cell->sample_count; k++)
            if (record->cells[k].sample_count && works_same(&record->cells[k], cell) &&
                is_far(rule, cell->wall_ns.median, record->cells[k].wall_ns.median))
                wanted[i] = false;
    }
}

/* --- what is open ---------------------------------------------------------------------------------------------- */

/* The cell that halves the gap below the threshold, by ratio: of those of the plan that were not measured; the number
 * of cells: none. */
static size_t gap_halve(const struct yoke_record *record, const struct recommend_curve *curve)
{
    const struct yoke_cell *like = curve->points[curve->likely].cell;
    const double low = curve->likely ? (double)curve->points[curve->likely - 1].cell->workers : 0.5,
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

/* Could more visits of this point tell anything? */
static bool point_is_worth_it(const struct recommend_curve *curve, size_t index, const struct recommend_rule *rule)
{
    const struct recommend_point *point = &curve->points[index];
    if (point->standing == RECOMMEND_BARRED || !cell_is_alive(point->cell))
        return false;
    return point->pairs >= 2 || curve->best == curve->count ||
           !is_far(rule, point->cell->wall_ns.median, curve->points[curve->best].cell->wall_ns.median);
}

/* Is what would be advised still to be proven at this point? */
static bool point_is_open(const struct recommend_curve *curve, size_t index, const struct recommend_rule *rule)
{
    const enum recommend_standing standing = curve->points[index].standing;
    if (!point_is_worth_it(curve, index, rule))
        return false;
    if (standing == RECOMMEND_UNSURE)
        return true;
    if (index == curve->likely)
        return standing != RECOMMEND_AS_GOOD;
    if (index + 1 == curve->likely)
        return standing != RECOMMEND_WORSE;
    /* it is what will be advised should the likely one turn out to be slower */
    return index == curve->likely + 1 && index < curve->best && standing == RECOMMEND_OPEN &&
           curve->points[curve->likely].standing == RECOMMEND_OPEN;
}

/* May it be better than the best, by so much that it matters? */
static bool point_is_rival(const struct recommend_curve *curve, size_t index, const struct recommend_rule *rule)
{
    return index != curve->best && curve->best < curve->count && point_is_worth_it(curve, index, rule) &&
           curve->points[index].least * (1 + rule->theta) <= 1;
}

static bool curve_is_settled(const struct yoke_record *record, const struct tuner_curve *tuned,
                             const struct recommend_rule *rule)
{
    const struct recommend_curve *curve = &tuned->judged;
    for (size_t i = 0; i < curve->count; i++)
        if (point_is_open(curve, i, rule) || point_is_rival(curve, i, rule))
            return false;
    if (tuned->law.top < record->cell_count || tuned->law.knee < record->cell_count)
        return false;
    return curve->best == curve->count || /* no width meets the target, or none can be measured */
           (curve->chosen < curve->count && gap_halve(record, curve) == record->cell_count);
}

/* The most promising rival that is not wanted yet; the number of points: there is none. */
static size_t rival_next(const struct yoke_record *record, const struct recommend_curve *curve,
                         const struct recommend_rule *rule, const bool wanted[])
{
    size_t next = curve->count;
    for (size_t i = 0; i < curve->count; i++)
        if (!wanted[curve->points[i].cell - record->cells] && point_is_rival(curve, i, rule) &&
            (next == curve->count || curve->points[i].least < curve->points[next].least))
            next = i;
    return next;
}

static void curve_refine(const struct yoke_record *record, const struct tuner_curve *tuned,
                         const struct recommend_rule *rule, bool wanted[])
{
    const struct recommend_curve *curve = &tuned->judged;
    for (size_t i = 0; i < curve->count; i++)
        if (i == curve->best || point_is_open(curve, i, rule))
            wanted[curve->points[i].cell - record->cells] = true;
    for (int taken = 0; taken < TUNER_RIVALS; taken++) {
        const size_t rival = rival_next(record, curve, rule, wanted);
        if (rival < curve->count)
            wanted[curve->points[rival].cell - record->cells] = true;
    }
    const size_t between = curve->best < curve->count ? gap_halve(record, curve) : record->cell_count;
    const size_t cells[] = {between, tuned->law.top, tuned->law.knee};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (cells[i] < record->cell_count)
            wanted[cells[i]] = true;
}

/* --- habits and rivals ----------------------------------------------------------------------------------------- */

static bool is_habit(const struct recommend_rule *rule, const struct recommend_curve *curve, uint64_t workers)
{
    if (workers == curve->goetz || workers == curve->queue)
        return true;
    for (size_t i = 0; i < rule->habit_count; i++)
        if (rule->habits[i].workers == workers)
            return true;
    return false;
}

static size_t pairs_with_best(const struct recommend_curve *curve, const struct yoke_cell *cell)
{
    for (size_t i = 0; i < curve->count; i++)
        if (curve->points[i].cell == cell)
            return curve->points[i].pairs;
    return 0;
}

/* Pairs until a habit has its price: with an interval, but as long as something else is open an estimate is enough of
 * what is far behind, and of everything where the width to compare with is not proven yet. */
static size_t pairs_for_price(const struct tuner_curve *curve, const struct yoke_cell *cell,
                              const struct recommend_rule *rule, bool thorough)
{
    const struct yoke_cell *best = curve->judged.points[curve->judged.best].cell;
    const bool far = cell->sample_count && is_far(rule, cell->wall_ns.median, best->wall_ns.median);
    return !thorough && (far || curve->judged.chosen == curve->judged.count) ? 1 : LOOKS_FIRST;
}

/* Wants the widths by habit of the curve that have no price yet, and the best to compare with. Are there any? */
static bool curve_price(const struct yoke_record *record, const struct tuner_curve *curve,
                        const struct recommend_rule *rule, bool thorough, bool wanted[])
{
    bool any = false;
    if (!curve->priced || curve->judged.best == curve->judged.count)
        return false;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *cell = &record->cells[i];
        if (!cell_is_alive(cell) || (is_later(cell) && !thorough) || !is_habit(rule, &curve->judged, cell->workers) ||
            !scaling_same_curve(cell, curve->like) ||
            pairs_with_best(&curve->judged, cell) >= pairs_for_price(curve, cell, rule, thorough))
            continue;
        any = true;
        if (wanted)
            wanted[i] = wanted[curve->judged.points[curve->judged.best].cell - record->cells] = true;
    }
    return any;
}

/* Rivals are compared by what they would be set to: wants that cell as long as a rival is measured anyway. */
static void curve_compare(const struct yoke_record *record, const struct tuner_curve *curve, bool wanted[])
{
    if (!curve->behind && curve->judged.best < curve->judged.count)
        wanted[curve->judged.points[curve->judged.likely].cell - record->cells] = true;
}

/* --- the policy ------------------------------------------------------------------------------------------------ */

/* What is still to do. Curves that are behind come after the others, prices of habits last. */
struct stage {
    bool leading, behind, prices; /* are there curves or habits of that kind that are open? */
};

static struct stage stage_of(const struct yoke_record *record, const struct tuner_curves *all,
                             const struct recommend_rule *rule)
{
    struct stage stage = {0};
    for (size_t i = 0; i < all->count; i++) {
        const struct tuner_curve *curve = &all->curves[i];
        const bool open = !curve_is_settled(record, curve, rule);
        stage.leading |= open && !curve->behind;
        stage.behind |= open && curve->behind;
        stage.prices |= curve_price(record, curve, rule, true, NULL);
    }
    return stage;
}

/* Does it wait for the fastest of those that do the same work? The answer is about that one; of the others it is enough
 * for now to know that they are no faster. */
static bool curve_waits(const struct yoke_record *record, const struct tuner_curves *all,
                        const struct tuner_curve *curve, const struct recommend_rule *rule)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct tuner_curve *leader = &all->curves[i];
        if (leader != curve && leader->priced && works_same(leader->like, curve->like))
            return !curve_is_settled(record, leader, rule);
    }
    return false;
}

static void stage_choose(const struct yoke_record *record, const struct tuner_curves *all,
                         const struct recommend_rule *rule, bool wanted[])
{
    const struct stage stage = stage_of(record, all, rule);
    for (size_t i = 0; i < all->count; i++) {
        const struct tuner_curve *curve = &all->curves[i];
        const bool open = !curve_is_settled(record, curve, rule);
        if (stage.leading && !curve->behind)
            curve_compare(record, curve, wanted);
        if (open && !curve_waits(record, all, curve, rule) &&
            (curve->behind ? !stage.leading && !stage.prices : stage.leading))
            curve_refine(record, curve, rule, wanted);
        /* while others are still raced, too: a budget may end before they are settled */
        curve_price(record, curve, rule, !stage.leading, wanted);
    }
}

void tuner_choose(void *own, const struct yoke_record *record, bool wanted[])
{
    struct tuner *tuner = own;
    const bool opening = tuner->blocks_chosen++ < TUNER_OPENING_BLOCKS;
    for (size_t i = 0; i < record->cell_count && opening; i++)
        if (!record->cells[i].empty)
            curve_open(record, &record->cells[i], wanted);
    if (opening)
        far_leave_out(record, tuner->rule, wanted);
    struct tuner_curves all = {0};
    if (!opening && !tuner->status) {
        tuner->status = tuner_curves_judge(record, tuner->rule, &all);
        if (!tuner->status)
            stage_choose(record, &all, tuner->rule, wanted);
    }
    tuner_curves_release(&all);
}

const char *tuner_enough(void *own, const struct yoke_record *record)
{
    struct tuner *tuner = own;
    struct tuner_curves all = {0};
    struct stage stage = {.leading = true};
    if (tuner->blocks_chosen >= TUNER_OPENING_BLOCKS && !tuner->status) {
        tuner->status = tuner_curves_judge(record, tuner->rule, &all);
        stage = stage_of(record, &all, tuner->rule);
        tuner_curves_release(&all);
    }
    if (tuner->status)
        return "memory";
    if (!stage.leading && !stage.behind && !stage.prices)
        return "decided";
    return tuner->blocks_chosen >= TUNER_BLOCKS_MOST ? "blocks" : NULL;
}

static int tuner_conclude(void *own, struct record *record)
{
    const struct tuner *tuner = own;
    return tuner->status ? tuner->status : recommend_compute(record, tuner->rule);
}

struct driver_policy tuner_policy(struct tuner *tuner)
{
    /* p99 needs many tasks, and efficiency refers to the narrowest width */
    static const enum ration_spares spares[] = {[RECOMMEND_THROUGHPUT] = RATION_WIDTHS,
                                                [RECOMMEND_LATENCY] = RATION_NOTHING,
                                                [RECOMMEND_EFFICIENCY] = RATION_TASKS,
                                                [RECOMMEND_MEMORY] = RATION_WIDTHS};
    return (struct driver_policy){.choose = tuner_choose,
                                  .enough = tuner_enough,
                                  .conclude = tuner_conclude,
                                  .spares = spares[tuner->rule->objective],
                                  .own = tuner};
}
