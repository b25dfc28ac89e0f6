/* SPDX-License-Identifier: MIT */
/* How many tasks a sample should have and how many samples a start: the arithmetic, without running anything. */
#ifndef CALIBRATION_RULE_H
#define CALIBRATION_RULE_H

#include <stddef.h>
#include <stdint.h>

/* One timed run is at least this long: what a start, a wake-up and a timer tick add (some 10 us each) is then a few parts in
 * a thousand. And so many times the clock's step, which keeps rounding below a thousandth, and the cost of reading it. */
#define CALIBRATION_SHORTEST_NS 5000000.0
enum { CALIBRATION_CLOCK_STEPS = 1000, CALIBRATION_CLOCK_READS = 200 };

/* What was measured once may be half as long on a quiet processor at its highest frequency. */
#define CALIBRATION_MARGIN 2.0

/* Tasks for each worker of the widest cell. Whoever is last ends at most one task after the others, so four bound what
 * comes of that to a quarter of the time, and still tell schedules apart; more would cost the serial cell minutes. */
enum { CALIBRATION_TASKS_A_WORKER = 4 };

/* What the number of tasks has to satisfy on the cell it is tried on. */
struct calibration_rule {
    uint64_t own;       /* the workload's own number: kept when it does */
    uint64_t least;     /* tasks, for the widest cell */
    uint64_t most;      /* tasks, for memory */
    double floor_ns;    /* one timed run takes at least so long */
    double margin;      /* so many floors are aimed at, at least 1: CALIBRATION_MARGIN where runs stand for themselves */
    double cap_ns;      /* and no more than this, where the floors allow it */
    double limit_ns;    /* and never more than this, whatever the floors say */
};

/* The floor of one timed run of one worker. `*from` (static) says which of the three it is: "5 ms", "clock step" or
 * "clock read". Pass 0 for what is not known. */
double calibration_floor_ns(double clock_step_ns, double clock_read_ns, const char **from);

/* How many tasks to try first: few, since nobody knows how long one takes. */
uint64_t calibration_first(const struct calibration_rule *rule);

/* `tried` tasks took `took_ns`: returns how many to try next, or `tried` when that is the number. Numbers are the workload's
 * own times or over a power of two, so that two runs of one plan mostly agree. */
uint64_t calibration_next(const struct calibration_rule *rule, uint64_t tried, double took_ns);

/* So many timed runs a start repay best what a start costs: round(sqrt(start / run * within / between)), 1 to 8 (Kalibera &
 * Jones, ISMM 2013), from `starts` starts of `runs` runs each, at least 2 of both, row by row; `start_ns` is what a start costs
 * beside its timed runs. Variances are of logarithms. */
uint64_t calibration_iterations(const double times_ns[], size_t starts, size_t runs, double start_ns);
enum { CALIBRATION_ITERATIONS_MOST = 8 };

#endif
