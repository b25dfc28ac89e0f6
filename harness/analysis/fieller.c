/* SPDX-License-Identifier: MIT */
/* The interval is where a quadratic in the ratio is not positive. */
#include "fieller.h"

#include <math.h>

#include "distribution.h"
#include "moments.h"

struct stats_estimate fieller_interval(const struct fieller_means *means, double confidence)
{
    struct stats_estimate estimate = {means->top / means->bottom, {NAN, NAN, NAN}};
    const double t = distribution_student_point(0.5 + confidence / 2, means->freedom);
    const double top = means->top, bottom = means->bottom, covariance = means->covariance;
    const double square = bottom * bottom - t * t * means->bottom_variance; /* bottom² (1 - g) */
    if (!(square > 0))
        return estimate;
    const double linear = top * bottom - t * t * covariance;
    /* linear² - square * (top² - t² top_variance), multiplied out: the difference would lose the digits that count */
    const double spread = top * top * means->bottom_variance - 2 * top * bottom * covariance +
                          bottom * bottom * means->top_variance +
                          t * t * (covariance * covariance - means->top_variance * means->bottom_variance);
    const double half = t * sqrt(fmax(spread, 0)) / square;
    estimate.interval = (struct stats_interval){linear / square - half, linear / square + half, confidence};
    return estimate;
}

struct stats_estimate fieller_paired(const double top[], const double bottom[], size_t count, double confidence)
{
    if (count < 2)
        return (struct stats_estimate){NAN, {NAN, NAN, NAN}};
    const double n = (double)count, top_mean = moments_mean(top, count), bottom_mean = moments_mean(bottom, count);
    const double top_deviation = moments_deviation(top, count), bottom_deviation = moments_deviation(bottom, count);
    double products = 0;
    for (size_t i = 0; i < count; i++)
        products += (top[i] - top_mean) * (bottom[i] - bottom_mean);
    const struct fieller_means means = {top_mean,
                                        bottom_mean,
                                        top_deviation * top_deviation / n,
                                        bottom_deviation * bottom_deviation / n,
                                        products / (n - 1) / n,
                                        n - 1};
    return fieller_interval(&means, confidence);
}

struct stats_estimate fieller_independent(const double top[], size_t top_count, const double bottom[],
                                          size_t bottom_count, double confidence)
{
    if (top_count < 2 || bottom_count < 2)
        return (struct stats_estimate){NAN, {NAN, NAN, NAN}};
    const double m = (double)top_count, n = (double)bottom_count, freedom = m + n - 2;
    const double top_deviation = moments_deviation(top, top_count),
                 bottom_deviation = moments_deviation(bottom, bottom_count);
    const double variance =
        ((m - 1) * top_deviation * top_deviation + (n - 1) * bottom_deviation * bottom_deviation) / freedom;
    const struct fieller_means means = {
        moments_mean(top, top_count), moments_mean(bottom, bottom_count), variance / m, variance / n, 0, freedom};
    return fieller_interval(&means, confidence);
}
