/* SPDX-License-Identifier: MIT */
/* Gathers what the other files find out. */
#include "column.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "moments.h"
#include "quantile.h"
#include "series.h"

/* Of the dip's null columns. Any number would do; one that stays the same gives the same p for the same column. */
static const uint64_t SEED = 1;

static const double places[COLUMN_PLACES] = {
    [COLUMN_P25] = 0.25, [COLUMN_P75] = 0.75, [COLUMN_P90] = 0.9, [COLUMN_P99] = 0.99, [COLUMN_P99_9] = 0.999};

static struct column_quantile quantile_describe(const double values[], size_t count, double p)
{
    return (struct column_quantile){
        .p = p,
        .estimate = {quantile_estimate(values, count, p), quantile_interval(values, count, p, COLUMN_CONFIDENCE)},
        .needs = quantile_needs(p, COLUMN_CONFIDENCE),
    };
}

static int changes_describe(const double values[], size_t count, struct column *column)
{
    column->changes_sought = count <= COLUMN_CHANGES_MOST;
    if (!column->changes_sought)
        return 0;
    column->changes = malloc((count / change_rules_default.stretch_least + 1) * sizeof *column->changes);
    if (!column->changes)
        return -ENOMEM;
    return change_points_find(values, count, &change_rules_default, column->changes, &column->change_count);
}

int column_describe(const double values[], size_t count, struct column *column)
{
    *column = (struct column){
        .count = count,
        .min = values[0],
        .max = values[0],
        .median = {stats_median(values, count), stats_median_interval(values, count, COLUMN_CONFIDENCE)},
        .mad = stats_mad(values, count),
        .mean = series_mean_effective(values, count, COLUMN_CONFIDENCE),
        .deviation = moments_deviation(values, count),
        .autocorrelation = series_autocorrelation(values, count, 1),
        .effective_size = series_effective_size(values, count),
        .modes = modes_find(values, count, SEED),
    };
    for (size_t i = 1; i < count; i++) {
        column->min = fmin(column->min, values[i]);
        column->max = fmax(column->max, values[i]);
    }
    for (int place = 0; place < COLUMN_PLACES; place++)
        column->quantiles[place] = quantile_describe(values, count, places[place]);
    const int status = changes_describe(values, count, column);
    if (status)
        column_release(column);
    return status;
}

void column_release(struct column *column)
{
    free(column->changes);
    column->changes = NULL;
    column->change_count = 0;
}
