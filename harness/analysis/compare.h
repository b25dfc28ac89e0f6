/* SPDX-License-Identifier: MIT */
/* Two or more stored results against each other, cell by cell. Pure. What comes out is plain data that reports read
 * (yoke/comparison.h).
 *
 * Starts of different results are independent groups: their ratio is Hodges and Lehmann's shift of logarithms, tested by rank
 * sums. Cells of one result (by executor or workload) were visited block by block: they are compared as pairs, by winsorised
 * signed ranks. Intervals hold for the sessions that were measured: what differs from session to session, such as where a
 * neighbour on the host was, is in none of them. A gate measures both sides in one session; this cannot. */
#ifndef COMPARE_H
#define COMPARE_H

#include "gate_rule.h"
#include "record.h"
#include "yoke/comparison.h"

/* What makes sides. */
enum compare_by {
    COMPARE_BY_FILE,     /* every result is one */
    COMPARE_BY_MACHINE,  /* results with the same fingerprint are one, their starts thrown together */
    COMPARE_BY_EXECUTOR, /* within each result */
    COMPARE_BY_WORKLOAD, /* likewise: cells with equal parameters */
};

struct compare_source {
    const char *path;
    const struct yoke_record *record; /* analysed (analysis.h) */
};

struct compare_options {
    const struct compare_source *sources; /* at least one */
    size_t source_count;
    enum compare_by by;
    const char *reference;              /* name of a side, or path of a source; NULL: the first */
    const struct gate_profile *profile; /* its margins */
    const char *const *metrics;         /* names; NULL: the gate's usual ones of every cell */
    size_t metric_count;
};

/* A comparison and the memory behind its pointers; the sources stay the caller's and have to live as long. */
struct compare {
    struct yoke_comparison facts;
    struct record *memory;
};

/* Returns 0, -ENOMEM, or -EINVAL with a sentence: there is no such reference, or nothing to hold against it. Release it in
 * every case. */
int compare_make(const struct compare_options *options, struct compare *compare, struct yoke_error *error);
void compare_release(struct compare *compare);

#endif
