/* SPDX-License-Identifier: MIT */
/* cminpack does the iterations; its workspace is ours. */
#include "least_squares.h"

#include <cminpack.h>
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    EVALUATIONS_MOST = 2000,
    STEP_FACTOR = 100
}; /* MINPACK's user guide: 200 a parameter and more; its own first step */

/* What lmder works in; one block, released at once. */
struct workspace {
    const struct least_squares *problem;
    double *residuals, *jacobian; /* m; m x n, by columns */
    double *trial, *scratch;      /* m each */
    double diagonal[LEAST_SQUARES_PARAMETERS_MOST], gradient[LEAST_SQUARES_PARAMETERS_MOST];
    double spare[3][LEAST_SQUARES_PARAMETERS_MOST];
    int pivots[LEAST_SQUARES_PARAMETERS_MOST];
};

/* Column by column: central differences over steps that balance truncation and rounding (Nocedal & Wright, Numerical
 * Optimization, 8.1). `jacobian` is m x n by columns; its column serves as scratch for the lower side. */
static void differentiate(const struct least_squares *problem, const double parameters[], double jacobian[],
                          double scratch[])
{
    double moved[LEAST_SQUARES_PARAMETERS_MOST];
    memcpy(moved, parameters, problem->parameter_count * sizeof *moved);
    for (size_t i = 0; i < problem->parameter_count; i++) {
        double *column = jacobian + i * problem->residual_count;
        const double step = cbrt(DBL_EPSILON) * problem->scales[i];
        moved[i] = parameters[i] - step;
        problem->residuals(problem->context, moved, column);
        moved[i] = parameters[i] + step;
        problem->residuals(problem->context, moved, scratch);
        moved[i] = parameters[i];
        for (size_t k = 0; k < problem->residual_count; k++)
            column[k] = (scratch[k] - column[k]) / (2 * step);
    }
}

/* What cminpack calls: for residuals (flag 1) or their derivatives (2). */
static int evaluate(void *own, int residual_count, int parameter_count, const double *parameters, double *residuals,
                    double *jacobian, int column_length, int flag)
{
    const struct workspace *work = own;
    (void)residual_count, (void)parameter_count, (void)column_length;
    if (flag == 1)
        work->problem->residuals(work->problem->context, parameters, residuals);
    else if (flag == 2)
        differentiate(work->problem, parameters, jacobian, work->scratch);
    return 0;
}

static double sum_of_squares(const double values[], size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i] * values[i];
    return sum;
}

/* s^2 (J'J)^-1, which covar makes from the factor that lmder leaves; standard errors are the roots of its diagonal. */
static int deviations_fill(const struct least_squares *problem, struct workspace *work, struct least_squares_fit *fit)
{
    const int m = (int)problem->residual_count, n = (int)problem->parameter_count;
    const double variance = m > n ? fit->sum / (m - n) : NAN;
    covar(n, work->jacobian, m, work->pivots, 0.0, work->spare[0]);
    for (int i = 0; i < n; i++) {
        const double spread = work->jacobian[(size_t)i * (size_t)m + (size_t)i];
        if (!(spread > 0))
            return -EDOM;
        fit->deviations[i] = sqrt(spread * variance);
        for (int k = 0; k < n; k++)
            fit->covariance[i][k] = work->jacobian[(size_t)k * (size_t)m + (size_t)i] * variance;
    }
    return 0;
}

static int minimise(const struct least_squares *problem, struct workspace *work, struct least_squares_fit *fit)
{
    const int m = (int)problem->residual_count, n = (int)problem->parameter_count;
    int evaluations = 0, derivatives = 0;
    const int info =
        lmder(evaluate, work, m, n, fit->parameters, work->residuals, work->jacobian, m, sqrt(DBL_EPSILON),
              sqrt(DBL_EPSILON), 0.0, EVALUATIONS_MOST, work->diagonal, 1, STEP_FACTOR, 0, &evaluations, &derivatives,
              work->pivots, work->gradient, work->spare[0], work->spare[1], work->spare[2], work->trial);
    fit->sum = sum_of_squares(work->residuals, problem->residual_count);
    /* 1 to 4: converged; 6 to 8: no better point is to be had in doubles */
    if ((info < 1 || info > 4) && (info < 6 || info > 8))
        return -EDOM;
    for (int i = 0; i < n; i++)
        if (!isfinite(fit->parameters[i]))
            return -EDOM;
    return isfinite(fit->sum) ? deviations_fill(problem, work, fit) : -EDOM;
}

int least_squares_find(const struct least_squares *problem, const double start[], struct least_squares_fit *fit)
{
    const size_t m = problem->residual_count, n = problem->parameter_count;
    struct workspace work = {.problem = problem};
    double *block = calloc(m * (n + 3), sizeof *block);
    if (!block)
        return -ENOMEM;
    work.residuals = block;
    work.trial = block + m;
    work.scratch = block + 2 * m;
    work.jacobian = block + 3 * m;
    *fit = (struct least_squares_fit){0};
    memcpy(fit->parameters, start, n * sizeof *start);
    const int status = minimise(problem, &work, fit);
    free(block);
    return status;
}
