/* SPDX-License-Identifier: MIT */
/* Nonlinear least squares: the one door to cminpack (Levenberg and Marquardt's method as in MINPACK, Moré 1978). */
#ifndef LEAST_SQUARES_H
#define LEAST_SQUARES_H

#include <stddef.h>

enum { LEAST_SQUARES_PARAMETERS_MOST = 4 };

struct least_squares {
    /* Fills `residuals` (`residual_count` of them) for `parameters`. */
    void (*residuals)(const void *context, const double parameters[], double residuals[]);
    const void *context;
    const double *scales;   /* how large a change of each parameter is felt; derivatives are differences of a small part
                             * of it,   because a parameter may well come to lie at 0 */
    size_t residual_count;  /* at least `parameter_count` */
    size_t parameter_count; /* 1 to LEAST_SQUARES_PARAMETERS_MOST */
};

struct least_squares_fit {
    double parameters[LEAST_SQUARES_PARAMETERS_MOST];
    double deviations[LEAST_SQUARES_PARAMETERS_MOST]; /* their standard errors, from the Jacobian and the residual
                                                       * variance; NaN with as many parameters as residuals */
    double covariance[LEAST_SQUARES_PARAMETERS_MOST][LEAST_SQUARES_PARAMETERS_MOST]; /* likewise; the squares of those on its diagonal */
    double sum;                                       /* of squared residuals */
};

/* Finds the minimum nearest to `start`. Returns 0, -EDOM when the method does not converge or the minimum is flat in
 * some direction, or -ENOMEM. Pure and thread-safe. */
int least_squares_find(const struct least_squares *problem, const double start[], struct least_squares_fit *fit);

#endif
