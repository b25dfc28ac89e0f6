/* SPDX-License-Identifier: MIT */
/* Where an interleaved pair is put: on the core that others use least. Both of its starts, so their ratio does not
 * notice. */
#include <errno.h>
#include <math.h>

#include "clock.h"
#include "core_shares.h"
#include "pair_private.h"
#include "visit.h"

/* The choices of all cells that have any are the same cores. */
int pair_cores_open(struct pair_driver *driver)
{
    const struct yoke_record *facts = &driver->record->facts;
    for (size_t i = 0; i < facts->cell_count; i++) {
        const struct yoke_pairing *pairing = &facts->cells[i].pairing;
        if (!pairing->choice_count)
            continue;
        driver->shares = core_shares_open(driver->options->run.topology, pairing->choices, pairing->choice_count);
        return driver->shares ? 0 : -ENOMEM;
    }
    return 0;
}

/* The share of their time that the runs since `first` were ready and waited; NaN: the kernel does not say. */
static double waited_share(const struct yoke_cell *const facts[2], const size_t first[2])
{
    double waited_ns = 0, wall_ns = 0;
    for (size_t side = 0; side < 2; side++)
        for (size_t i = first[side]; i < facts[side]->sample_count; i++) {
            const struct yoke_sample *sample = &facts[side]->samples[i];
            if (sample->noise.run_delay_ns == YOKE_MISSING)
                return NAN;
            waited_ns += (double)sample->noise.run_delay_ns;
            wall_ns += (double)sample->wall_ns;
        }
    return waited_ns / wall_ns;
}

int pair_interleave(struct pair_driver *driver, size_t pair, struct visit visits[2], struct record *record,
                    struct yoke_cell *const facts[2], enum visit_outcome outcomes[2], struct yoke_error *error)
{
    const struct yoke_pairing *pairing = &driver->record->facts.cells[2 * pair].pairing;
    if (!pairing->choice_count)
        return visit_run_pair(visits, false, record, facts, outcomes, error);
    const size_t chosen = core_shares_choose(driver->shares);
    const size_t first[2] = {facts[0]->sample_count, facts[1]->sample_count};
    for (size_t side = 0; side < 2; side++) {
        visits[side].places = &pairing->choices[chosen];
        visits[side].place_count = 1;
    }
    core_shares_begin(driver->shares, "", clock_now_ns());
    const int status = visit_run_pair(visits, false, record, facts, outcomes, error);
    core_shares_end(driver->shares, "", clock_now_ns(), chosen,
                    waited_share((const struct yoke_cell *const[2]){facts[0], facts[1]}, first));
    return status;
}
