/* SPDX-License-Identifier: MIT */
/* Rank sums instead of signed ranks: without pairs there are no signs. */
#include "gate_stored.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "canary_songs.h"
#include "gate_suite.h"
#include "rank_sum.h"
#include "stats.h"

/* Nineteen of twenty normal values lie within two deviations; the difference of two has sqrt(2) times that of one. */
static const double DEVIATIONS = 2, DEVIATION_PER_MAD = 1.4826;

/* The test of the candidate's logarithms, moved down by `shift`, against the base's. */
static struct rank_sum moved_test(const double base[], size_t base_count, const double candidate[], size_t count, double shift)
{
    double moved[GATE_PAIRS_MOST] = {0};
    for (size_t i = 0; i < count; i++)
        moved[i] = candidate[i] - shift;
    return rank_sum_test(moved, count, base, base_count);
}

struct gate_p gate_stored_look(const struct gate_margins *margins, const double base[], size_t base_count,
                               const double candidate[], size_t count)
{
    return (struct gate_p){
        .slower = moved_test(base, base_count, candidate, count, log1p(margins->delta)).p_greater,
        .faster = moved_test(base, base_count, candidate, count, log1p(-margins->delta)).p_less,
        .same = fmax(moved_test(base, base_count, candidate, count, log1p(-margins->theta)).p_greater,
                     moved_test(base, base_count, candidate, count, log1p(margins->theta)).p_less),
    };
}

double gate_stored_widening(const double base[], size_t count, const struct gate_profile *profile)
{
    const double learnt = DEVIATIONS * M_SQRT2 * DEVIATION_PER_MAD * stats_mad(base, count);
    return isnan(learnt) ? profile->delta : fmax(expm1(learnt), profile->delta);
}

/* The clearest case: every start of the candidate above every one of the base. */
bool gate_stored_attainable(const struct gate_rule *rule, size_t base_count)
{
    double base[GATE_PAIRS_MOST], candidate[GATE_PAIRS_MOST];
    for (size_t i = 0; i < GATE_PAIRS_MOST; i++) {
        base[i] = -(double)i - 1;
        candidate[i] = (double)i;
    }
    return rank_sum_test(candidate, gate_rule_pairs_most(rule), base, base_count).p_greater <= gate_rule_change_level(rule);
}

/* NaN: it did not sing there, or not by that clock. */
static int canary_median(const struct yoke_record *record, const char *side, enum canary_clock clock, double *median)
{
    size_t room = 1, count = 0;
    for (size_t i = 0; i < record->cell_count; i++)
        room += record->cells[i].sample_count;
    double *songs = calloc(room, sizeof *songs);
    if (!songs)
        return -ENOMEM;
    for (size_t i = 0; i < record->cell_count; i++)
        for (size_t k = 0; k < record->cells[i].sample_count && yoke_text_same(record->cells[i].side, side); k++) {
            songs[count] = canary_song_ns(&record->cells[i].samples[k].noise, CANARY_BEFORE, clock);
            count += isnan(songs[count]) ? 0 : 1;
        }
    *median = stats_median(songs, count);
    free(songs);
    return 0;
}

/* Processor times where both days know them: who waited more on one of them has no other machine. */
int gate_stored_canary(const struct yoke_record *record, double *shift)
{
    int status = 0;
    *shift = NAN;
    for (int clock = CANARY_CLOCKS; clock-- > 0 && isnan(*shift) && !status;) {
        double then, now;
        status = canary_median(record, GATE_BASE, (enum canary_clock)clock, &then);
        if (!status)
            status = canary_median(record, GATE_CANDIDATE, (enum canary_clock)clock, &now);
        if (!status)
            *shift = now / then - 1;
    }
    return status;
}
