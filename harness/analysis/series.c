/* SPDX-License-Identifier: MIT */
/* Autocovariances with divisor n throughout: the other one makes the sum over lags worse, not better. */
#include "series.h"

#include <math.h>
#include <stdlib.h>

#include "distribution.h"
#include "moments.h"

static double autocovariance(const double values[], size_t count, double mean, size_t lag)
{
    double sum = 0;
    for (size_t i = 0; i + lag < count; i++)
        sum += (values[i] - mean) * (values[i + lag] - mean);
    return sum / (double)count;
}

double series_autocorrelation(const double values[], size_t count, size_t lag)
{
    const double mean = moments_mean(values, count);
    const double variance = autocovariance(values, count, mean, 0);
    if (lag >= count || !(variance > 0))
        return NAN;
    return autocovariance(values, count, mean, lag) / variance;
}

/* Variance of the mean of the series by the initial positive sequence; not positive for series that alternate. */
static double mean_variance(const double values[], size_t count)
{
    const double mean = moments_mean(values, count);
    double sum = -autocovariance(values, count, mean, 0);
    for (size_t lag = 0; lag + 1 < count; lag += 2) {
        const double pair = autocovariance(values, count, mean, lag) + autocovariance(values, count, mean, lag + 1);
        if (pair <= 0)
            break;
        sum += 2 * pair;
    }
    return sum / (double)count;
}

/* Means of `batches` parts of `length` values each, taken from the end of the series. NULL when memory is short; free
 * it. */
static double *batches_make(const double values[], size_t count, size_t batches, size_t length)
{
    double *means = malloc((batches + 1) * sizeof *means);
    const size_t first = count - batches * length;
    for (size_t i = 0; means && i < batches; i++)
        means[i] = moments_mean(values + first + i * length, length);
    return means;
}

double series_effective_size(const double values[], size_t count)
{
    if (count < 4)
        return NAN;
    const double variance = autocovariance(values, count, moments_mean(values, count), 0);
    const size_t length = (count + SERIES_LAGS - 1) / SERIES_LAGS, batches = count / length;
    double *means = batches_make(values, count, batches, length);
    if (!means || !(variance > 0)) {
        free(means);
        return NAN;
    }
    const double of_mean = mean_variance(means, batches);
    free(means);
    const double size = variance / of_mean;
    return of_mean > 0 && size < (double)count ? size : (double)count;
}

static struct stats_interval student_interval(double mean, double error, double freedom, double confidence)
{
    const double half = distribution_student_point(0.5 + confidence / 2, freedom) * error;
    return (struct stats_interval){mean - half, mean + half, confidence};
}

struct stats_estimate series_mean_effective(const double values[], size_t count, double confidence)
{
    struct stats_estimate estimate = {moments_mean(values, count), {NAN, NAN, NAN}};
    const double size = series_effective_size(values, count);
    if (size >= SERIES_EFFECTIVE_LEAST)
        estimate.interval =
            student_interval(estimate.value, moments_deviation(values, count) / sqrt(size), size - 1, confidence);
    return estimate;
}

struct stats_estimate series_mean_batches(const double values[], size_t count, size_t batches, double confidence)
{
    struct stats_estimate estimate = {moments_mean(values, count), {NAN, NAN, NAN}};
    const size_t length = batches >= 2 ? count / batches : 0;
    double *means = length >= 2 ? batches_make(values, count, batches, length) : NULL;
    if (means) {
        const double error = moments_deviation(means, batches) / sqrt((double)batches);
        estimate.value = moments_mean(means, batches);
        estimate.interval = student_interval(estimate.value, error, (double)batches - 1, confidence);
    }
    free(means);
    return estimate;
}
