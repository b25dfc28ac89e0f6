/* SPDX-License-Identifier: MIT */
/* The order of the pairs against the seed's coins, and the canary's songs. */
#include "gate_session.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "canary_songs.h"
#include "gate_order.h"
#include "gate_stored.h"
#include "starts.h"
#include "stats.h"

/* A normal distribution's standard deviation is this many median absolute deviations. */
static const double DEVIATION_PER_MAD = 1.4826;

struct pair_order {
    uint64_t order; /* of its first start */
    bool candidate_first;
};

static int pair_compare(const void *left, const void *right)
{
    const uint64_t a = ((const struct pair_order *)left)->order, b = ((const struct pair_order *)right)->order;
    return (a > b) - (a < b);
}

/* Fills the orders of all pairs, and says whether all are as the seed's coins fell. */
static size_t orders_gather(const struct yoke_record *facts, struct pair_order orders[], bool *as_thrown)
{
    size_t count = 0;
    *as_thrown = true;
    for (size_t pair = 0; 2 * pair + 1 < facts->cell_count; pair++) {
        const struct yoke_cell *base = &facts->cells[2 * pair], *candidate = base + 1;
        for (size_t i = 0, k = 0; i < base->sample_count && k < candidate->sample_count;) {
            const uint64_t block = base->samples[i].block, other = candidate->samples[k].block;
            if (block == other) {
                const uint64_t here = base->samples[i].order, there = candidate->samples[k].order;
                orders[count++] = (struct pair_order){here < there ? here : there, there < here};
                *as_thrown &= (there < here) == gate_order_coin(facts->seed, pair, block);
            }
            while (block <= other && i < base->sample_count && base->samples[i].block == block)
                i++;
            while (other <= block && k < candidate->sample_count && candidate->samples[k].block == other)
                k++;
        }
    }
    return count;
}

static size_t samples_count(const struct yoke_record *facts)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->cell_count; i++)
        count += facts->cells[i].sample_count;
    return count;
}

static int order_look(struct record *record, struct gate_session *session)
{
    const size_t room = samples_count(&record->facts) + 1;
    struct pair_order *orders = calloc(room, sizeof *orders);
    bool *bits = calloc(room, sizeof *bits), as_thrown = true;
    if (orders && bits) {
        const size_t count = orders_gather(&record->facts, orders, &as_thrown);
        qsort(orders, count, sizeof *orders, pair_compare);
        for (size_t i = 0; i < count; i++)
            bits[i] = orders[i].candidate_first;
        const struct gate_order order = gate_order_look(bits, count);
        if (!as_thrown && !gate_order_is_random(&order))
            session->confounded = record_text(record, "the candidate went first in %zu of %zu pairs, and the order changed "
                                              "%zu times: no coin does that, so drift of the machine is in the ratios",
                                              order.candidate_first, order.pairs, order.changes);
    }
    const int status = orders && bits ? 0 : -ENOMEM;
    free(bits);
    free(orders);
    return status;
}

static size_t songs_gather(const struct yoke_record *facts, bool stored, bool duet, enum canary_clock clock,
                           double songs[])
{
    size_t count = 0;
    for (size_t i = stored; i < facts->cell_count; i += stored ? 2 : 1) /* a stored base was measured in another session */
        for (size_t k = 0; k < facts->cells[i].sample_count && starts_in_duet(&facts->cells[i]) == duet; k++) {
            songs[count] = canary_song_ns(&facts->cells[i].samples[k].noise, CANARY_BEFORE, clock);
            count += isnan(songs[count]) ? 0 : 1;
        }
    return count;
}

static int canary_look(const struct yoke_record *facts, bool stored, struct gate_session *session)
{
    double *songs = calloc(samples_count(facts) + 1, sizeof *songs);
    if (!songs)
        return -ENOMEM;
    for (int which = 0; which < 2 * CANARY_CLOCKS; which++) {
        const bool duet = which / CANARY_CLOCKS;
        const enum canary_clock clock = (enum canary_clock)(which % CANARY_CLOCKS);
        const size_t count = songs_gather(facts, stored, duet, clock, songs);
        session->canary_spread[duet][clock] = DEVIATION_PER_MAD * stats_mad(songs, count) / stats_median(songs, count);
    }
    free(songs);
    return stored ? gate_stored_canary(facts, &session->canary_shift) : 0;
}

double gate_session_spread(const struct gate_session *session, const struct gate_metric *metric, bool duet)
{
    const double *spread = session->canary_spread[duet];
    return gate_metric_excludes_waiting(metric) && !isnan(spread[CANARY_CPU]) ? spread[CANARY_CPU]
                                                                              : spread[CANARY_WALL];
}

int gate_session_look(struct record *record, bool stored, struct gate_session *session)
{
    *session = (struct gate_session){.canary_shift = NAN};
    const int status = stored ? 0 : order_look(record, session); /* a stored base has no order within pairs, and no pairs */
    return status ? status : canary_look(&record->facts, stored, session);
}
