/* SPDX-License-Identifier: MIT */
/* Processors that are all in use come first; then what was not measured; then the largest loss of the next wider cell.
 */
#include "recommend_bound.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "recommend_session.h"

/* So much of the processors in use is all of them: start and end of a sample take the rest. */
static const double PROCESSORS_FULL = 0.9;

/* ", since this process may run on 1 of 2 processors": what taskset or a container left of the machine. */
static const char *affinity_remark(struct record *record, const struct yoke_cpus *cpus)
{
    if (recommend_quota_binds(cpus))
        return record_text(record, " (the cgroup's quota; %d online)", (int)cpus->online);
    if (cpus->online == YOKE_MISSING || cpus->affinity >= cpus->online)
        return "";
    return record_text(record, " (this process may run on %d of %d online)", (int)cpus->affinity, (int)cpus->online);
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
    if (!strcmp(cause, "serial"))
        return "lock";
    if (!strcmp(cause, "work"))
        return !strcmp(claim, "sync") ? "lock" : "memory";
    return !strcmp(cause, "dispatch") ? "dispatch" : "tasks";
}

static int bound_by_processors(struct record *record, const struct yoke_cell *chosen, struct yoke_advice *advice)
{
    const struct yoke_cpus *cpus = &record->facts.machine.cpus;
    const char *remark = affinity_remark(record, cpus);
    advice->bounded_by = recommend_quota_binds(cpus) ? "quota" : "cores";
    if (remark)
        advice->evidence = record_text(record, "%d worker%s %.2f of %.4g processors busy%s", (int)advice->workers,
                                       advice->workers == 1 ? " keeps" : "s keep", chosen->cpu_per_wall,
                                       recommend_processors(cpus), remark);
    return advice->evidence ? 0 : -ENOMEM;
}

static int bound_by_limits(struct record *record, const struct recommend_curve *curve, const struct yoke_cell *chosen,
                           struct yoke_advice *advice)
{
    /* a command has as many tasks as the widest width that was asked for, unless somebody says otherwise */
    const bool of_widths = chosen->command_count && chosen->tasks == curve->points[curve->count - 1].cell->workers;
    const bool all_tasks = advice->workers >= chosen->tasks && !of_widths;
    advice->bounded_by = all_tasks ? "tasks" : "widths";
    advice->evidence =
        all_tasks ? record_text(record, "there are no more than %d tasks to run at a time", (int)chosen->tasks)
                  : record_text(record, "throughput still grows up to the widest that was measured, %d workers",
                                (int)curve->points[curve->count - 1].cell->workers);
    return advice->evidence ? 0 : -ENOMEM;
}

static int bound_by_loss(struct record *record, const struct yoke_cell *wider, struct yoke_advice *advice)
{
    advice->bounded_by = bound_of_loss(wider, recommend_quota_binds(&record->facts.machine.cpus));
    if (!advice->bounded_by)
        return 0;
    advice->evidence = record_text(record, "with %d workers %s", (int)wider->workers, wider->loss.evidence);
    return advice->evidence ? 0 : -ENOMEM;
}

/* The target bars the next wider one, or it is not known yet whether it does. */
static int bound_by_target(struct record *record, const struct recommend_point *wider, struct yoke_advice *advice)
{
    const struct yoke_estimate *p99 = &wider->cell->latency.p99_ns, *efficiency = &wider->cell->efficiency;
    const int workers = (int)wider->cell->workers;
    advice->bounded_by = "target";
    if (wider->standing == RECOMMEND_UNSURE)
        advice->evidence = record_text(record, "whether %d workers meet the target too is not known yet", workers);
    else if (!strcmp(advice->objective, "p99"))
        advice->evidence = record_text(record, "with %d workers p99 is no less than %.3g ms, and %.3g ms is the most",
                                       workers, p99->low / 1e6, advice->target / 1e6);
    else if (!strcmp(advice->objective, "efficiency"))
        advice->evidence =
            record_text(record, "with %d workers efficiency is no more than %.0f %%, and %.3g %% is the least", workers,
                        100 * efficiency->high, 100 * advice->target);
    else
        advice->evidence = record_text(record, "with %d workers %.1f MiB are in use, and %.1f MiB is the most", workers,
                                       recommend_memory(wider->cell) / 0x1p20, advice->target / 0x1p20);
    return advice->evidence ? 0 : -ENOMEM;
}

static bool is_barred(const struct recommend_point *point)
{
    return point->standing == RECOMMEND_BARRED || point->standing == RECOMMEND_UNSURE;
}

int recommend_bound(struct record *record, const struct recommend_curve *curve, struct yoke_advice *advice)
{
    if (curve->chosen == curve->count) {
        if (curve->best < curve->count) {
            advice->bounded_by = "budget";
            advice->evidence = "nothing is proven yet";
        }
        return 0;
    }
    const struct yoke_cell *chosen = curve->points[curve->chosen].cell;
    const bool widest = curve->chosen + 1 == curve->count, tasks = advice->workers >= chosen->tasks;
    if (chosen->cpu_per_wall >= PROCESSORS_FULL * recommend_processors(&record->facts.machine.cpus))
        return bound_by_processors(record, chosen, advice);
    if (widest && (tasks || curve->count > 1))
        return bound_by_limits(record, curve, chosen, advice);
    /* the first that is no longer as good shows it best; on a plateau, the widest */
    const size_t wider = curve->last + 1 < curve->count ? curve->last + 1 : curve->count - 1;
    if (!widest && is_barred(&curve->points[wider]))
        return bound_by_target(record, &curve->points[wider], advice);
    return widest ? 0 : bound_by_loss(record, curve->points[wider].cell, advice);
}
