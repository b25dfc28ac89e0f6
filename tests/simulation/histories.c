/* SPDX-License-Identifier: MIT */
/* Order matters here, as nowhere else. */
#include "histories.h"

#include <stdlib.h>

#include "bootstrap.h"
#include "change_points.h"
#include "distribution.h"
#include "modes.h"
#include "moments.h"
#include "series.h"

const char *const histories_mean_names[HISTORIES_MEANS] = {"naive t", "effective size", "20 batch means",
                                                           "block bootstrap"};

static double *series_make(size_t count)
{
    double *series = malloc(count * sizeof *series);
    if (!series)
        abort();
    return series;
}

/* Stationary from its first value on, standard deviation 1. */
static void autoregressive_fill(double keep, size_t count, struct draws *draws, double series[])
{
    double value = draws_normal(draws);
    for (size_t i = 0; i < count; i++) {
        series[i] = value;
        value = keep * value + sqrt(1 - keep * keep) * draws_normal(draws);
    }
}

static struct stats_interval student(const double series[], size_t count, double size)
{
    const double mean = moments_mean(series, count);
    const double half =
        distribution_student_point(0.975, fmax(size - 1, 1)) * moments_deviation(series, count) / sqrt(size);
    return (struct stats_interval){mean - half, mean + half, 0.95};
}

void histories_mean(double keep, size_t count, size_t replicates, struct draws *draws,
                    struct tally tallies[HISTORIES_MEANS], struct tally *refused)
{
    double *series = series_make(count);
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        autoregressive_fill(keep, count, draws, series);
        const double size = series_effective_size(series, count);
        tally_interval(&tallies[HISTORIES_NAIVE], student(series, count, (double)count), 0);
        tally_interval(&tallies[HISTORIES_EFFECTIVE], student(series, count, size), 0);
        tally_interval(&tallies[HISTORIES_BATCHES], series_mean_batches(series, count, 20, 0.95).interval, 0);
        tally_event(refused, size < SERIES_EFFECTIVE_LEAST);
        if (replicate % 10)
            continue;
        const struct bootstrap bootstrap = {moments_mean, 0.95, replicate, 1000, 0};
        tally_interval(&tallies[HISTORIES_BLOCKS], bootstrap_circular_block(series, count, &bootstrap).interval, 0);
    }
    free(series);
}

const struct histories_kind histories_kinds[HISTORIES_KINDS] = {
    {"independent, sd 0.5 %", 0.005, 0, 0},
    {"with 5 % outliers", 0.005, 0, 0.05},
    {"independent, sd 2.66 %", 0.0266, 0, 0},
    {"autoregressive 0.7, sd 1 %", 0.01, 0.7, 0},
};

static void history_fill(const struct histories_kind *kind, size_t count, double step, struct draws *draws,
                         double history[])
{
    autoregressive_fill(kind->keep, count, draws, history);
    for (size_t i = 0; i < count; i++) {
        history[i] = (1 + kind->sd * history[i]) * (i < count * 6 / 10 ? 1 : 1 + step);
        if (kind->outlier_share > 0 && draws_uniform(draws) < kind->outlier_share)
            history[i] *= 1 + draws_uniform(draws) / 2;
    }
}

struct histories_changes histories_changes(const struct histories_kind *kind, size_t count, double step,
                                           size_t replicates, struct draws *draws)
{
    struct histories_changes changes = {0};
    double *history = series_make(count);
    struct change_point *points = malloc(count * sizeof *points);
    for (size_t replicate = 0; points && replicate < replicates; replicate++) {
        size_t point_count = 0;
        bool hit = false;
        history_fill(kind, count, step, draws, history);
        if (change_points_find(history, count, &change_rules_default, points, &point_count))
            abort();
        for (size_t i = 0; i < point_count; i++)
            hit |= points[i].at + 3 >= count * 6 / 10 && points[i].at <= count * 6 / 10 + 3;
        tally_event(&changes.any, point_count > 0);
        tally_event(&changes.hit, hit);
        changes.points += (double)point_count / (double)replicates;
    }
    free(points);
    free(history);
    return changes;
}

struct tally histories_modes(const struct columns_shape *shape, size_t count, size_t replicates, struct draws *draws)
{
    struct tally tally = {0};
    double *column = series_make(count);
    for (size_t replicate = 0; replicate < replicates; replicate++) {
        for (size_t i = 0; i < count; i++)
            column[i] = shape->draw(draws);
        tally_event(&tally, modes_find(column, count, replicate).two);
    }
    free(column);
    return tally;
}
