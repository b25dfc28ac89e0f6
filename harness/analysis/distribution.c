/* SPDX-License-Identifier: MIT */
/* Normal by erfc; Student and binomial by the incomplete beta function (NIST Digital Library of Mathematical Functions,
 * 8.17). Points are found by Newton steps from a rough start: their accuracy is then that of the probabilities. */
#include "distribution.h"

#include <float.h>
#include <math.h>

static double gamma_log(double x)
{
    int sign; /* lgamma would write it into a global */
    return lgamma_r(x, &sign);
}

double distribution_normal_above(double z)
{
    return erfc(z / M_SQRT2) / 2;
}

/* Abramowitz & Stegun 26.2.23: the z with P(Z > z) = tail <= 1/2, to 4.5e-4. */
static double normal_start(double tail)
{
    const double t = sqrt(-2 * log(tail));
    return t -
           (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
}

double distribution_normal_point(double probability)
{
    if (!(probability >= 0 && probability <= 1))
        return NAN;
    if (probability == 0 || probability == 1)
        return probability == 0 ? -INFINITY : INFINITY;
    const double tail = fmin(probability, 1 - probability);
    double z = normal_start(tail);
    for (int step = 0; step < 4; step++) {
        const double density = exp(-z * z / 2) / sqrt(2 * M_PI);
        const double newton = (distribution_normal_above(z) - tail) / density;
        z += newton / (1 - z * newton / 2); /* Halley: the density's slope is -z times itself */
    }
    return probability < 0.5 ? -z : z;
}

/* The continued fraction of DLMF 8.17.22 by the modified Lentz method; converges fast for x < (a + 1) / (a + b + 2). */
static double beta_fraction(double a, double b, double x)
{
    enum { STEPS_MOST = 100000 }; /* about the square root of a or b is needed */
    double c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), value = d;
    for (int m = 1; m < STEPS_MOST; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / (1 + even * d);
        c = 1 + even / c;
        value *= c * d;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / (1 + odd * d);
        c = 1 + odd / c;
        value *= c * d;
        if (fabs(c * d - 1) < DBL_EPSILON)
            break;
    }
    return value;
}

/* The regularised incomplete beta function I_x(a, b); `rest` is 1 - x, given apart because it may be tiny. */
static double beta_below(double a, double b, double x, double rest)
{
    if (x <= 0 || rest <= 0)
        return x <= 0 ? 0 : 1;
    const double scale = exp(gamma_log(a + b) - gamma_log(a) - gamma_log(b) + a * log(x) + b * log(rest));
    if (x < (a + 1) / (a + b + 2))
        return scale * beta_fraction(a, b, x) / a;
    return 1 - scale * beta_fraction(b, a, rest) / b;
}

double distribution_student_above(double t, double freedom)
{
    if (!(freedom > 0) || isnan(t))
        return NAN;
    const double square = t * t;
    const double tail =
        isinf(t) ? 0 : beta_below(freedom / 2, 0.5, freedom / (freedom + square), square / (freedom + square)) / 2;
    return t > 0 ? tail : 1 - tail;
}

double distribution_student_point(double probability, double freedom)
{
    if (!(probability > 0 && probability < 1) || !(freedom > 0))
        return NAN;
    const double tail = fmin(probability, 1 - probability);
    double low = 0, high = 1;
    while (distribution_student_above(high, freedom) > tail && high < DBL_MAX / 4)
        high *= 2;
    for (double middle = high / 2; middle > low && middle < high; middle = low / 2 + high / 2) {
        if (distribution_student_above(middle, freedom) > tail)
            low = middle;
        else
            high = middle;
    }
    return probability < 0.5 ? -high : high;
}

double distribution_binomial_upto(size_t k, size_t n, double p)
{
    if (!(p >= 0 && p <= 1))
        return NAN;
    return k >= n ? 1 : beta_below((double)(n - k), (double)k + 1, 1 - p, p);
}

double distribution_binomial_at(size_t k, size_t n, double p)
{
    if (!(p >= 0 && p <= 1))
        return NAN;
    if (k > n || p == 0 || p == 1)
        return (p == 0 && k == 0) || (p == 1 && k == n) ? 1 : 0;
    const double ways = gamma_log((double)n + 1) - gamma_log((double)k + 1) - gamma_log((double)(n - k) + 1);
    return exp(ways + (double)k * log(p) + (double)(n - k) * log1p(-p));
}
