/* SPDX-License-Identifier: MIT */
/* From judged curves to advice: the width, what bounds it, what habits would cost, and which executor to take. */
#include "recommend.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "looks.h"
#include "model_cells.h"
#include "recommend_bound.h"
#include "recommend_session.h"
#include "scaling.h"
#include "signed_rank.h"
#include "speedup.h"
#include "works.h"

static const char *const objective_words[] = {[RECOMMEND_THROUGHPUT] = "throughput",
                                              [RECOMMEND_LATENCY] = "p99",
                                              [RECOMMEND_EFFICIENCY] = "efficiency",
                                              [RECOMMEND_MEMORY] = "memory"};

/* One curve on its way to advice. */
struct draft {
    struct record *record;
    const struct recommend_rule *rule;
    struct recommend_curve curve;
    struct yoke_advice *advice;
};

/* --- habits --------------------------------------------------------------------------------------------------- */

/* Loss of throughput, 1 - best / own in times: at the ends of the interval of own / best. */
static struct yoke_estimate loss_of(const struct recommend_point *point)
{
    const struct yoke_estimate *slower = &point->slower;
    return (struct yoke_estimate){1 - 1 / slower->value, 1 - 1 / slower->low, 1 - 1 / slower->high};
}

static struct yoke_default habit_price(const struct recommend_curve *curve, const char *rule, uint64_t workers)
{
    struct yoke_default habit = {rule, workers, {NAN, NAN, NAN}};
    for (size_t i = 0; i < curve->count && curve->best < curve->count; i++)
        if (curve->points[i].cell->workers == workers)
            habit.loss = loss_of(&curve->points[i]);
    return habit;
}

/* Goetz's width and that of the queue: they follow from what was measured. */
enum { YARDSTICKS = 2 };

static int habits_price(struct draft *draft)
{
    const struct recommend_rule *rule = draft->rule;
    struct yoke_default *defaults = record_alloc(draft->record, (rule->habit_count + YARDSTICKS) * sizeof *defaults);
    size_t count = 0;
    if (!defaults)
        return -ENOMEM;
    if (draft->curve.count && recommend_overlaps(draft->curve.points[0].cell))
        return 0;
    for (size_t i = 0; i < rule->habit_count; i++)
        defaults[count++] = habit_price(&draft->curve, rule->habits[i].rule, rule->habits[i].workers);
    if (draft->curve.goetz)
        defaults[count++] = habit_price(&draft->curve, "goetz", draft->curve.goetz);
    if (draft->curve.queue)
        defaults[count++] = habit_price(&draft->curve, "queue", draft->curve.queue);
    draft->advice->defaults = defaults;
    draft->advice->default_count = count;
    return 0;
}

int recommend_loss(const struct yoke_record *record, const struct yoke_advice *like, uint64_t workers,
                   struct yoke_estimate *loss)
{
    const struct recommend_rule rule = {.objective = RECOMMEND_THROUGHPUT, .theta = like->theta};
    *loss = (struct yoke_estimate){NAN, NAN, NAN};
    for (size_t i = 0; i < record->cell_count; i++) {
        struct recommend_curve curve;
        if (!advice_is_about(like, &record->cells[i]))
            continue;
        const int status = recommend_judge(record, &record->cells[i], &rule, &curve);
        if (!status)
            *loss = habit_price(&curve, NULL, workers).loss;
        recommend_release(&curve);
        return status;
    }
    return 0;
}

/* --- one curve ------------------------------------------------------------------------------------------------ */

/* Would more measuring change it? Not once the next narrower measured width is proven worse, or there is none and none
 * was put off. A wider one may still be open: it has more workers and is no faster. */
static bool is_decided(const struct recommend_curve *curve)
{
    const struct recommend_point *chosen = &curve->points[curve->chosen],
                                 *narrower = curve->chosen > 0 ? chosen - 1 : NULL;
    if (!narrower)
        return chosen->cell->calibration.narrowest == YOKE_MISSING || chosen->cell->workers == 1;
    return narrower->standing == RECOMMEND_WORSE || narrower->standing == RECOMMEND_BARRED;
}

static void advice_begin(struct yoke_advice *advice, const struct yoke_cell *cell, const struct recommend_rule *rule)
{
    *advice = (struct yoke_advice){.workload = cell->workload,
                                   .params = cell->params,
                                   .param_count = cell->param_count,
                                   .executor = cell->executor,
                                   .schedule = cell->schedule,
                                   .chunk = cell->chunk,
                                   .placement = cell->placement,
                                   .workers = YOKE_MISSING,
                                   .low = YOKE_MISSING,
                                   .high = YOKE_MISSING,
                                   .best = YOKE_MISSING,
                                   .candidate = YOKE_MISSING,
                                   .candidate_loss = {NAN, NAN, NAN},
                                   .objective = objective_words[rule->objective],
                                   .target = rule->objective == RECOMMEND_THROUGHPUT ? NAN : rule->target,
                                   .theta = rule->theta,
                                   .wait_per_compute = NAN,
                                   .rate = {NAN, NAN, NAN}};
}

/* Why no width counts: it is not known yet, will not be known, or all are proven to miss. */
static const char *target_reason(const struct draft *draft)
{
    const struct recommend_curve *curve = &draft->curve;
    for (size_t i = 0; i < curve->count; i++)
        if (curve->points[i].standing == RECOMMEND_UNSURE)
            return "whether a width meets the target is not known yet: add --budget or --blocks";
    if (draft->rule->objective == RECOMMEND_MEMORY && isnan(recommend_memory(curve->points[0].cell)))
        return "how much memory its workers use is not known: they are processes of their own";
    return "every width that was measured misses the target";
}

static const char *reason_of(const struct draft *draft)
{
    const struct recommend_curve *curve = &draft->curve;
    if (!curve->count)
        return "no width of it could be measured";
    if (curve->best == curve->count)
        return target_reason(draft);
    return "too few blocks to prove anything: add --budget or --blocks";
}

static int advice_fill(struct draft *draft)
{
    const struct recommend_curve *curve = &draft->curve;
    struct yoke_advice *advice = draft->advice;
    if (curve->goetz)
        advice->wait_per_compute = recommend_wait(curve->points[0].cell);
    if (curve->best < curve->count) {
        const struct recommend_point *likely = &curve->points[curve->likely];
        advice->best = curve->points[curve->best].cell->workers;
        advice->candidate = likely->cell->workers;
        advice->candidate_loss = loss_of(likely);
        advice->rate = likely->cell->rate;
    }
    if (curve->chosen == curve->count) {
        advice->reason = reason_of(draft);
    } else {
        advice->workers = advice->low = curve->points[curve->chosen].cell->workers;
        advice->high = curve->points[curve->last].cell->workers;
        advice->rate = curve->points[curve->chosen].cell->rate;
        advice->decided = is_decided(curve);
    }
    return recommend_bound(draft->record, curve, advice);
}

/* --- across executors ----------------------------------------------------------------------------------------- */

/* Is `cell` proven within theta of the fastest? */
static int is_as_good(const struct yoke_cell *cell, const struct yoke_cell *fastest, double theta, bool *as_good)
{
    double *logs = calloc(fastest->sample_count + 1, sizeof *logs);
    const int count = logs ? speedup_logs(cell, fastest, logs) : -ENOMEM; /* own / fastest */
    const size_t look = count > 0 ? looks_pairs((size_t)count) : 0;
    if (count >= 0)
        *as_good = cell == fastest ||
                   signed_rank_test(logs, look, SIGNED_RANK_WINSORISED, log1p(theta)).p_less <= looks_level(look);
    free(logs);
    return count < 0 ? count : 0;
}

/* What each curve would be set to, beside the record's advice. */
struct choice {
    const struct yoke_cell *proven; /* NULL: none is */
    const struct yoke_cell *likely; /* NULL: none meets the target */
};

/* Of the likely cells that do the same work, proven or not: an executor about which little is known may still be the
 * one to take. NULL: there are none. */
static const struct yoke_cell *fastest_of(const struct choice choices[], size_t count, const struct yoke_cell *like)
{
    const struct yoke_cell *fastest = NULL;
    for (size_t i = 0; i < count; i++)
        if (choices[i].likely && works_same(choices[i].likely, like) &&
            (!fastest || choices[i].likely->wall_ns.median < fastest->wall_ns.median))
            fastest = choices[i].likely;
    return fastest;
}

static bool is_preferred(const struct yoke_cell *cell, const struct yoke_cell *to)
{
    return !to || cell->workers < to->workers ||
           (cell->workers == to->workers && cell->wall_ns.median < to->wall_ns.median);
}

/* Of the work that `like` does: marks the advice to take. `choices` run beside the record's advice. */
static int executor_choose(struct yoke_record *record, const struct choice choices[], const struct yoke_cell *like,
                           double theta)
{
    const struct yoke_cell *fastest = fastest_of(choices, record->advice_count, like), *taken = NULL;
    struct yoke_advice *mark = NULL;
    int status = 0;
    for (size_t i = 0; i < record->advice_count && !status && fastest; i++) {
        bool as_good = false;
        const struct yoke_cell *proven = choices[i].proven;
        if (!proven || !works_same(proven, like))
            continue;
        status = is_as_good(proven, fastest, theta, &as_good);
        if (!status && as_good && is_preferred(proven, taken)) {
            taken = proven;
            mark = &record->advice[i];
        }
    }
    if (mark)
        mark->chosen = true;
    return status;
}

static bool is_before(const struct yoke_advice *left, const struct yoke_advice *right)
{
    if (left->chosen != right->chosen)
        return left->chosen;
    return !left->chosen && left->rate.value > right->rate.value;
}

/* The chosen ones first, then by rate: where none is chosen, the likeliest is the first. */
static void advice_order(struct yoke_record *record)
{
    for (size_t i = 1; i < record->advice_count; i++)
        for (size_t k = i; k > 0 && is_before(&record->advice[k], &record->advice[k - 1]); k--) {
            const struct yoke_advice held = record->advice[k];
            record->advice[k] = record->advice[k - 1];
            record->advice[k - 1] = held;
        }
}

static const struct yoke_cell *earlier_of(const struct yoke_record *record, const struct yoke_cell *cell,
                                          bool (*same)(const struct yoke_cell *, const struct yoke_cell *))
{
    for (const struct yoke_cell *earlier = record->cells; earlier < cell; earlier++)
        if (same(earlier, cell))
            return earlier;
    return NULL;
}

static int curve_advise(struct record *record, const struct yoke_cell *cell, const struct recommend_rule *rule,
                        struct choice *choice)
{
    struct draft draft = {.record = record, .rule = rule, .advice = &record->facts.advice[record->facts.advice_count]};
    advice_begin(draft.advice, cell, rule);
    int status = recommend_judge(&record->facts, cell, rule, &draft.curve);
    if (!status) {
        status = advice_fill(&draft);
        if (!status)
            status = habits_price(&draft);
        const struct recommend_curve *curve = &draft.curve;
        if (curve->best < curve->count)
            choice->likely = curve->points[curve->likely].cell;
        if (curve->chosen < curve->count)
            choice->likely = choice->proven = curve->points[curve->chosen].cell;
        record->facts.advice_count++;
    }
    recommend_release(&draft.curve);
    return status;
}

int recommend_compute(struct record *record, const struct recommend_rule *rule)
{
    struct yoke_record *facts = &record->facts;
    struct choice *choices = calloc(facts->cell_count + 1, sizeof *choices);
    facts->advice_count = 0;
    facts->advice = record_alloc(record, (facts->cell_count + 1) * sizeof *facts->advice);
    int status = facts->advice && choices ? 0 : -ENOMEM;
    for (size_t i = 0; i < facts->cell_count && !status; i++)
        if (!facts->cells[i].empty && !earlier_of(facts, &facts->cells[i], scaling_same_curve))
            status = curve_advise(record, &facts->cells[i], rule, &choices[facts->advice_count]);
    for (size_t i = 0; i < facts->cell_count && !status; i++)
        if (!earlier_of(facts, &facts->cells[i], works_same))
            status = executor_choose(facts, choices, &facts->cells[i], rule->theta);
    if (!status)
        advice_order(facts);
    recommend_session(facts);
    free(choices);
    return status;
}
