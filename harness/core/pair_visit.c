/* SPDX-License-Identifier: MIT */
/* One pair: the visits of both sides, and what is to be said about their samples. */
#include <errno.h>
#include <string.h>

#include "clock.h"
#include "disturbance.h"
#include "gate_order.h"
#include "interrupt.h"
#include "pair_private.h"
#include "visit.h"

size_t pair_first_side(const struct pair_driver *driver)
{
    return driver->options->suite->rule.stored;
}

const struct pair_side *pair_side_of(const struct pair_driver *driver, size_t side)
{
    return side ? &driver->options->candidate : &driver->options->base;
}

static int artefact_look(const struct pair_side *side, struct artefact_mark *mark)
{
    struct stat facts;
    if (stat(side->artefact, &facts))
        return -errno;
    *mark = (struct artefact_mark){facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtim};
    return 0;
}

/* What became of the side's file since the beginning, or NULL. */
static const char *artefact_fault(const struct pair_driver *driver, size_t side)
{
    const struct pair_side *facts = pair_side_of(driver, side);
    const struct artefact_mark *mark = &driver->marks[side];
    struct artefact_mark now = {0};
    if (artefact_look(facts, &now))
        return record_text(driver->record, "%s disappeared while it was measured", facts->artefact);
    if (now.device != mark->device || now.inode != mark->inode || now.size != mark->size ||
        now.changed.tv_sec != mark->changed.tv_sec || now.changed.tv_nsec != mark->changed.tv_nsec)
        return record_text(driver->record, "%s changed while it was measured", facts->artefact);
    return NULL;
}

int pair_artefacts_mark(struct pair_driver *driver, struct yoke_error *error)
{
    int status = 0;
    for (size_t side = pair_first_side(driver); side < 2 && !status; side++) {
        status = artefact_look(pair_side_of(driver, side), &driver->marks[side]);
        if (status)
            yoke_error_set(error, "%s: %s", pair_side_of(driver, side)->artefact, strerror(-status));
    }
    return status;
}

int pair_stop_wanted(void *own)
{
    struct pair_driver *driver = own;
    const struct driver_listener *listener = &driver->options->run.listener;
    if (interrupt_level() && !driver->stopping && listener->stopping)
        listener->stopping(listener->own);
    driver->stopping = interrupt_level() > 0;
    return interrupt_level();
}

/* The cell of the record that one side of a cell of the plan is. */
static struct yoke_cell *facts_of(const struct pair_driver *driver, size_t pair, size_t side)
{
    return &driver->record->facts.cells[2 * pair + side];
}

/* Can it be started? Otherwise the cell has failed. */
static bool side_is_there(struct pair_driver *driver, size_t pair, size_t side)
{
    struct yoke_cell *facts = facts_of(driver, pair, side);
    const char *fault = artefact_fault(driver, side);
    if (!fault)
        return true;
    facts->status = YOKE_CELL_FAILED;
    facts->reason = fault;
    return false;
}

/* What a visit says of a file that went meanwhile is true, and not the whole truth. */
static void failure_explain(struct pair_driver *driver, size_t pair, size_t side)
{
    struct yoke_cell *facts = facts_of(driver, pair, side);
    const char *fault = facts->status == YOKE_CELL_FAILED ? artefact_fault(driver, side) : NULL;
    if (fault)
        facts->reason = fault;
}

struct visit pair_side_visit(struct pair_driver *driver, size_t pair, size_t side)
{
    const struct driver_options *run = &driver->options->run;
    return (struct visit){
        .plan = run->plan,
        .cell = &run->cells[2 * pair + side],
        .program = pair_side_of(driver, side)->program,
        .plugins = pair_side_of(driver, side)->plugins,
        .plugin_count = pair_side_of(driver, side)->plugin_count,
        .usable_cpus = run->usable_cpus,
        .passes = run->passes,
        .origin_ns = driver->origin_ns,
        .block = driver->pairs[pair],
        .stop_wanted = pair_stop_wanted,
        .own = driver,
    };
}

/* One start of one side. The outcome is the cell's. */
static int start_run(struct pair_driver *driver, size_t pair, size_t side, struct yoke_error *error)
{
    struct yoke_cell *facts = facts_of(driver, pair, side);
    const size_t first = facts->sample_count;
    if (!side_is_there(driver, pair, side))
        return 0;
    struct visit visit = pair_side_visit(driver, pair, side);
    visit.order = driver->order++;
    enum visit_outcome outcome = VISIT_DONE;
    const int status = visit_run(&visit, driver->record, facts, &outcome, error);
    failure_explain(driver, pair, side);
    return status ? status : disturbance_judge(driver->record, facts, first);
}

/* One after the other. */
static int turns_run(struct pair_driver *driver, size_t pair, size_t first, struct yoke_error *error)
{
    const bool alone = pair_first_side(driver);
    int status = start_run(driver, pair, first, error);
    if (!status && !alone && !interrupt_level() && facts_of(driver, pair, first)->status != YOKE_CELL_FAILED)
        status = start_run(driver, pair, !first, error);
    return status;
}

const char *pair_age_describe(struct pair_driver *driver, size_t side)
{
    return record_text(driver->record, "%s was built by a yoke too old to wait for its turn",
                       pair_side_of(driver, side)->artefact);
}

/* From now on all pairs are in turns, as all have been: whoever cannot wait is found out by the first. */
static void steps_forgo(struct pair_driver *driver, size_t side)
{
    const char *reason = pair_age_describe(driver, side);
    for (size_t i = 0; i < driver->record->facts.cell_count; i++) {
        struct yoke_pairing *pairing = &driver->record->facts.cells[i].pairing;
        if (strcmp(pairing->how, YOKE_TURNS) != 0)
            pairing->reason = reason;
        pairing->how = YOKE_TURNS;
        pairing->choice_count = 0;
    }
}

/* Both are there at a time. In a duet the coin decides who works where, since processors are not equally fast. */
static int steps_run(struct pair_driver *driver, size_t pair, size_t first, bool duet, struct yoke_error *error)
{
    struct visit visits[2];
    struct yoke_cell *facts[2];
    size_t counts[2];
    enum visit_outcome outcomes[2] = {VISIT_DONE, VISIT_DONE};
    for (size_t i = 0; i < 2; i++) {
        const size_t side = i ? !first : first;
        const struct yoke_pairing *pairing = &facts_of(driver, pair, i)->pairing;
        if (!side_is_there(driver, pair, side))
            return 0;
        visits[i] = pair_side_visit(driver, pair, side);
        visits[i].order = driver->order++;
        visits[i].places = duet ? pairing->places : NULL;
        visits[i].place_count = pairing->place_count;
        visits[i].in_step = true;
        facts[i] = facts_of(driver, pair, side);
        counts[i] = facts[i]->sample_count;
    }
    int status = duet ? visit_run_pair(visits, true, driver->record, facts, outcomes, error)
                      : pair_interleave(driver, pair, visits, driver->record, facts, outcomes, error);
    for (size_t i = 0; i < 2 && !status; i++)
        if (outcomes[i] == VISIT_OUT_OF_STEP) {
            steps_forgo(driver, i ? !first : first);
            return turns_run(driver, pair, first, error);
        }
    for (size_t i = 0; i < 2 && !status; i++) {
        failure_explain(driver, pair, i ? !first : first);
        status = disturbance_judge(driver->record, facts[i], counts[i]);
    }
    return status;
}

/* Marks the pair's samples when a setting of the machine changed since they began. */
static void environment_judge(struct pair_driver *driver, size_t pair)
{
    struct conditions now;
    conditions_read("", &now);
    int changed = 0;
    while (changed < CONDITIONS && condition_same(&driver->conditions, &now, (enum condition)changed))
        changed++;
    if (changed == CONDITIONS)
        return;
    driver->conditions = now;
    for (size_t side = pair_first_side(driver); side < 2; side++) {
        struct yoke_cell *cell = facts_of(driver, pair, side);
        for (size_t i = cell->sample_count; i-- > 0 && cell->samples[i].block == driver->pairs[pair];) {
            cell->samples[i].disturbed = record_text(driver->record, "the machine's %s changed meanwhile",
                                                     condition_name((enum condition)changed));
            cell->samples[i].disturbed_by = "environment";
        }
    }
}

int pair_measure(struct pair_driver *driver, size_t pair, struct yoke_error *error)
{
    const bool alone = pair_first_side(driver);
    const size_t first = alone || gate_order_coin(driver->options->run.plan->seed, pair, driver->pairs[pair]);
    const char *how = facts_of(driver, pair, 0)->pairing.how;
    const bool in_turns = !how || !strcmp(how, YOKE_TURNS);
    const int status = in_turns ? turns_run(driver, pair, first, error)
                                : steps_run(driver, pair, first, !strcmp(how, YOKE_DUET), error);
    environment_judge(driver, pair);
    driver->pairs[pair]++;
    driver->progress.pairs++;
    driver->progress.elapsed_ns = clock_now_ns() - driver->origin_ns;
    if (driver->options->measured)
        driver->options->measured(driver->options->own, &driver->progress);
    return status;
}
