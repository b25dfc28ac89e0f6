/* SPDX-License-Identifier: MIT */
/* Only ranks near count * p can matter, so the binomial is summed over a window there. */
#include "quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "ascending.h"
#include "distribution.h"

double quantile_estimate(const double values[], size_t count, double p)
{
    double *sorted = p >= 0 && p <= 1 ? ascending_copy(values, count) : NULL;
    if (!sorted)
        return NAN;
    const double place = p * (double)(count - 1);
    const size_t below = (size_t)place;
    const double share = place - (double)below;
    const double value = share > 0 ? sorted[below] * (1 - share) + sorted[below + 1] * share : sorted[below];
    free(sorted);
    return value;
}

/* Cumulated binomial probabilities in a window of counts: upto[k - first] = P(B <= k), without what lies outside. */
struct window {
    size_t first, count;
    double *upto;
};

/* Twelve standard deviations and some for the skew: what is left out is below 1e-16. */
static int window_open(struct window *window, size_t count, double p)
{
    const double centre = (double)count * p, reach = 12 * sqrt(centre * (1 - p)) + 40;
    window->first = centre > reach ? (size_t)(centre - reach) : 0;
    const size_t last = centre + reach < (double)count ? (size_t)(centre + reach) : count;
    window->count = last - window->first + 1;
    window->upto = malloc(window->count * sizeof *window->upto);
    if (!window->upto)
        return -1;
    double sum = 0;
    for (size_t i = 0; i < window->count; i++)
        window->upto[i] = sum += distribution_binomial_at(window->first + i, count, p);
    return 0;
}

/* P(B < k) */
static double window_below(const struct window *window, size_t k)
{
    const size_t beyond = window->first + window->count;
    return k > window->first ? window->upto[(k < beyond ? k : beyond) - window->first - 1] : 0;
}

/* Of all l the smallest u that is far enough; u only grows with l. */
static struct quantile_ranks ends_close(const struct window *window, size_t count, double confidence)
{
    struct quantile_ranks best = {0, 0, NAN};
    const size_t last = window->first + window->count; /* ranks above it cover no more */
    size_t u = window->first + 1;
    for (size_t l = window->first > 0 ? window->first : 1; l < last && l < count; l++) {
        u = u > l ? u : l + 1;
        while (u < last && u < count && window_below(window, u) - window_below(window, l) < confidence)
            u++;
        const double covered = window_below(window, u) - window_below(window, l);
        if (covered < confidence)
            break;
        const bool narrower = !best.low || u - l < best.high - best.low;
        if (narrower || (u - l == best.high - best.low && covered > best.confidence))
            best = (struct quantile_ranks){l, u, covered};
    }
    return best;
}

/* One end only, the one that the tail leaves. */
static struct quantile_ranks ends_half(const struct window *window, size_t count, double p, double confidence)
{
    struct quantile_ranks ends = {0, 0, NAN};
    if (p > 0.5) {
        for (size_t l = 1; l <= count && 1 - window_below(window, l) >= confidence; l++)
            ends = (struct quantile_ranks){l, 0, 1 - window_below(window, l)};
    } else if (p < 0.5) {
        for (size_t u = count; u > 0 && window_below(window, u) >= confidence; u--)
            ends = (struct quantile_ranks){0, u, window_below(window, u)};
    }
    return ends;
}

struct quantile_ranks quantile_ranks(size_t count, double p, double confidence)
{
    struct quantile_ranks ends = {0, 0, NAN};
    struct window window;
    if (!(p > 0 && p < 1) || !count || window_open(&window, count, p))
        return ends;
    ends = ends_close(&window, count, confidence);
    if (!ends.low)
        ends = ends_half(&window, count, p, confidence);
    free(window.upto);
    return ends;
}

struct stats_interval quantile_interval(const double values[], size_t count, double p, double confidence)
{
    struct stats_interval interval = {NAN, NAN, NAN};
    const struct quantile_ranks ends = quantile_ranks(count, p, confidence);
    double *sorted = ends.low || ends.high ? ascending_copy(values, count) : NULL;
    if (!sorted)
        return interval;
    interval.low = ends.low ? sorted[ends.low - 1] : NAN;
    interval.high = ends.high ? sorted[ends.high - 1] : NAN;
    interval.confidence = ends.confidence;
    free(sorted);
    return interval;
}

size_t quantile_needs(double p, double confidence)
{
    const double tail = 1 - confidence, wide = fmax(p, 1 - p), narrow = 1 - wide;
    double count = floor(log(tail) / log(wide)); /* what the farther end alone needs, rounded down */
    while (pow(wide, count) + pow(narrow, count) > tail)
        count++;
    return (size_t)count;
}
