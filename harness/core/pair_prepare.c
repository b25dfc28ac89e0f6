/* SPDX-License-Identifier: MIT */
/* The record of a comparison about to begin. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "core_shares.h"
#include "pair_driver.h"

struct cell *pair_cells_double(const struct cell *cells, size_t count)
{
    struct cell *doubled = calloc(2 * count + 1, sizeof *doubled);
    for (size_t i = 0; doubled && i < 2 * count; i++)
        doubled[i] = cells[i / 2];
    return doubled;
}

/* Turn and turn about, so that neither side has the nearer half. Returns 0 or -ENOMEM. */
static int places_deal(const unsigned cpus[], unsigned workers, struct record *record, struct yoke_cell sides[2])
{
    for (size_t side = 0; side < 2; side++) {
        struct yoke_pairing *pairing = &sides[side].pairing;
        pairing->places = record_alloc(record, workers * sizeof *pairing->places);
        if (!pairing->places)
            return -ENOMEM;
        pairing->place_count = workers;
        for (unsigned i = 0; i < workers; i++)
            pairing->places[i] = cpus[2 * i + side];
    }
    return 0;
}

/* Gives both sides of one cell of the plan places for a duet, if there are enough; a quota may allow fewer processors
 * than there are to work at a time. Unbound workers of two sides could end up on one processor: they are put where
 * compact ones are. Returns 0, or a negative errno with a sentence. */
static int duet_prepare(const struct driver_options *run, const struct cell *cell, struct record *record,
                        struct yoke_cell sides[2], struct yoke_error *error)
{
    const unsigned wanted = 2 * cell->workers;
    struct placement placement = cell->placement->placement;
    if (placement.policy == PLACEMENT_NONE)
        placement.policy = PLACEMENT_COMPACT;
    unsigned *cpus = calloc(wanted, sizeof *cpus);
    int status = cpus ? placement_apply(&placement, run->topology, wanted, cpus, error) : -ENOMEM;
    if (status == (int)wanted && wanted <= run->usable_cpus)
        status = places_deal(cpus, cell->workers, record, sides);
    else if (status >= 0)
        sides[0].pairing.reason = sides[1].pairing.reason =
            record_text(record, "both sides together need %u processors, more than they may use", wanted);
    free(cpus);
    return status < 0 ? status : 0;
}

static int duets_prepare(const struct driver_options *run, struct record *record, struct yoke_error *error)
{
    size_t count = 0;
    int status = 0;
    for (size_t i = 0; i < run->cell_count && !status; i += 2) {
        status = duet_prepare(run, &run->cells[i], record, &record->facts.cells[i], error);
        count += record->facts.cells[i].pairing.place_count > 0;
    }
    if (!status && !count) {
        yoke_error_set(
            error,
            "--duet needs two processors for every worker, and no cell has as many that it may use: take fewer -w, "
            "or leave it out");
        return -EINVAL;
    }
    return status;
}

/* Both sides' processes may be there at a time, one of them idle, where that idle one has no other thread that could be busy, and its
 * work needs nothing but a processor, or is a command that is started when its turn comes: a port, or a file that is locked, would be the
 * other's. */
static bool may_interleave(const struct cell *cell, const struct yoke_cell *facts)
{
    return facts->serial && (cell->workload->bound == YOKE_CPU_BOUND || cell->command);
}

/* The kernel puts a worker that nobody bound where there is least to do; one that would be bound to whatever core comes first can
 * be bound to any that is like it. */
static int choices_find(const struct driver_options *run, const struct cell *cell, struct record *record,
                        struct yoke_cell *facts)
{
    const enum placement_policy policy = cell->placement->placement.policy;
    if (!yoke_text_same(facts->pairing.how, YOKE_INTERLEAVED) || !facts->place_count ||
        (policy != PLACEMENT_COMPACT && policy != PLACEMENT_SCATTER))
        return 0;
    uint64_t *cpus = record_alloc(record, topology_core_count(run->topology) * sizeof *cpus);
    if (!cpus)
        return -ENOMEM;
    const size_t count = core_shares_find(run->topology, (unsigned)facts->places[0], cpus);
    if (count > 1) {
        facts->pairing.choices = cpus;
        facts->pairing.choice_count = count;
    }
    return 0;
}

int pair_prepare(const struct driver_options *run, bool duet, struct record *record, struct yoke_error *error)
{
    int status = driver_prepare(run, record, error);
    for (size_t i = 0; i < record->facts.cell_count && !status; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        cell->side = i % 2 ? GATE_CANDIDATE : GATE_BASE;
        cell->name = record_text(record, "%s" GATE_SIDE_AXIS "%s", cell->name, cell->side);
        cell->pairing.how = may_interleave(&run->cells[i], cell) ? YOKE_INTERLEAVED : YOKE_TURNS;
        status = cell->name ? choices_find(run, &run->cells[i], record, cell) : -ENOMEM;
    }
    if (!status && duet)
        status = duets_prepare(run, record, error);
    /* pairs are counted by the suite, not by the plan */
    record->facts.plan.blocks = record->facts.plan.reserve = YOKE_MISSING;
    record->facts.plan.precision = NAN;
    return status;
}
