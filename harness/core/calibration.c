/* SPDX-License-Identifier: MIT */
/* Tries on the baseline of every group of cells. */
#include "calibration.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "calibration_rule.h"
#include "clock.h"
#include "fields.h"
#include "interrupt.h"

/* As long as workloads' own numbers take. */
static const double SAMPLE_CAP_NS = 2e8;

/* Each try is up to 64 times as long as the one before: this many lead from a nanosecond to an hour. */
enum { TRIES_MOST = 12 };

/* For the variances between and within starts: with fewer, their ratio is luck; these take as long as one block of a few
 * cells. */
enum { PILOT_STARTS = 6, PILOT_RUNS = 4 };

/* Of so many runs the quickest counts: a neighbour only makes them longer, and then too few tasks would seem enough. */
enum { TRY_RUNS = 2 };

/* As many as a plan may ask for. */
static const uint64_t TASKS_MOST = 1000000000;

/* One workload with one set of parameters. */
struct group {
    const struct tryout *tryout;
    size_t baseline; /* index of the cell that is tried */
    unsigned widest;
    uint64_t tries;  /* so far */
};

static bool same_work(const struct cell *left, const struct cell *right)
{
    return left->workload == right->workload && left->task_count == right->task_count &&
           !memcmp(&left->values, &right->values, sizeof left->values);
}

static bool better_baseline(const struct cell *candidate, const struct cell *present)
{
    const bool serial = !(candidate->executor->capabilities & YOKE_PARALLEL);
    const bool present_serial = !(present->executor->capabilities & YOKE_PARALLEL);
    return serial != present_serial ? serial : candidate->workers < present->workers;
}

static struct group group_of(const struct tryout *tryout, size_t first, const bool settled[])
{
    struct group group = {.tryout = tryout, .baseline = first, .widest = tryout->cells[first].workers};
    for (size_t i = first + 1; i < tryout->cell_count; i++) {
        const struct cell *cell = &tryout->cells[i];
        if (settled[i] || !same_work(cell, &tryout->cells[first]))
            continue;
        group.widest = cell->workers > group.widest ? cell->workers : group.widest;
        if (better_baseline(cell, &tryout->cells[group.baseline]))
            group.baseline = i;
    }
    return group;
}

static int group_try(struct group *group, uint64_t tasks, uint64_t warmup, uint64_t runs, struct yoke_cell *facts,
                     enum visit_outcome *outcome, struct yoke_error *error)
{
    const struct tryout_visit wanted = {
        .cell = group->baseline, .tasks = tasks, .warmup = warmup, .runs = runs, .number = group->tries++,
        .limit_ns = group->tryout->plan->limit_ns,
    };
    return tryout_visit(group->tryout, &wanted, facts, outcome, error);
}

static struct calibration_rule rule_of(const struct group *group, struct yoke_calibration *facts)
{
    const struct tryout *tryout = group->tryout;
    const struct yoke_record *record = &tryout->record->facts;
    const struct yoke_workload *workload = tryout->cells[group->baseline].workload;
    const uint64_t step_ns = record->machine.clock_resolution_ns, memory_bytes = record->machine.memory_bytes;
    const double read_ns = record->overhead.clock_read;
    const bool computes = workload->bound != YOKE_IO_BOUND && workload->bound != YOKE_MIXED;
    /* what computes gets no faster by more workers than processors; what waits does */
    const unsigned faster = computes && group->widest > tryout->usable_cpus ? tryout->usable_cpus : group->widest;
    const double floor_ns = calibration_floor_ns(step_ns == YOKE_MISSING ? 0 : (double)step_ns, isnan(read_ns) ? 0 : read_ns,
                                                 &facts->floor_from);
    const uint64_t runs = tryout->plan->warmup + (tryout->plan->iterations ? tryout->plan->iterations
                                                                                     : CALIBRATION_ITERATIONS_MOST);
    struct calibration_rule rule = {
        .own = workload->default_tasks,
        .least = (uint64_t)group->widest * CALIBRATION_TASKS_A_WORKER,
        .most = TASKS_MOST,
        .floor_ns = floor_ns * (faster ? faster : 1),
        .margin = tryout->brief ? 1 : CALIBRATION_MARGIN,
        .limit_ns = (double)tryout->plan->limit_ns / 2 / (double)runs, /* half: some cells are slower than this one */
    };
    rule.cap_ns = fmax(tryout->sample_most_ns ? (double)tryout->sample_most_ns : SAMPLE_CAP_NS, 2 * rule.margin * rule.floor_ns);
    if (memory_bytes != YOKE_MISSING && workload->result_bytes && memory_bytes / 2 / workload->result_bytes < rule.most)
        rule.most = memory_bytes / 2 / workload->result_bytes;
    facts->floor_ns = (uint64_t)rule.floor_ns;
    facts->tasks_least = rule.least;
    return rule;
}

/* The quickest run, without the time its only worker waited for a processor. */
static uint64_t quickest_ns(const struct yoke_cell *tried)
{
    uint64_t least_ns = UINT64_MAX;
    for (size_t i = 0; i < tried->sample_count; i++) {
        const struct yoke_sample *sample = &tried->samples[i];
        const uint64_t delay_ns = tried->workers == 1 && sample->noise.run_delay_ns < sample->wall_ns
                                      ? sample->noise.run_delay_ns : 0;
        least_ns = sample->wall_ns - delay_ns < least_ns ? sample->wall_ns - delay_ns : least_ns;
    }
    return least_ns;
}

/* Leaves the chosen number in `*tasks`; 0 when a signal came before there was one. */
static int tasks_choose(struct group *group, struct yoke_calibration *facts, uint64_t *tasks, struct yoke_error *error)
{
    const struct calibration_rule rule = rule_of(group, facts);
    uint64_t next = calibration_first(&rule);
    *tasks = 0;
    facts->how = "calibrated";
    facts->cell = group->tryout->record->facts.cells[group->baseline].name;
    for (int i = 0; i < TRIES_MOST && next != *tasks; i++) {
        struct yoke_cell tried;
        enum visit_outcome outcome = VISIT_DONE;
        const int status = group_try(group, next, i > 0, i > 0 ? TRY_RUNS : 1, &tried, &outcome, error);
        if (status || interrupt_level() || outcome == VISIT_STOPPED)
            return status;
        if (outcome == VISIT_FAILED) { /* too many, or broken: what worked last, or what its author thought right */
            facts->reason = tried.reason;
            break;
        }
        *tasks = next;
        facts->run_ns = quickest_ns(&tried);
        next = calibration_next(&rule, *tasks, (double)facts->run_ns);
    }
    if (*tasks)
        return 0;
    *tasks = rule.own;
    facts->how = "failed";
    return 0;
}

/* Of so many samples the shortest differs from start to start by half as much as one does (docs/tune.md), and more add little. */
enum { SHORTEST_OF_MOST = 4 };

/* As many samples as fit into a start, where the shortest of them counts, as of work that computes alone; else one. What does
 * not fit even once is warm for most of its time: no run of it is thrown away, unless several were asked for. */
static int iterations_fit(struct group *group, struct cell *chosen, struct yoke_error *error)
{
    const struct tryout *tryout = group->tryout;
    struct yoke_cell tried;
    enum visit_outcome outcome = VISIT_DONE;
    chosen->iterations = 1;
    if (tryout->cells[group->baseline].workload->bound != YOKE_CPU_BOUND)
        return 0;
    const int status = group_try(group, chosen->task_count, 0, 1, &tried, &outcome, error);
    if (status || interrupt_level() || outcome != VISIT_DONE)
        return status;
    const uint64_t run_ns = quickest_ns(&tried), fitting = tryout->start_most_ns / (run_ns ? run_ns : 1);
    chosen->iterations = fitting < 1 ? 1 : fitting > SHORTEST_OF_MOST ? SHORTEST_OF_MOST : fitting;
    chosen->warmup = fitting || chosen->warmup > 1 ? chosen->warmup : 0;
    return 0;
}

/* As many samples a start as a pilot finds best. */
static int iterations_choose(struct group *group, struct cell *chosen, struct yoke_error *error)
{
    double times_ns[PILOT_STARTS * PILOT_RUNS], start_ns = 0;
    chosen->iterations = 1; /* of a workload that fails, one is enough */
    for (size_t i = 0; i < PILOT_STARTS; i++) {
        struct yoke_cell tried;
        enum visit_outcome outcome = VISIT_DONE;
        const uint64_t begin_ns = clock_now_ns();
        const int status = group_try(group, chosen->task_count, group->tryout->plan->warmup, PILOT_RUNS, &tried, &outcome, error);
        if (status || interrupt_level() || outcome != VISIT_DONE)
            return status;
        start_ns += (double)(clock_now_ns() - begin_ns) / PILOT_STARTS;
        for (size_t k = 0; k < PILOT_RUNS; k++) {
            times_ns[i * PILOT_RUNS + k] = fmax((double)tried.samples[k].wall_ns, 1);
            start_ns -= times_ns[i * PILOT_RUNS + k] / PILOT_STARTS;
        }
    }
    chosen->iterations = calibration_iterations(times_ns, PILOT_STARTS, PILOT_RUNS, start_ns);
    return 0;
}

/* `before` is how a cell of the group looks as long as its numbers are open. */
static void group_settle(const struct tryout *tryout, const struct cell *before, const struct cell *chosen,
                         const struct yoke_calibration *facts, bool settled[])
{
    for (size_t i = 0; i < tryout->cell_count; i++) {
        struct cell *cell = &tryout->cells[i];
        struct yoke_cell *cell_facts = &tryout->record->facts.cells[i];
        if (settled[i] || !same_work(cell, before))
            continue;
        settled[i] = true;
        cell->task_count = cell_facts->tasks = chosen->task_count;
        cell->iterations = cell_facts->iterations = chosen->iterations;
        cell->warmup = cell_facts->discarded = chosen->warmup;
        cell_facts->calibration = *facts;
    }
}

static int group_calibrate(const struct tryout *tryout, size_t first, bool settled[], struct yoke_error *error)
{
    const struct cell before = tryout->cells[first];
    struct group group = group_of(tryout, first, settled);
    struct cell chosen = before;
    struct yoke_calibration facts;
    shape_clear(&calibration_shape, &facts);
    facts.how = before.workload->divides && before.task_count == before.workload->default_tasks ? "parts" : "fixed";
    int status = 0;
    if (!before.task_count)
        status = tasks_choose(&group, &facts, &chosen.task_count, error);
    if (!status && !interrupt_level() && !before.iterations)
        status = (tryout->start_most_ns ? iterations_fit : iterations_choose)(&group, &chosen, error);
    if (!status && !interrupt_level())
        group_settle(tryout, &before, &chosen, &facts, settled);
    return status;
}

int calibration_run(const struct tryout *tryout, struct yoke_error *error)
{
    bool *settled = calloc(tryout->cell_count + 1, sizeof *settled);
    int status = settled ? 0 : -ENOMEM;
    for (size_t i = 0; i < tryout->cell_count && !status && !interrupt_level(); i++)
        if (!settled[i])
            status = group_calibrate(tryout, i, settled, error);
    free(settled);
    return status;
}
