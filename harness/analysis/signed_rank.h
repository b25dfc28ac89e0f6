/* SPDX-License-Identifier: MIT */
/* Signed ranks: is a column of paired differences centred on 0, and if not, where is it centred? */
#ifndef SIGNED_RANK_H
#define SIGNED_RANK_H

#include <stdbool.h>
#include <stddef.h>

#include "stats.h"

/* What a difference weighs: the rank of its size, 1 for the smallest. */
enum signed_rank_weights {
    SIGNED_RANK_WILCOXON,   /* the rank itself (Wilcoxon 1945) */
    SIGNED_RANK_WINSORISED, /* the rank, at most half of n rounded up: a disturbed pair, however far out, weighs no more
                             * than a middling one. On calm data as sharp as Wilcoxon, under bursts much sharper */
};

struct signed_rank {
    double sum;       /* of the weights of positive differences */
    double p_greater; /* P(sum >= this | centre 0): small when the centre is above 0 */
    double p_less;    /* P(sum <= this | centre 0) */
    double p;         /* two-sided: twice the smaller, at most 1 */
    size_t used;      /* differences that are not 0 */
    size_t zeros;     /* differences that are: dropped (Wilcoxon 1945; Hollander & Wolfe 1973, 3.1) */
    bool exact;       /* by the exact null distribution, ties included; else normal (flips.h) */
};

/* Tests the differences minus `shift`. Without any difference all is NaN; when all are 0, p is 1. */
struct signed_rank signed_rank_test(const double differences[], size_t count, enum signed_rank_weights weights,
                                    double shift);

/* The inversion of the test: the interval of all shifts that neither one-sided test rejects at (1 - confidence) / 2,
 * and as estimate the shift at which the sum is at its null median. With Wilcoxon's weights this is the Hodges-Lehmann
 * estimate with its interval (Hollander & Wolfe 1973, 3.2-3.3). Its ends are means of two differences, found exactly.
 * Open when there are too few differences: 95 % needs 6. The confidence is exact without ties and up to 200
 * differences, else nominal. */
struct stats_estimate signed_rank_invert(const double differences[], size_t count, enum signed_rank_weights weights,
                                         double confidence);

#endif
