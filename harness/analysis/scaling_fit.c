/* SPDX-License-Identifier: MIT */
/* Throughput is divided by its value per worker before fitting, so that gamma is near 1 and the parameters are of a
 * size. */
#include "scaling_fit.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "bisection.h"
#include "distribution.h"
#include "least_squares.h"

enum { GAMMA, ALPHA, BETA, PARAMETERS = SCALING_PARAMETERS };

static const size_t law_parameters[SCALING_LAWS] = {
    [SCALING_LINEAR] = 1, [SCALING_AMDAHL] = 2, [SCALING_USL] = 3, [SCALING_GUSTAFSON] = 2};

#define CONFIDENCE 0.95

/* One way of fitting: which parameters are free, where the others stand. */
struct problem {
    const struct scaling_point *points;
    size_t count;
    double unit;   /* throughput is measured in this */
    double widest; /* N of the widest point */
    enum scaling_law law;
    enum scaling_weights weights;
    double peak;           /* above 0: beta follows from alpha so that the peak lies here */
    bool held[PARAMETERS]; /* at 0 */
};

static double law_value(enum scaling_law law, const double parameters[PARAMETERS], double workers)
{
    const double gamma = parameters[GAMMA], alpha = parameters[ALPHA], beta = parameters[BETA];
    if (law == SCALING_GUSTAFSON)
        return gamma * (workers - alpha * (workers - 1));
    return gamma * workers / (1 + alpha * (workers - 1) + beta * workers * (workers - 1));
}

/* The free parameters, put among those that are held. */
static void parameters_expand(const struct problem *problem, const double free_ones[], double all[PARAMETERS])
{
    size_t next = 0;
    for (size_t i = 0; i < PARAMETERS; i++)
        all[i] = problem->held[i] ? 0 : free_ones[next++];
    if (problem->peak > 0)
        all[BETA] = (1 - all[ALPHA]) / (problem->peak * problem->peak);
}

static void residuals_fill(const void *context, const double parameters[], double residuals[])
{
    const struct problem *problem = context;
    double all[PARAMETERS];
    parameters_expand(problem, parameters, all);
    for (size_t i = 0; i < problem->count; i++) {
        const double seen = problem->points[i].throughput / problem->unit;
        const double weight = problem->weights == SCALING_RELATIVE ? 1 / seen : 1;
        residuals[i] = weight * (seen - law_value(problem->law, all, problem->points[i].workers));
    }
}

/* Where to begin: gamma from the narrowest points, small shares for the rest. The sum of squares of these laws has one
 * valley for positive throughput, so the beginning decides about the number of steps only. */
static int problem_solve(const struct problem *problem, struct least_squares_fit *fit, double all[PARAMETERS])
{
    static const double begin[PARAMETERS] = {[GAMMA] = 1, [ALPHA] = 0.01, [BETA] = 0.0001};
    const double scale[PARAMETERS] = {
        [GAMMA] = 1, [ALPHA] = 1 / problem->widest, [BETA] = 1 / (problem->widest * problem->widest)};
    double start[PARAMETERS], scales[PARAMETERS];
    size_t free_count = 0;
    for (size_t i = 0; i < PARAMETERS; i++)
        if (!problem->held[i]) {
            scales[free_count] = scale[i];
            start[free_count++] = begin[i];
        }
    const struct least_squares squares = {residuals_fill, problem, scales, problem->count, free_count};
    const int status = least_squares_find(&squares, start, fit);
    if (!status)
        parameters_expand(problem, fit->parameters, all);
    return status;
}

/* --- with bounds
 * --------------------------------------------------------------------------------------------------------- */

/* A fit with its parameters in their places. */
struct solution {
    struct problem problem;
    struct least_squares_fit fit;
    double all[PARAMETERS], deviations[PARAMETERS]; /* deviations NaN where held */
};

static int solution_find(const struct problem *problem, struct solution *solution)
{
    solution->problem = *problem;
    const int status = problem_solve(problem, &solution->fit, solution->all);
    size_t next = 0;
    for (size_t i = 0; i < PARAMETERS; i++)
        solution->deviations[i] = problem->held[i] ? NAN : solution->fit.deviations[next++];
    return status;
}

static bool is_feasible(const struct solution *solution)
{
    return solution->all[ALPHA] >= 0 && solution->all[BETA] >= 0;
}

/* The best of the fits with alpha, beta or both held at 0: with two bounds, trying all is exact. */
static int bounded_find(const struct problem *free_problem, struct solution *best)
{
    int found = -EDOM;
    for (unsigned held = 1; held < 4; held++) {
        struct problem problem = *free_problem;
        struct solution solution;
        problem.held[ALPHA] |= held & 1;
        problem.held[BETA] |= (held & 2) != 0;
        const int status = solution_find(&problem, &solution);
        if (status == -ENOMEM)
            return status;
        if (!status && is_feasible(&solution) && (found || solution.fit.sum < best->fit.sum)) {
            *best = solution;
            found = 0;
        }
    }
    return found;
}

static struct scaling_parameter parameter_of(const struct solution *chosen, const struct solution *free_one,
                                             size_t which, double unit)
{
    const bool exists = which < law_parameters[chosen->problem.law];
    const bool at_bound = exists && chosen->problem.held[which] && !free_one->problem.held[which];
    const double freedom = (double)chosen->problem.count - (double)law_parameters[chosen->problem.law];
    struct scaling_parameter parameter = {exists ? chosen->all[which] * unit : NAN, NAN, NAN, at_bound};
    if (at_bound) {
        const double reach = distribution_student_point(CONFIDENCE, freedom) * free_one->deviations[which];
        parameter.high = fmax(0, free_one->all[which]) + reach;
    } else if (exists && freedom > 0) {
        const double reach =
            distribution_student_point((1 + CONFIDENCE) / 2, freedom) * chosen->deviations[which] * unit;
        parameter.low = parameter.value - reach;
        parameter.high = parameter.value + reach;
    }
    return parameter;
}

/* --- the peak
 * ------------------------------------------------------------------------------------------------------------ */

struct profile {
    const struct solution *best;
    double limit; /* of the sum of squares */
    bool below;   /* peaks below the estimate are asked about, by their reciprocal */
};

/* Is a peak at `peak` further from the data than the interval allows? */
static bool peak_is_refuted(const void *context, double place)
{
    const struct profile *profile = context;
    struct problem problem = profile->best->problem;
    struct least_squares_fit fit;
    double all[PARAMETERS];
    problem.peak = profile->below ? 1 / place : place;
    problem.held[BETA] = true;
    return problem_solve(&problem, &fit, all) || fit.sum > profile->limit;
}

/* Ends of the interval where the sum of squares exceeds its minimum by F(95 %; 1, n - p) = t^2 times the residual
 * variance. */
static void peak_find(const struct solution *best, struct scaling_fit *fit)
{
    const double alpha = best->all[ALPHA], beta = best->all[BETA];
    const double freedom = (double)fit->points - (double)law_parameters[fit->law];
    fit->peak = (struct stats_estimate){NAN, {NAN, NAN, NAN}};
    fit->peak_status = SCALING_PEAK_NONE;
    if (fit->law != SCALING_USL || !(beta > 0) || !(alpha < 1) || !(freedom > 0))
        return;
    const double t = distribution_student_point((1 + CONFIDENCE) / 2, freedom), far = 2 * fit->widest;
    struct profile profile = {best, best->fit.sum * (1 + t * t / freedom), false};
    const double peak = sqrt((1 - alpha) / beta);
    fit->peak.value = peak;
    if (peak < far)
        fit->peak.interval.high = bisection_first(peak_is_refuted, &profile, peak, far);
    profile.below = true;
    fit->peak.interval.low = 1 / bisection_first(peak_is_refuted, &profile, 1 / peak, 1 / fmin(0.5, peak / 2));
    if (isnan(fit->peak.interval.high))
        return;
    fit->peak.interval.confidence = CONFIDENCE;
    fit->peak_status = peak <= fit->widest ? SCALING_PEAK_MEASURED : SCALING_PEAK_BEYOND;
}

/* --- one law
 * ------------------------------------------------------------------------------------------------------------- */

/* n ln(SSE/n) + 2k + 2k(k+1)/(n-k-1), where k counts the residual variance too. */
static double criterion(double sum, size_t points, size_t parameters)
{
    const double n = (double)points, k = (double)parameters + 1;
    return n > k + 1 ? n * log(sum / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1) : INFINITY;
}

/* The covariance in the places of all parameters, gamma in units of throughput again. */
static void covariance_fill(const struct solution *chosen, struct scaling_fit *fit)
{
    const double units[PARAMETERS] = {[GAMMA] = chosen->problem.unit, [ALPHA] = 1, [BETA] = 1};
    size_t row = 0, free_count = 0;
    for (size_t i = 0; i < PARAMETERS; i++) {
        size_t column = 0;
        free_count += !chosen->problem.held[i];
        for (size_t k = 0; k < PARAMETERS && !chosen->problem.held[i]; k++)
            if (!chosen->problem.held[k])
                fit->covariance[i][k] = chosen->fit.covariance[row][column++] * units[i] * units[k];
        row += !chosen->problem.held[i];
    }
    fit->freedom = (double)fit->points - (double)free_count;
}

static void fit_fill(const struct solution *chosen, const struct solution *free_one, struct scaling_fit *fit)
{
    const double unit = chosen->problem.unit;
    const size_t parameters = law_parameters[fit->law];
    const double freedom = (double)fit->points - (double)parameters;
    fit->gamma = parameter_of(chosen, free_one, GAMMA, unit);
    fit->alpha = parameter_of(chosen, free_one, ALPHA, 1);
    fit->beta = parameter_of(chosen, free_one, BETA, 1);
    fit->residual = freedom > 0 ? sqrt(chosen->fit.sum / freedom) : NAN;
    if (chosen->problem.weights == SCALING_ABSOLUTE)
        fit->residual *= unit;
    fit->aicc = criterion(chosen->fit.sum, fit->points, parameters);
    covariance_fill(chosen, fit);
    peak_find(chosen, fit);
}

/* Throughput per worker of the narrowest point. */
static double unit_of(const struct scaling_point points[], size_t count)
{
    const struct scaling_point *narrowest = points;
    for (size_t i = 1; i < count; i++)
        if (points[i].workers < narrowest->workers)
            narrowest = &points[i];
    return narrowest->throughput / narrowest->workers;
}

static bool points_are_sound(const struct scaling_point points[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(points[i].workers >= 1) || !(points[i].throughput > 0) ||
            !isfinite(points[i].workers * points[i].throughput))
            return false;
    return count > 0;
}

static double widest_of(const struct scaling_point points[], size_t count)
{
    double widest = 0;
    for (size_t i = 0; i < count; i++)
        widest = fmax(widest, points[i].workers);
    return widest;
}

size_t scaling_widths(const struct scaling_point points[], size_t count)
{
    size_t widths = 0;
    for (size_t i = 0; i < count; i++) {
        size_t earlier = 0;
        while (earlier < i && points[earlier].workers != points[i].workers)
            earlier++;
        widths += earlier == i;
    }
    return widths;
}

static void parameters_take(const struct scaling_fit *fit, double parameters[PARAMETERS])
{
    parameters[GAMMA] = fit->gamma.value;
    parameters[ALPHA] = isnan(fit->alpha.value) ? 0 : fit->alpha.value;
    parameters[BETA] = isnan(fit->beta.value) ? 0 : fit->beta.value;
}

double scaling_predict(const struct scaling_fit *fit, double workers)
{
    double parameters[PARAMETERS];
    parameters_take(fit, parameters);
    return law_value(fit->law, parameters, workers);
}

/* How the law's value changes with each parameter. */
static void gradient_find(const struct scaling_fit *fit, double workers, double gradient[PARAMETERS])
{
    double parameters[PARAMETERS];
    parameters_take(fit, parameters);
    const double scales[PARAMETERS] = {[GAMMA] = fit->gamma.value, [ALPHA] = 1 / fit->widest, [BETA] = 1 / (fit->widest * fit->widest)};
    for (size_t i = 0; i < PARAMETERS; i++) {
        const double step = 1e-5 * scales[i], at = parameters[i];
        parameters[i] = at + step;
        gradient[i] = law_value(fit->law, parameters, workers);
        parameters[i] = at - step;
        gradient[i] = (gradient[i] - law_value(fit->law, parameters, workers)) / (2 * step);
        parameters[i] = at;
    }
}

struct stats_interval scaling_interval(const struct scaling_fit *fit, double workers)
{
    double gradient[PARAMETERS], variance = 0;
    if (!(fit->freedom > 0))
        return (struct stats_interval){NAN, NAN, NAN};
    gradient_find(fit, workers, gradient);
    for (size_t i = 0; i < PARAMETERS; i++)
        for (size_t k = 0; k < PARAMETERS; k++)
            variance += gradient[i] * fit->covariance[i][k] * gradient[k];
    const double value = scaling_predict(fit, workers);
    const double reach = distribution_student_point((1 + CONFIDENCE) / 2, fit->freedom) * sqrt(fmax(variance, 0));
    return (struct stats_interval){value - reach, value + reach, CONFIDENCE};
}

int scaling_fit(const struct scaling_point points[], size_t count, const struct scaling_request *request,
                struct scaling_fit *fit)
{
    const size_t widths = scaling_widths(points, count), parameters = law_parameters[request->law];
    if (!points_are_sound(points, count) || widths < (parameters > 1 ? SCALING_WIDTHS_LEAST : 1))
        return -EINVAL;
    const struct problem problem = {.points = points,
                                    .count = count,
                                    .unit = unit_of(points, count),
                                    .widest = widest_of(points, count),
                                    .law = request->law,
                                    .weights = request->weights,
                                    .held = {[ALPHA] = parameters < 2, [BETA] = parameters < 3}};
    struct solution free_one, bounded;
    int status = solution_find(&problem, &free_one);
    const struct solution *chosen = &free_one;
    if (!status && request->constrained && !is_feasible(&free_one)) {
        status = bounded_find(&problem, &bounded);
        chosen = &bounded;
    }
    *fit = (struct scaling_fit){.law = request->law,
                                .constrained = request->constrained,
                                .points = count,
                                .widths = widths,
                                .widest = problem.widest};
    if (!status)
        fit_fill(chosen, &free_one, fit);
    return status;
}

size_t scaling_choose(const struct scaling_point points[], size_t count, bool scaled, struct scaling_fit fits[])
{
    static const enum scaling_law strong[] = {SCALING_LINEAR, SCALING_AMDAHL, SCALING_USL};
    static const enum scaling_law weak[] = {SCALING_LINEAR, SCALING_GUSTAFSON};
    const enum scaling_law *laws = scaled ? weak : strong;
    const size_t law_count = scaled ? sizeof weak / sizeof *weak : sizeof strong / sizeof *strong;
    size_t fitted = 0;
    for (size_t i = 0; i < law_count; i++) {
        const struct scaling_request request = {laws[i], true, SCALING_RELATIVE};
        struct scaling_fit fit;
        if (scaling_fit(points, count, &request, &fit))
            continue;
        size_t place = fitted++;
        for (; place > 0 && fit.aicc < fits[place - 1].aicc; place--)
            fits[place] = fits[place - 1];
        fits[place] = fit;
    }
    return fitted;
}

double scaling_karp_flatt(double speedup, double workers)
{
    return workers > 1 ? (1 / speedup - 1 / workers) / (1 - 1 / workers) : NAN;
}
