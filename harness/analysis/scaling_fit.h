/* SPDX-License-Identifier: MIT */
/* Laws of scaling, fitted to the throughput that was measured at several widths:
 *
 *   linear      X(N) = gamma N
 *   Amdahl      X(N) = gamma N / (1 + alpha (N - 1))                       Amdahl 1967; alpha is the serial share
 *   USL         X(N) = gamma N / (1 + alpha (N - 1) + beta N (N - 1))      Gunther, Guerrilla Capacity Planning, 2007;
 * alpha is contention, beta the cost of coherence Gustafson   X(N) = gamma (N - alpha (N - 1)) Gustafson, CACM 31(5),
 * 1988; only where the work grows with the workers
 */
#ifndef SCALING_FIT_H
#define SCALING_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "stats.h"

enum scaling_law { SCALING_LINEAR, SCALING_AMDAHL, SCALING_USL, SCALING_GUSTAFSON, SCALING_LAWS };

/* No law with a parameter beside gamma is fitted to fewer widths: with three, the USL goes through every point and
 * proves nothing. */
enum { SCALING_WIDTHS_LEAST = 4 };

/* One process start: what it got done with so many workers, in tasks per second or any other unit. */
struct scaling_point {
    double workers;    /* N, at least 1 */
    double throughput; /* X, above 0 */
};

struct scaling_parameter {
    double value;     /* NaN: the law has none */
    double low, high; /* 95 %, Student's t with the standard error from the Jacobian; at the bound low is NaN, and high
                       * is the one-sided 95 % limit of the unconstrained fit */
    bool at_bound;    /* value is 0 because it may not be negative */
};

/* gamma, alpha, beta. */
enum { SCALING_PARAMETERS = 3 };

enum scaling_peak_status {
    SCALING_PEAK_NONE,     /* the law has no peak, or the interval reaches beyond twice the widest that was measured */
    SCALING_PEAK_BEYOND,   /* outside what was measured: extrapolated */
    SCALING_PEAK_MEASURED, /* within what was measured */
};

struct scaling_fit {
    enum scaling_law law;
    bool constrained; /* alpha and beta may not be negative */
    size_t points, widths;
    double widest; /* N of the widest point */
    struct scaling_parameter gamma, alpha, beta;
    double covariance[SCALING_PARAMETERS][SCALING_PARAMETERS]; /* of gamma, alpha, beta; 0 for what the law has not, or holds at 0 */
    double freedom; /* points beyond the parameters that were free */
    double residual; /* standard deviation of the residuals, as a share of the throughput when weights are relative */
    double aicc; /* Akaike's criterion, corrected for small samples (Hurvich & Tsai, Biometrika 76, 1989); +inf: too few
                    points */
    enum scaling_peak_status peak_status;
    struct stats_estimate
        peak; /* N* = sqrt((1 - alpha) / beta), interval by profile of the sum of squares; NaN limits: open */
};

enum scaling_weights {
    SCALING_RELATIVE, /* an error of 1 % counts the same at every width: what times of processes are like */
    SCALING_ABSOLUTE, /* as published fits of the USL are made */
};

struct scaling_request {
    enum scaling_law law;
    bool constrained;
    enum scaling_weights weights;
};

/* How many different widths there are. */
size_t scaling_widths(const struct scaling_point points[], size_t count);

/* X(N) of a law that was fitted. */
double scaling_predict(const struct scaling_fit *fit, double workers);

/* Where the true curve lies at that width, at 95 %, each width by itself: the delta method, linear in the parameters. NaN limits
 * where there are no more points than parameters. */
struct stats_interval scaling_interval(const struct scaling_fit *fit, double workers);

/* Fits one law. Returns 0, -EINVAL for fewer than SCALING_WIDTHS_LEAST widths (the linear law takes one) or a point
 * outside its range, -EDOM when no minimum is found, or -ENOMEM. */
int scaling_fit(const struct scaling_point points[], size_t count, const struct scaling_request *request,
                struct scaling_fit *fit);

/* Fits the linear law, Amdahl's and the USL, all constrained (of work that grows with the workers: the linear law and
 * Gustafson's) into `fits`, with relative weights, and returns the number fitted, the one with the least AICc first; 0:
 * none could be. `fits` has room for SCALING_LAWS. */
size_t scaling_choose(const struct scaling_point points[], size_t count, bool scaled, struct scaling_fit fits[]);

/* Karp and Flatt's experimentally determined serial share of a speedup at `workers` above 1: (1/S - 1/p) / (1 - 1/p)
 * (CACM 33(5), 1990). Growing with p: overhead; flat: a serial part; negative: superlinear. NaN for one worker. */
double scaling_karp_flatt(double speedup, double workers);

#endif
