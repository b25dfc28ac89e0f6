/* SPDX-License-Identifier: MIT */
/* Doubling and halving until all floors are passed. */
#include "calibration_rule.h"

#include <math.h>
#include <stdbool.h>

/* The first try is the workload's own number over this, and no try is longer than the last one by more: a few tasks tell
 * little about many, but enough not to run into a minute of them. */
enum { STEP_MOST = 64 };

double calibration_floor_ns(double clock_step_ns, double clock_read_ns, const char **from)
{
    const double steps_ns = CALIBRATION_CLOCK_STEPS * clock_step_ns, reads_ns = CALIBRATION_CLOCK_READS * clock_read_ns;
    const double floor_ns = fmax(CALIBRATION_SHORTEST_NS, fmax(steps_ns, reads_ns));
    *from = floor_ns == CALIBRATION_SHORTEST_NS ? "5 ms" : floor_ns == steps_ns ? "clock step" : "clock read";
    return floor_ns;
}

uint64_t calibration_first(const struct calibration_rule *rule)
{
    return rule->own > STEP_MOST ? rule->own / STEP_MOST : 1;
}

static uint64_t halved(uint64_t tasks)
{
    return tasks > 1 ? tasks / 2 : 1;
}

static bool is_enough(const struct calibration_rule *rule, uint64_t tasks, double task_ns)
{
    return tasks >= rule->least && (double)tasks * task_ns >= rule->margin * rule->floor_ns;
}

/* The number that fits tasks of this length. */
static uint64_t fitting(const struct calibration_rule *rule, double task_ns)
{
    uint64_t tasks = rule->own;
    while (!is_enough(rule, tasks, task_ns) && tasks <= rule->most / 2)
        tasks *= 2;
    while ((double)tasks * task_ns > rule->cap_ns && tasks > 1 && is_enough(rule, halved(tasks), task_ns))
        tasks = halved(tasks);
    while (tasks > 1 && ((double)tasks * task_ns > rule->limit_ns || tasks > rule->most))
        tasks = halved(tasks);
    return tasks;
}

/* Is it the workload's own number, doubled or halved? */
static bool is_regular(const struct calibration_rule *rule, uint64_t tasks)
{
    uint64_t regular = rule->own;
    while (regular < tasks && regular <= rule->most / 2)
        regular *= 2;
    while (regular > tasks)
        regular = halved(regular);
    return regular == tasks;
}

uint64_t calibration_next(const struct calibration_rule *rule, uint64_t tried, double took_ns)
{
    const uint64_t next = fitting(rule, fmax(took_ns, 1) / (double)tried);
    const bool good_as_it_is = is_regular(rule, tried) && tried >= rule->least && tried <= rule->most &&
                               took_ns >= rule->floor_ns && took_ns <= rule->limit_ns;
    if (good_as_it_is && next <= 2 * tried && tried <= 2 * next)
        return tried; /* two tries that differ by noise would follow each other for ever */
    return next / STEP_MOST > tried ? tried * STEP_MOST : next;
}

uint64_t calibration_iterations(const double times_ns[], size_t starts, size_t runs, double start_ns)
{
    double within = 0, mean = 0, squares = 0, runs_ns = 0;
    for (size_t i = 0; i < starts; i++) {
        double sum = 0, deviations = 0;
        for (size_t k = 0; k < runs; k++) {
            sum += log(times_ns[i * runs + k]);
            runs_ns += times_ns[i * runs + k];
        }
        for (size_t k = 0; k < runs; k++)
            deviations += pow(log(times_ns[i * runs + k]) - sum / (double)runs, 2);
        within += deviations / (double)(runs - 1) / (double)starts;
        const double distance = sum / (double)runs - mean;
        mean += distance / (double)(i + 1);
        squares += distance * (sum / (double)runs - mean);
    }
    const double between = squares / (double)(starts - 1) - within / (double)runs;
    const double run_ns = runs_ns / (double)(starts * runs);
    if (!(between > 0))
        return CALIBRATION_ITERATIONS_MOST;
    return (uint64_t)fmin(fmax(round(sqrt(start_ns / run_ns * within / between)), 1), CALIBRATION_ITERATIONS_MOST);
}
