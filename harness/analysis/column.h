/* SPDX-License-Identifier: MIT */
/* All that can be said of one column of numbers in the order in which they came. */
#ifndef COLUMN_H
#define COLUMN_H

#include "change_points.h"
#include "modes.h"
#include "stats.h"

/* The confidence of every interval here. */
#define COLUMN_CONFIDENCE 0.95

/* Longer columns are not searched for change points: shuffling them 199 times takes too long. */
enum { COLUMN_CHANGES_MOST = 100000 };

/* A quantile; its interval is open on a side when there are fewer values than it needs. */
struct column_quantile {
    double p;
    struct stats_estimate estimate;
    uint64_t needs;
};

enum column_place { COLUMN_P25, COLUMN_P75, COLUMN_P90, COLUMN_P99, COLUMN_P99_9, COLUMN_PLACES };

struct column {
    uint64_t count;
    double min, max;
    struct stats_estimate median;
    double mad;
    struct column_quantile quantiles[COLUMN_PLACES];
    struct stats_estimate mean; /* open when the effective size is too small (series.h) */
    double deviation;
    double autocorrelation; /* at lag 1 */
    double effective_size;
    struct modes modes;
    bool changes_sought;
    struct change_point *changes;
    size_t change_count;
};

/* Describes a column of at least one value. The same column always gives the same description. Release with
 * column_release. Returns 0 or -ENOMEM. */
int column_describe(const double values[], size_t count, struct column *column);

void column_release(struct column *column);

#endif
