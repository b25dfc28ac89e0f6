/* SPDX-License-Identifier: MIT */
/* Rounds over all cells, then one verdict a cell. */
#include "warmup_study.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "liveness.h"
#include "order.h"
#include "warmup.h"

/* CPU time tells of one worker that computes what a busy machine's wall time hides; of several it hides who waited. */
static uint64_t time_of(const struct yoke_cell *facts, const struct yoke_sample *sample)
{
    const bool computes = facts->bound && !strcmp(facts->bound, "cpu") && facts->workers == 1;
    return computes && sample->cpu_ns != YOKE_MISSING && sample->cpu_ns ? sample->cpu_ns : sample->wall_ns;
}

static int series_add(const struct tryout *tryout, struct yoke_cell *facts, const struct yoke_cell *tried)
{
    if (!facts->warmup.series)
        facts->warmup.series = record_alloc(tryout->record, WARMUP_STUDY_STARTS * sizeof *facts->warmup.series);
    uint64_t *time_ns = record_alloc(tryout->record, tried->sample_count * sizeof *time_ns);
    if (!facts->warmup.series || !time_ns)
        return -ENOMEM;
    for (size_t i = 0; i < tried->sample_count; i++)
        time_ns[i] = time_of(facts, &tried->samples[i]);
    facts->warmup.series[facts->warmup.series_count++] = (struct yoke_warmup_start){time_ns, tried->sample_count};
    return 0;
}

/* A limit meant for a few runs is stretched to so many. */
static uint64_t limit_of(const struct tryout *tryout, const struct cell *cell)
{
    const uint64_t usual = cell->warmup + cell->iterations;
    return tryout->plan->limit_ns * (usual < WARMUP_STUDY_RUNS ? WARMUP_STUDY_RUNS / usual : 1);
}

static int start_study(const struct tryout *tryout, size_t index, uint64_t round, bool *failed, struct yoke_error *error)
{
    struct yoke_cell tried;
    enum visit_outcome outcome = VISIT_DONE;
    const struct tryout_visit wanted = {
        .cell = index, .tasks = tryout->cells[index].task_count, .runs = WARMUP_STUDY_RUNS,
        .number = (round + 1) << 32 | index, .limit_ns = limit_of(tryout, &tryout->cells[index]),
    };
    const int status = tryout_visit(tryout, &wanted, &tried, &outcome, error);
    *failed = outcome == VISIT_FAILED;
    if (status || outcome != VISIT_DONE || interrupt_level())
        return status;
    return series_add(tryout, &tryout->record->facts.cells[index], &tried);
}

static int cell_settle(const struct tryout *tryout, size_t index)
{
    struct yoke_cell *facts = &tryout->record->facts.cells[index];
    const int status = warmup_compute(tryout->record, facts);
    if (!status && facts->warmup.series_count == WARMUP_STUDY_STARTS && facts->warmup.discard != YOKE_MISSING)
        facts->discarded = tryout->cells[index].warmup = facts->warmup.discard;
    return status;
}

int warmup_study_run(const struct tryout *tryout, struct yoke_error *error)
{
    size_t *order = calloc(tryout->cell_count + 1, sizeof *order);
    bool *failed = calloc(tryout->cell_count + 1, sizeof *failed);
    int status = order && failed ? 0 : -ENOMEM;
    for (size_t i = 0; i < tryout->cell_count && !status; i++)
        failed[i] = !cell_is_alive(&tryout->record->facts.cells[i]);
    for (uint64_t round = 0; round < WARMUP_STUDY_STARTS && !status; round++) {
        order_shuffle(tryout->plan->seed, TRYOUT_BLOCK - round, order, tryout->cell_count);
        for (size_t i = 0; i < tryout->cell_count && !status && !interrupt_level(); i++)
            if (!failed[order[i]])
                status = start_study(tryout, order[i], round, &failed[order[i]], error);
    }
    for (size_t i = 0; i < tryout->cell_count && !status && !interrupt_level(); i++)
        status = cell_settle(tryout, i);
    free(failed);
    free(order);
    return status;
}
