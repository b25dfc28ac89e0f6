/* SPDX-License-Identifier: MIT */
/* One function a warning; each looks at one cell, or at the record as a whole, and says nothing or one thing. */
#include "warnings.h"

#include <math.h>
#include <string.h>

#include "changes.h"
#include "disturbance.h"
#include "profile_warnings.h"
#include "utilisation.h"
#include "works.h"

/* A sample shorter than this is mostly start-up and clock: 5 ms, or a thousand steps of the clock. */
static const double SAMPLE_LEAST_NS = 5e6;
static const double CLOCK_STEPS_LEAST = 1000;

/* Clocks and accounting of a quiet machine agree to a few hundredths of a per cent; a whole per cent is something else. */
static const double ACCOUNTING_GAP_MOST = 0.01;

/* Below this the executor's own cost is lost in the noise of the best machines. */
static const double OVERHEAD_SHARE_MOST = 0.01;

/* An interval that reaches further than this says little about speedups of a few workers. */
static const double INTERVAL_SHARE_MOST = 0.10;

static int warn_few_processes(struct record *record, struct yoke_cell *cell)
{
    if (cell->status != YOKE_CELL_OK || !isnan(cell->wall_ns.low))
        return 0;
    const struct yoke_warning warning = {
        .code = "few-samples",
        .evidence = record_text(record, "%llu process%s; an exact 95 %% interval needs 6", (unsigned long long)cell->wall_ns.n,
                                cell->wall_ns.n == 1 ? "" : "es"),
        .remedy = "--blocks 10",
    };
    return record_warn(record, cell, &warning);
}

static int warn_short_samples(struct record *record, struct yoke_cell *cell)
{
    const uint64_t step_ns = record->facts.machine.clock_resolution_ns;
    const double steps_ns = step_ns == YOKE_MISSING ? 0 : CLOCK_STEPS_LEAST * (double)step_ns;
    const double least_ns = fmax(SAMPLE_LEAST_NS, steps_ns);
    if (cell->status != YOKE_CELL_OK || !(cell->wall_ns.median < least_ns))
        return 0;
    const struct yoke_warning warning = {
        .code = "short-samples",
        .evidence = record_text(record, "a sample takes %.3g ms; %.3g ms are needed to drown start-up and clock",
                                cell->wall_ns.median / 1e6, least_ns / 1e6),
        .remedy = "more --tasks, or larger ones",
    };
    return record_warn(record, cell, &warning);
}

static int warn_oversubscribed(struct record *record, struct yoke_cell *cell)
{
    const uint64_t usable = record->facts.machine.cpus.usable;
    if (usable == YOKE_MISSING || cell->workers <= usable || !cell->bound || strcmp(cell->bound, "cpu"))
        return 0;
    const struct yoke_warning warning = {
        .code = "more-workers-than-processors",
        .evidence = record_text(record, "%llu workers on %llu usable processors", (unsigned long long)cell->workers,
                                (unsigned long long)usable),
        .remedy = "-w 1..pus, unless this is what you want to see",
    };
    return record_warn(record, cell, &warning);
}

static int warn_disturbed(struct record *record, struct yoke_cell *cell)
{
    if (cell->starts == YOKE_MISSING || !cell->disturbed_starts)
        return 0;
    const bool set_aside = cell->starts - cell->disturbed_starts >= DISTURBANCE_CLEAN_LEAST;
    const struct yoke_warning warning = {
        .code = set_aside ? "disturbed-set-aside" : "disturbed",
        .evidence = record_text(record, "%llu of %llu processes were disturbed from outside%s",
                                (unsigned long long)cell->disturbed_starts, (unsigned long long)cell->starts,
                                set_aside ? ", and are not used" : "; all are used, since too few were not"),
        .remedy = set_aside ? "nothing, if the intervals are narrow enough" : "--blocks 30 --reserve 100%, or a quieter machine",
    };
    return record_warn(record, cell, &warning);
}

/* For one worker that is bound to a processor and only computes, wall = cpu + delay, to the last per cent. */
static int warn_gap(struct record *record, struct yoke_cell *cell)
{
    const double gap = cell->accounting.blocked;
    if (isnan(gap) || cell->workers != 1 || !cell->place_count || !cell->bound || strcmp(cell->bound, "cpu") ||
        fabs(gap) <= ACCOUNTING_GAP_MOST)
        return 0;
    const struct yoke_warning warning = {
        .code = "accounting-gap",
        .evidence = record_text(record, "%.1f %% of the time of a CPU-bound worker was neither on a processor nor waiting for one",
                                100 * gap),
        .remedy = "look for hidden waits (page faults, locks), or for steal that the kernel does not tell",
    };
    return record_warn(record, cell, &warning);
}

static int warn_bound(struct record *record, struct yoke_cell *cell)
{
    const bool comparable = cell->bound && cell->measured_bound && (!strcmp(cell->bound, "cpu") || !strcmp(cell->bound, "io"));
    if (!comparable || !strcmp(cell->bound, cell->measured_bound))
        return 0;
    const struct yoke_warning warning = {
        .code = "other-bound",
        .evidence = record_text(record, "the workload says it is %s-bound; as measured it is %s: %.0f %% on a processor, "
                                        "%.0f %% blocked", cell->bound, cell->measured_bound,
                                100 * cell->accounting.cpu, 100 * cell->accounting.blocked),
        .remedy = "other parameters, if that is not what you wanted to measure",
    };
    return record_warn(record, cell, &warning);
}

static int warn_overloaded(struct record *record, struct yoke_cell *cell)
{
    if (!cell->arrivals || !utilisation_overloaded(cell))
        return 0;
    const struct yoke_warning warning = {
        .code = "overloaded",
        .evidence = record_text(record, "tasks arrive at %.6g/s and are done at %.6g/s: the queue grows as long as they do, and "
                                        "latencies with it", cell->offered_rate, cell->rate.value),
        .remedy = "a lower --rate, or more workers; percentiles of such a run depend on its length",
    };
    return record_warn(record, cell, &warning);
}

static int warn_overhead(struct record *record, struct yoke_cell *cell)
{
    if (cell->empty || isnan(cell->overhead_share) || cell->overhead_share <= OVERHEAD_SHARE_MOST)
        return 0;
    const bool in_ms = cell->overhead_ns_per_task >= 1e5; /* processes, not tasks of a pool */
    const struct yoke_warning warning = {
        .code = "small-tasks",
        .evidence = record_text(record, in_ms ? "handing out a task costs %.3g ms, %.1f %% of what a task takes"
                                              : "handing out a task costs %.0f ns, %.1f %% of what a task takes",
                                in_ms ? cell->overhead_ns_per_task / 1e6 : cell->overhead_ns_per_task, 100 * cell->overhead_share),
        .remedy = cell->command_count ? "a longer command: this is what starting a process costs"
                                      : "larger tasks, or a larger --chunk",
    };
    return record_warn(record, cell, &warning);
}

/* What one task takes of a worker's time, over the samples whose tasks were recorded; NaN: none were. */
static double recorded_task_ns(const struct yoke_cell *cell)
{
    double busy_ns = 0, tasks = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const struct yoke_sample *sample = &cell->samples[i];
        if (!sample->usable || (!sample->latency_ns_count && !sample->trace.file) || cell->tasks == YOKE_MISSING)
            continue;
        for (size_t k = 0; k < sample->busy_count; k++)
            busy_ns += (double)sample->busy_ns[k];
        tasks += (double)cell->tasks;
    }
    return tasks > 0 && busy_ns > 0 ? busy_ns / tasks : NAN;
}

static int warn_recording(struct record *record, struct yoke_cell *cell)
{
    const double cost_ns = record->facts.overhead.task_record, share = cost_ns / recorded_task_ns(cell);
    if (isnan(share) || share <= OVERHEAD_SHARE_MOST)
        return 0;
    const struct yoke_warning warning = {
        .code = "recording-cost",
        .evidence = record_text(record, "recording a task costs %.0f ns, %.1f %% of what a task takes", cost_ns, 100 * share),
        .remedy = "believe times of cells measured without --latency and --trace",
    };
    return record_warn(record, cell, &warning);
}

static int warn_modes(struct record *record, struct yoke_cell *cell)
{
    const struct yoke_modes *modes = &cell->wall_modes;
    if (!yoke_modes_two(modes))
        return 0;
    const struct yoke_warning warning = {
        .code = "two-modes",
        .evidence = record_text(record, "%.0f %% of its processes take %.4g ms, %.0f %% take %.4g ms: no single number tells both "
                                        "(marked *)", 100 * modes->lower_share, modes->lower / 1e6,
                                100 * modes->upper_share, modes->upper / 1e6),
        .remedy = "look for what differs between starts: placement, memory layout, frequency",
    };
    return record_warn(record, cell, &warning);
}

static int warn_unsteady(struct record *record, struct yoke_cell *cell)
{
    if (!cell->warmup.kind || cell->warmup.discard != YOKE_MISSING)
        return 0;
    const struct yoke_warning warning = {
        .code = strcmp(cell->warmup.kind, "inconsistent") ? "no-steady-state" : "inconsistent-warm-up",
        .evidence = cell->warmup.evidence,
        .remedy = "compare whole distributions, not medians; repeat the study on a quieter machine",
    };
    return record_warn(record, cell, &warning);
}

/* A task that computes keeps nobody waiting where all of them compute; one among tasks that wait does. */
static int warn_hogged(struct record *record, struct yoke_cell *cell)
{
    uint64_t stalls = 0, longest_ns = 0, stall_ns = 0;
    for (size_t i = 0; i < cell->sample_count; i++) {
        const struct yoke_turn_facts *turns = &cell->samples[i].turns;
        /* A worker that was pushed off its processor looks as if its task had gone on all the time. */
        if (!cell->samples[i].usable || cell->samples[i].disturbed || turns->stalls == YOKE_MISSING)
            continue;
        stalls += turns->stalls;
        stall_ns = turns->stall_ns;
        longest_ns = turns->longest_ns > longest_ns ? turns->longest_ns : longest_ns;
    }
    if (!stalls || (cell->bound && !strcmp(cell->bound, "cpu")))
        return 0;
    const struct yoke_warning warning = {
        .code = "hogged-loop",
        .evidence = record_text(record, "%llu slice%s of tasks kept an event loop for longer than %.3g ms, the longest "
                                        "%.3g ms: all other tasks of that worker waited",
                                (unsigned long long)stalls, stalls == 1 ? "" : "s", (double)stall_ns / 1e6,
                                (double)longest_ns / 1e6),
        .remedy = "what computes or blocks belongs into offload or between two waits, or on -e pthread",
    };
    return record_warn(record, cell, &warning);
}

static int warn_wide(struct record *record, struct yoke_cell *cell)
{
    const struct yoke_summary *wall = &cell->wall_ns;
    const double share = fmax(wall->high - wall->median, wall->median - wall->low) / wall->median;
    if (isnan(share) || share <= INTERVAL_SHARE_MOST)
        return 0;
    const struct yoke_warning warning = {
        .code = "wide-interval",
        .evidence = record_text(record, "the interval reaches %.0f %% from the median", 100 * share),
        .remedy = "--precision 5% --budget 5min",
    };
    return record_warn(record, cell, &warning);
}

/* Statistics of a session in which most starts were disturbed say more about the neighbours than about the cells. */
static int warn_rejected(struct record *record)
{
    if (!record->facts.rejected)
        return 0;
    const struct yoke_warning warning = {
        .code = "rejected",
        .evidence = record->facts.rejected,
        .remedy = "conclude nothing from this session; measure again when yoke doctor finds nothing, or on another machine",
    };
    return record_warn(record, NULL, &warning);
}

static int warn_changes(struct record *record)
{
    int status = 0;
    for (size_t i = 0; i < record->facts.change_count && !status; i++) {
        const struct yoke_change *change = &record->facts.changes[i];
        const char *what = changes_describe(record, change);
        const struct yoke_warning warning = {
            .code = "machine-changed",
            .evidence = record_text(record, "%s, in blocks %llu to %llu: their samples are not used", what ? what : "",
                                    (unsigned long long)change->first_block, (unsigned long long)change->last_block),
            .remedy = "find out who changes it, and measure again",
        };
        status = record_warn(record, NULL, &warning);
    }
    return status;
}

static int warn_unread_passes(struct record *record)
{
    const uint64_t passes = record->facts.plan.counter_passes, done = record->facts.blocks_done;
    if (passes == YOKE_MISSING || passes < 2 || done == YOKE_MISSING || done >= passes)
        return 0;
    const struct yoke_warning warning = {
        .code = "counters-unread",
        .evidence = record_text(record, "the counters are read in %llu passes, one a block, and there were %llu blocks",
                                (unsigned long long)passes, (unsigned long long)done),
        .remedy = record_text(record, "--blocks %llu", (unsigned long long)(6 * passes)),
    };
    return record_warn(record, NULL, &warning);
}

/* The fewest workers that the work of the cell was measured with; 0: none, or an earlier cell does the same work. */
static uint64_t narrowest_measured(const struct yoke_record *record, const struct yoke_cell *cell)
{
    uint64_t narrowest = 0;
    for (const struct yoke_cell *other = record->cells; other < record->cells + record->cell_count; other++) {
        if (!works_same(other, cell))
            continue;
        if (other < cell)
            return 0;
        if (other->sample_count && (!narrowest || other->workers < narrowest))
            narrowest = other->workers;
    }
    return narrowest;
}

/* What was left out of a work since the time of the run has rationed its tasks. */
static int warn_rationed(struct record *record, const struct yoke_cell *cell)
{
    const struct yoke_calibration *ration = &cell->calibration;
    const uint64_t narrowest = narrowest_measured(&record->facts, cell);
    const bool begun_wide = ration->narrowest != YOKE_MISSING && narrowest > 1;
    const char *executor = strstr(cell->name, "/executor="); /* what stands before it names the work */
    if (!narrowest || (!ration->untried && !begun_wide))
        return 0;
    const struct yoke_warning warning = {
        .code = "rationed",
        .evidence = record_text(record, "%.*s: a task takes %.3g s, and a sample has %llu; for want of time not tried: %s%s%s",
                                executor ? (int)(executor - cell->name) : 0, cell->name, (double)ration->task_ns / 1e9,
                                (unsigned long long)cell->tasks, ration->untried ? ration->untried : "",
                                ration->untried && begun_wide ? "; " : "",
                                begun_wide ? record_text(record, "fewer than %llu workers", (unsigned long long)narrowest) : ""),
        .remedy = "a longer --budget, or -e and -w for what shall be tried",
    };
    return record_warn(record, NULL, &warning);
}

static int warn_rations(struct record *record)
{
    int status = 0;
    for (size_t i = 0; i < record->facts.cell_count && !status; i++)
        if (yoke_text_same(record->facts.cells[i].calibration.how, "rationed"))
            status = warn_rationed(record, &record->facts.cells[i]);
    return status;
}

static int warn_build(struct record *record)
{
    const struct yoke_build *build = &record->facts.yoke.build;
    const bool sanitized = build->sanitizers && build->sanitizers[0];
    if (!sanitized && (!build->type || strcmp(build->type, "Debug")))
        return 0;
    const struct yoke_warning warning = {
        .code = "slow-build",
        .evidence = record_text(record, "build type %s, sanitizers: %s", build->type ? build->type : "unknown",
                                sanitized ? build->sanitizers : "none"),
        .remedy = "measure with the release preset",
    };
    return record_warn(record, NULL, &warning);
}

int warnings_compute(struct record *record)
{
    static int (*const rules[])(struct record *, struct yoke_cell *) = {
        warn_modes,
        warn_unsteady,
        warn_few_processes,
        warn_short_samples,
        warn_oversubscribed,
        warn_disturbed,
        warn_gap,
        warn_bound,
        warn_overloaded,
        warn_hogged,
        warn_wide,
        warn_overhead,
        warn_recording,
        profile_warn,
    };
    record->facts.warnings = NULL;
    record->facts.warning_count = 0;
    int status = warn_build(record);
    if (!status)
        status = warn_rejected(record);
    if (!status)
        status = warn_changes(record);
    if (!status)
        status = warn_unread_passes(record);
    if (!status)
        status = warn_rations(record);
    for (size_t i = 0; i < record->facts.cell_count && !status; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->warnings = NULL;
        cell->warning_count = 0;
        for (size_t k = 0; k < sizeof rules / sizeof rules[0] && !status; k++)
            status = rules[k](record, cell);
    }
    return status;
}
