/* SPDX-License-Identifier: MIT */
/* Blocks of visits. Single-threaded, one cell process at a time: nothing of ours runs beside what is measured. */
#include "driver.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "analysis.h"
#include "child.h"
#include "clock.h"
#include "interrupt.h"
#include "order.h"
#include "summary.h"
#include "timestamp.h"
#include "visit.h"

struct driver {
    const struct driver_options *options;
    struct record *record;
    struct driver_progress progress;
    uint64_t origin_ns;
};

static bool cell_is_alive(const struct yoke_cell *facts)
{
    return facts->status != YOKE_CELL_FAILED && facts->status != YOKE_CELL_SKIPPED;
}

static void visit_report(struct driver *driver, struct yoke_cell *facts)
{
    struct driver_progress *progress = &driver->progress;
    const bool last_block = progress->block + 1 == progress->blocks;
    progress->visits_done++;
    if (!cell_is_alive(facts))
        progress->visits_planned -= (size_t)(progress->blocks - progress->block - 1);
    progress->elapsed_ns = clock_now_ns() - driver->origin_ns;
    progress->cell = facts;
    progress->cell_over = last_block || !cell_is_alive(facts);
    if (progress->cell_over)
        summary_compute(facts);
    if (driver->options->visited)
        driver->options->visited(driver->options->listener, progress);
}

/* Visits all living cells in this block's order. */
static int block_run(struct driver *driver, const size_t order[], struct yoke_error *error)
{
    const struct driver_options *options = driver->options;
    for (size_t i = 0; i < options->cell_count; i++) {
        struct yoke_cell *facts = &driver->record->facts.cells[order[i]];
        if (!cell_is_alive(facts))
            continue;
        const struct visit visit = {
            .plan = options->plan,
            .cell = &options->cells[order[i]],
            .program = options->program,
            .usable_cpus = options->usable_cpus,
            .origin_ns = driver->origin_ns,
            .block = driver->progress.block,
            .order = i,
            .stop_wanted = interrupt_level,
        };
        enum visit_outcome outcome = VISIT_DONE;
        const int status = visit_run(&visit, driver->record, facts, &outcome, error);
        if (status)
            return status;
        if (outcome == VISIT_STOPPED || interrupt_level())
            return 0;
        visit_report(driver, facts);
    }
    return 0;
}

/* Cells that were not visited in every block say so. */
static void cells_mark_partial(struct driver *driver, uint64_t blocks_done)
{
    if (blocks_done == driver->progress.blocks)
        return;
    for (size_t i = 0; i < driver->record->facts.cell_count; i++) {
        struct yoke_cell *facts = &driver->record->facts.cells[i];
        if (!cell_is_alive(facts))
            continue;
        facts->status = YOKE_CELL_PARTIAL;
        facts->reason = record_text(driver->record, "stopped after %" PRIu64 " of %" PRIu64 " blocks", blocks_done,
                                    driver->progress.blocks);
    }
}

static uint64_t exit_status(const struct yoke_record *facts)
{
    if (interrupt_signal())
        return 128 + (uint64_t)interrupt_signal();
    bool failed = false, measured = false;
    for (size_t i = 0; i < facts->cell_count; i++) {
        failed |= facts->cells[i].status == YOKE_CELL_FAILED;
        measured |= facts->cells[i].sample_count > 0;
    }
    return failed ? 1 : measured ? 0 : 5;
}

/* Brings the record to a state that could be the last one, and saves it. */
static int record_close(struct driver *driver, uint64_t blocks_done, struct yoke_error *error)
{
    struct yoke_record *facts = &driver->record->facts;
    facts->complete = blocks_done == driver->progress.blocks;
    facts->finished = timestamp_now(driver->record);
    cells_mark_partial(driver, blocks_done);
    facts->exit = exit_status(facts);
    const int status = analysis_run(driver->record);
    if (status || !driver->options->path)
        return status;
    return record_save(facts, driver->options->path, error);
}

/* A saved record of an unfinished run marks its cells partial; they are alive again for the next block. */
static void cells_revive(struct yoke_record *facts)
{
    for (size_t i = 0; i < facts->cell_count; i++)
        if (facts->cells[i].status == YOKE_CELL_PARTIAL) {
            facts->cells[i].status = YOKE_CELL_OK;
            facts->cells[i].reason = NULL;
        }
}

static int blocks_run(struct driver *driver, size_t order[], struct yoke_error *error)
{
    const struct plan *plan = driver->options->plan;
    int status = 0;
    for (uint64_t block = 0; block < plan->blocks && !status && !interrupt_level(); block++) {
        driver->progress.block = block;
        cells_revive(&driver->record->facts);
        order_shuffle(plan->seed, block, order, driver->options->cell_count);
        status = block_run(driver, order, error);
        const bool whole = !status && !interrupt_level();
        const int saved = record_close(driver, whole ? block + 1 : block, error);
        status = status ? status : saved;
    }
    return status;
}

int driver_run(const struct driver_options *options, struct record *record, struct yoke_error *error)
{
    struct driver driver = {
        .options = options,
        .record = record,
        .origin_ns = clock_now_ns(),
        .progress = {.cell_count = options->cell_count,
                     .visits_planned = options->cell_count * (size_t)options->plan->blocks,
                     .blocks = options->plan->blocks},
    };
    size_t *order = calloc(options->cell_count + 1, sizeof *order);
    if (!order)
        return -ENOMEM;
    record->facts.started = timestamp_now(record);
    child_adopt_orphans();
    interrupt_catch();
    const int status = blocks_run(&driver, order, error);
    interrupt_release();
    free(order);
    return status;
}
