/* SPDX-License-Identifier: MIT */
/* A machine of which the truth is known: times of cells follow from a law, a block's luck and a process's luck, and the
 * policy of `yoke tune` runs on it as the driver would run it. */
#ifndef SIMULATED_MACHINE_H
#define SIMULATED_MACHINE_H

#include <stdlib.h>

#include "draws.h"
#include "made_record.h"
#include "speedup.h"
#include "summary.h"
#include "tuner.h"

struct simulated_machine {
    /* The true time of one sample, in ns, without noise. */
    double (*wall_ns)(const void *own, const struct yoke_cell *cell);
    const void *own;
    double block_noise, start_noise; /* standard deviations of logarithms: of a block, of a process */
    double burst_share;              /* of the processes that something disturbs, each by up to as much again */
    struct draws draws;
};

struct simulated_run {
    uint64_t blocks, visits;
    double seconds;         /* that the samples took, each preceded by one that is thrown away */
    const char *stopped_by; /* as the policy says, or "budget" */
};

static inline void simulated_visit(struct simulated_machine *machine, struct record *record, struct yoke_cell *cell,
                                   uint64_t block, double luck, struct simulated_run *run)
{
    double noise = luck + machine->start_noise * draws_normal(&machine->draws);
    if (draws_uniform(&machine->draws) < machine->burst_share)
        noise += log1p(draws_uniform(&machine->draws));
    const double wall_ns = machine->wall_ns(machine->own, cell) * exp(noise);
    made_sample(record, cell, block, (uint64_t)wall_ns);
    run->visits++;
    run->seconds += 2e-9 * wall_ns;
}

/* One block: every wanted cell once. */
static inline void simulated_block(struct simulated_machine *machine, struct record *record, const bool wanted[],
                                   struct simulated_run *run)
{
    struct yoke_record *facts = &record->facts;
    const double luck = machine->block_noise * draws_normal(&machine->draws);
    for (size_t i = 0; i < facts->cell_count; i++)
        if (wanted[i])
            simulated_visit(machine, record, &facts->cells[i], run->blocks, luck, run);
    for (size_t i = 0; i < facts->cell_count; i++)
        assert_int_equal(summary_compute(&facts->cells[i]), 0);
    assert_int_equal(speedup_compute(facts), 0);
    run->blocks++;
}

/* Tunes until the policy has enough, or for `blocks` blocks, and puts the advice into the record. */
static inline struct simulated_run simulated_tune(struct simulated_machine *machine, struct record *record,
                                                  const struct recommend_rule *rule, uint64_t blocks)
{
    struct simulated_run run = {0};
    struct tuner tuner = {.rule = rule};
    const struct driver_policy policy = tuner_policy(&tuner);
    bool *wanted = calloc(record->facts.cell_count, sizeof *wanted);
    assert_non_null(wanted);
    while (!run.stopped_by) {
        memset(wanted, 0, record->facts.cell_count * sizeof *wanted);
        policy.choose(policy.own, &record->facts, wanted);
        simulated_block(machine, record, wanted, &run);
        run.stopped_by = policy.enough(policy.own, &record->facts);
        if (!run.stopped_by && run.blocks >= blocks)
            run.stopped_by = "budget";
    }
    assert_int_equal(policy.conclude(policy.own, record), 0);
    free(wanted);
    return run;
}

/* Makes cells of `executor` at these widths of those of the record from `first` on, on a machine of two
 * processors. */
static inline void simulated_cells(struct record *record, size_t first, const char *executor, const uint64_t widths[],
                                   size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct yoke_cell *cell = &record->facts.cells[first + i];
        cell->executor = executor;
        cell->workers = widths[i];
        cell->wall_ns.median = NAN;
        cell->loss = (struct yoke_loss){NAN, NAN, NAN, NAN, NAN, NAN, NULL, NULL};
        cell->accounting = (struct yoke_accounting){NAN, NAN, NAN};
    }
    record->facts.machine.cpus = (struct yoke_cpus){.online = 2, .affinity = 2, .quota = NAN, .usable = 2};
}

#endif
