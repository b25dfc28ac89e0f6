/* SPDX-License-Identifier: MIT */
/* One cell on one side and on the reference: their estimate. Between the files of compare*.c. */
#ifndef COMPARE_PAIR_H
#define COMPARE_PAIR_H

#include "compare_private.h"

struct compare_pair {
    const struct comparer *comparer;
    const struct compare_entry *reference, *side; /* the first of each */
    size_t reference_entries, side_entries;
};

/* Fills the row but for what depends on the other rows: the words, and Holm's adjustment of the two p. `factor` widens the
 * margins. Returns 0 or -ENOMEM. */
int compare_pair_row(const struct compare_pair *pair, const struct gate_metric *metric, double factor,
                     struct yoke_compared_row *row);

#endif
