/* SPDX-License-Identifier: MIT */
/* Series: means of dependent values, histories with and without a step, columns with one mode and two. */
#ifndef HISTORIES_H
#define HISTORIES_H

#include "columns.h"

enum histories_mean {
    HISTORIES_NAIVE,     /* t as if the values were independent */
    HISTORIES_EFFECTIVE, /* t with the effective size */
    HISTORIES_BATCHES,   /* 20 batch means */
    HISTORIES_BLOCKS,    /* circular block bootstrap, 1000 resamples; slow, so on a tenth of the replicates */
    HISTORIES_MEANS,     /* how many */
};
extern const char *const histories_mean_names[HISTORIES_MEANS];

/* A first-order autoregressive series of `count` values with mean 0. `refused` counts those said to have too few
 * independent data: they enter the other tallies all the same, at the interval there would be. */
void histories_mean(double keep, size_t count, size_t replicates, struct draws *draws,
                    struct tally tallies[HISTORIES_MEANS], struct tally *refused);

/* What a history of relative times looks like. */
struct histories_kind {
    const char *name;
    double sd, keep;      /* of its noise, and how much of it stays to the next value */
    double outlier_share; /* of values that are up to 50 % higher */
};
enum { HISTORIES_KINDS = 4 };
extern const struct histories_kind histories_kinds[HISTORIES_KINDS];

struct histories_changes {
    struct tally any; /* histories with at least one change point */
    struct tally hit; /* with one within 3 of where the step is */
    double points;    /* mean number of change points */
};

/* Histories of `count` values with a step of `step` (0.02 for 2 %; 0: none) at 60 % of them. */
struct histories_changes histories_changes(const struct histories_kind *kind, size_t count, double step,
                                           size_t replicates, struct draws *draws);

/* How often a column of independent values is called bimodal. */
struct tally histories_modes(const struct columns_shape *shape, size_t count, size_t replicates, struct draws *draws);

#endif
