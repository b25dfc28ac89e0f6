/* SPDX-License-Identifier: MIT */
/* Flips: the distribution of a sum of scores, each of which is counted or not by a fair coin of its own. It is the null
 * distribution of every test that flips signs: if nothing changed and the order within a pair was drawn, the sign of
 * each difference is such a coin, whatever the machine does. */
#ifndef FLIPS_H
#define FLIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Up to this many scores the distribution is exact, by convolution; beyond, normal: at 200 the two differ by less than
 * 2e-4 around 2.5 %, and exact tables would take seconds. */
enum { FLIPS_EXACT_MOST = 200 };

/* A distribution; all zero before the first flips_prepare. Release with flips_release. */
struct flips {
    size_t count;
    uint64_t *scores;
    uint64_t total;    /* of all scores */
    double square_sum; /* of all scores' squares */
    uint64_t step;     /* the sum moves in multiples of it: 2 when all scores are even */
    double *tail;      /* tail[s] = P(sum >= s), s from 0 to total; NULL: normal */
};

/* Makes it the distribution for these scores, of which the order does not matter but is kept; does nothing when they
 * are those it has. Returns 0 or -ENOMEM. */
int flips_prepare(struct flips *flips, const uint64_t scores[], size_t count);

/* P(sum >= least). For sums at most s: P(sum >= total - s), because the distribution is symmetric. */
double flips_at_least(const struct flips *flips, uint64_t least);

void flips_release(struct flips *flips);

#endif
