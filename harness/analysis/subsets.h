/* SPDX-License-Identifier: MIT */
/* Subsets: the distribution of the sum of `chosen` scores drawn out of `count` without replacement, each choice equally
 * likely: the null distribution of rank sums. */
#ifndef SUBSETS_H
#define SUBSETS_H

#include <stddef.h>
#include <stdint.h>

struct subsets {
    uint64_t most; /* no sum is larger */
    double *share; /* share[s] = P(sum == s), s from 0 to most */
};

/* By counting, score after score. Counts must stay below 1e308: up to 1000 scores. Release with subsets_release.
 * Returns 0 or -ENOMEM. */
int subsets_count(const uint64_t scores[], size_t count, size_t chosen, struct subsets *subsets);

/* P(sum <= least) and P(sum >= most). */
double subsets_at_most(const struct subsets *subsets, uint64_t sum);
double subsets_at_least(const struct subsets *subsets, uint64_t sum);

void subsets_release(struct subsets *subsets);

#endif
