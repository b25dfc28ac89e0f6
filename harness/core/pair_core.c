/* SPDX-License-Identifier: MIT */
/* Where an interleaved pair is put: on the core that others use least. Both of its starts, so their ratio does not
 * notice. */
#include <errno.h>

#include "clock.h"
#include "core_shares.h"
#include "pair_private.h"
#include "visit.h"

int pair_cores_open(struct pair_driver *driver)
{
    const struct yoke_record *facts = &driver->record->facts;
    size_t i = 0;
    while (i < facts->cell_count && !facts->cells[i].pairing.choice_count)
        i++;
    if (i == facts->cell_count)
        return 0;
    driver->shares = core_shares_open(driver->options->run.topology);
    return driver->shares ? 0 : -ENOMEM;
}

/* Processor time of the runs since `first`, and of those before them that warmed up. */
static double own_time_ns(const struct visit visits[2], struct yoke_cell *const facts[2], const size_t first[2])
{
    double own_ns = 0;
    for (size_t side = 0; side < 2; side++) {
        const size_t runs = facts[side]->sample_count - first[side];
        double timed_ns = 0;
        for (size_t i = first[side]; i < facts[side]->sample_count; i++)
            timed_ns += (double)facts[side]->samples[i].cpu_ns;
        own_ns += runs ? timed_ns / (double)runs * (double)(runs + visits[side].cell->warmup) : 0;
    }
    return own_ns;
}

int pair_interleave(struct pair_driver *driver, size_t pair, struct visit visits[2], struct record *record,
                    struct yoke_cell *const facts[2], enum visit_outcome outcomes[2], struct yoke_error *error)
{
    const struct yoke_pairing *pairing = &driver->record->facts.cells[2 * pair].pairing;
    if (!pairing->choice_count)
        return visit_run_pair(visits, false, record, facts, outcomes, error);
    uint64_t *place = &pairing->choices[core_shares_choose(driver->shares, pairing->choices, pairing->choice_count)];
    const size_t first[2] = {facts[0]->sample_count, facts[1]->sample_count};
    for (size_t side = 0; side < 2; side++) {
        visits[side].places = place;
        visits[side].place_count = 1;
    }
    core_shares_begin(driver->shares, "", clock_now_ns());
    const int status = visit_run_pair(visits, false, record, facts, outcomes, error);
    core_shares_end(driver->shares, "", clock_now_ns(), *place, own_time_ns(visits, facts, first));
    return status;
}
