/* SPDX-License-Identifier: MIT */
/* From judged curves to advice: the width, what bounds it, what habits would cost, and which executor to take. */
#include "recommend.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "looks.h"
#include "scaling.h"
#include "signed_rank.h"
#include "speedup.h"
#include "works.h"

/* So much of the processors in use is all of them: start and end of a sample take the rest. */
static const double PROCESSORS_FULL = 0.9;

static const char *const objective_words[] = {
    [RECOMMEND_THROUGHPUT] = "throughput", [RECOMMEND_LATENCY] = "p99", [RECOMMEND_EFFICIENCY] = "efficiency"};

/* One curve on its way to advice. */
struct draft {
    struct record *record;
    const struct recommend_rule *rule;
    struct recommend_curve curve;
    struct yoke_advice *advice;
};

/* --- what bounds it
 * ------------------------------------------------------------------------------------------------------ */

/* Processors that may be used at a time; NaN: not known. */
static double processors_of(const struct yoke_cpus *cpus)
{
    const double affinity = cpus->affinity == YOKE_MISSING ? NAN : (double)cpus->affinity;
    return cpus->quota < affinity ? cpus->quota : affinity;
}

static bool quota_binds(const struct yoke_cpus *cpus)
{
    return cpus->affinity != YOKE_MISSING && cpus->quota < (double)cpus->affinity;
}

/* What the largest loss of a cell says about the resource that is short. */
static const char *bound_of_loss(const struct yoke_cell *cell, bool quota)
{
    const char *cause = cell->loss.cause, *claim = cell->bound ? cell->bound : "";
    if (!cause)
        return NULL;
    if (!strcmp(cause, "run_queue"))
        return quota ? "quota" : "cores";
    if (!strcmp(cause, "blocked"))
        return !strcmp(claim, "io") || !strcmp(claim, "mixed") ? "io" : "lock";
    if (!strcmp(cause, "work"))
        return !strcmp(claim, "sync") ? "lock" : "memory";
    return !strcmp(cause, "dispatch") ? "dispatch" : "tasks";
}

static void bound_find(struct draft *draft, const struct recommend_point *chosen)
{
    const struct yoke_cpus *cpus = &draft->record->facts.machine.cpus;
    const struct recommend_curve *curve = &draft->curve;
    const double processors = processors_of(cpus), used = chosen->cell->cpu_per_wall;
    struct yoke_advice *advice = draft->advice;
    const struct recommend_point *wider = curve->last + 1 < curve->count ? &curve->points[curve->last + 1] : NULL;
    if (used >= PROCESSORS_FULL * processors) {
        advice->bounded_by = quota_binds(cpus) ? "quota" : "cores";
        advice->evidence = record_text(draft->record, "%d worker%s %.2f of %.4g processors busy", (int)advice->workers,
                                       advice->workers == 1 ? " keeps" : "s keep", used, processors);
    } else if (!wider && advice->workers >= chosen->cell->tasks) {
        advice->bounded_by = "tasks";
        advice->evidence =
            record_text(draft->record, "there are no more than %d tasks to run at a time", (int)chosen->cell->tasks);
    } else if (!wider && curve->count > 1) {
        advice->bounded_by = "widths";
        advice->evidence =
            record_text(draft->record, "throughput still grows up to the widest that was measured, %d workers",
                        (int)curve->points[curve->count - 1].cell->workers);
    } else if (wider) {
        advice->bounded_by = bound_of_loss(wider->cell, quota_binds(cpus));
        if (advice->bounded_by)
            advice->evidence =
                record_text(draft->record, "with %d workers %s", (int)wider->cell->workers, wider->cell->loss.evidence);
    }
}

/* --- habits
 * -------------------------------------------------------------------------------------------------------------- */

/* Loss of throughput, 1 - best / own in times: at the ends of the interval of own / best. */
static struct yoke_estimate loss_of(const struct recommend_point *point)
{
    const struct yoke_estimate *slower = &point->slower;
    return (struct yoke_estimate){1 - 1 / slower->value, 1 - 1 / slower->low, 1 - 1 / slower->high};
}

static int habits_price(struct draft *draft)
{
    const struct recommend_rule *rule = draft->rule;
    struct yoke_default *defaults = record_alloc(draft->record, (rule->habit_count + 1) * sizeof *defaults);
    if (!defaults)
        return -ENOMEM;
    for (size_t i = 0; i < rule->habit_count; i++) {
        defaults[i] = (struct yoke_default){rule->habits[i].rule, rule->habits[i].workers, {NAN, NAN, NAN}};
        for (size_t k = 0; k < draft->curve.count; k++)
            if (draft->curve.points[k].cell->workers == rule->habits[i].workers)
                defaults[i].loss = loss_of(&draft->curve.points[k]);
    }
    draft->advice->defaults = defaults;
    draft->advice->default_count = rule->habit_count;
    return 0;
}

/* --- one curve
 * ----------------------------------------------------------------------------------------------------------- */

/* Would more measuring change it? Not once the next narrower measured width is proven worse, or there is none. A wider
 * one may still be open: it has more workers and is no faster. */
static bool is_decided(const struct recommend_curve *curve)
{
    const struct recommend_point *narrower = curve->chosen > 0 ? &curve->points[curve->chosen - 1] : NULL;
    return !narrower || narrower->standing == RECOMMEND_WORSE || narrower->standing == RECOMMEND_BARRED;
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
                                   .objective = objective_words[rule->objective],
                                   .target = rule->objective == RECOMMEND_THROUGHPUT ? NAN : rule->target,
                                   .theta = rule->theta,
                                   .rate = {NAN, NAN, NAN}};
}

static const char *reason_of(const struct draft *draft)
{
    const struct recommend_curve *curve = &draft->curve;
    if (!curve->count)
        return "no width of it could be measured";
    if (curve->best == curve->count)
        return "no width that was measured is proven to meet the target";
    return "too few blocks to prove anything: add --budget or --blocks";
}

static void advice_fill(struct draft *draft)
{
    const struct recommend_curve *curve = &draft->curve;
    struct yoke_advice *advice = draft->advice;
    if (curve->best < curve->count)
        advice->best = curve->points[curve->best].cell->workers;
    if (curve->chosen == curve->count) {
        advice->reason = reason_of(draft);
        return;
    }
    const struct recommend_point *chosen = &curve->points[curve->chosen];
    advice->workers = advice->low = chosen->cell->workers;
    advice->high = curve->points[curve->last].cell->workers;
    advice->rate = chosen->cell->rate;
    advice->decided = is_decided(curve);
    bound_find(draft, chosen);
}

/* --- across executors
 * ---------------------------------------------------------------------------------------------------- */

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

/* Of the advised cells that do the same work; NULL: none is advised. */
static const struct yoke_cell *fastest_of(const struct yoke_cell *const advised[], size_t count,
                                          const struct yoke_cell *like)
{
    const struct yoke_cell *fastest = NULL;
    for (size_t i = 0; i < count; i++)
        if (advised[i] && works_same(advised[i], like) &&
            (!fastest || advised[i]->wall_ns.median < fastest->wall_ns.median))
            fastest = advised[i];
    return fastest;
}

static bool is_preferred(const struct yoke_cell *cell, const struct yoke_cell *to)
{
    return !to || cell->workers < to->workers ||
           (cell->workers == to->workers && cell->wall_ns.median < to->wall_ns.median);
}

/* Of the work that `like` does: marks the advice to take. `advised` runs beside the record's advice. */
static int executor_choose(struct yoke_record *record, const struct yoke_cell *const advised[],
                           const struct yoke_cell *like, double theta)
{
    const struct yoke_cell *fastest = fastest_of(advised, record->advice_count, like), *taken = NULL;
    struct yoke_advice *mark = NULL;
    int status = 0;
    for (size_t i = 0; i < record->advice_count && !status && fastest; i++) {
        bool as_good = false;
        if (!advised[i] || !works_same(advised[i], like))
            continue;
        status = is_as_good(advised[i], fastest, theta, &as_good);
        if (!status && as_good && is_preferred(advised[i], taken)) {
            taken = advised[i];
            mark = &record->advice[i];
        }
    }
    if (mark)
        mark->chosen = true;
    return status;
}

/* The chosen ones first; the order is otherwise kept. */
static void advice_order(struct yoke_record *record)
{
    for (size_t i = 1; i < record->advice_count; i++)
        for (size_t k = i; k > 0 && record->advice[k].chosen && !record->advice[k - 1].chosen; k--) {
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
                        const struct yoke_cell **advised)
{
    struct draft draft = {.record = record, .rule = rule, .advice = &record->facts.advice[record->facts.advice_count]};
    advice_begin(draft.advice, cell, rule);
    int status = recommend_judge(&record->facts, cell, rule, &draft.curve);
    if (!status) {
        advice_fill(&draft);
        status = habits_price(&draft);
        *advised = draft.curve.chosen < draft.curve.count ? draft.curve.points[draft.curve.chosen].cell : NULL;
        record->facts.advice_count++;
    }
    recommend_release(&draft.curve);
    return status;
}

int recommend_compute(struct record *record, const struct recommend_rule *rule)
{
    struct yoke_record *facts = &record->facts;
    const struct yoke_cell **advised = calloc(facts->cell_count + 1, sizeof *advised);
    facts->advice_count = 0;
    facts->advice = record_alloc(record, (facts->cell_count + 1) * sizeof *facts->advice);
    int status = facts->advice && advised ? 0 : -ENOMEM;
    for (size_t i = 0; i < facts->cell_count && !status; i++)
        if (!facts->cells[i].empty && !earlier_of(facts, &facts->cells[i], scaling_same_curve))
            status = curve_advise(record, &facts->cells[i], rule, &advised[facts->advice_count]);
    for (size_t i = 0; i < facts->cell_count && !status; i++)
        if (!earlier_of(facts, &facts->cells[i], works_same))
            status = executor_choose(facts, advised, &facts->cells[i], rule->theta);
    if (!status)
        advice_order(facts);
    free(advised);
    return status;
}
