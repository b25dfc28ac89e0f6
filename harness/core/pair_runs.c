/* SPDX-License-Identifier: MIT */
/* How many runs an interleaved start has. The more often the sides take turns, the less of what the machine does
 * meanwhile lies between them: the same 20 ms a side differ by 4 % as one run each, by 2.4 % as two, by 1.5 % as four
 * and by 0.9 % as eight on a host whose processors change their speed all the time (docs/gate.md). */
#include <math.h>

#include "calibration_rule.h"
#include "fields.h"
#include "interrupt.h"
#include "pair_private.h"

/* The runs of a start take so long together: more would gain less than it takes. */
static const double RUNS_NS = 40e6;

/* As all starts have where nothing says otherwise: the second costs little, and shows what differs within a start. */
enum { RUNS_LEAST = 2 };

void pair_runs_open(struct pair_driver *driver)
{
    for (size_t i = 0; i < driver->options->run.cell_count; i++)
        if (!driver->options->run.cells[i].iterations)
            driver->options->run.cells[i].iterations = RUNS_LEAST;
}

/* How long one takes; NaN: that could not be found out, and the first pair will say why. */
static int run_measure(struct pair_driver *driver, size_t pair, double *run_ns, struct yoke_error *error)
{
    const struct driver_options *run = &driver->options->run;
    const struct tryout tryout = pair_tryout(driver, 0);
    struct yoke_cell tried;
    enum visit_outcome outcome = VISIT_DONE;
    const struct tryout_visit wanted = {
        .cell = 2 * pair,
        .tasks = run->cells[2 * pair].task_count,
        .warmup = 1,
        .runs = 1,
        .number = pair,
        .limit_ns = run->plan->limit_ns,
    };
    const int status = tryout_visit(&tryout, &wanted, &tried, &outcome, error);
    *run_ns = !status && outcome == VISIT_DONE ? (double)tried.samples[0].wall_ns : NAN;
    return status;
}

int pair_runs_choose(struct pair_driver *driver, struct yoke_error *error)
{
    struct yoke_cell *facts = driver->record->facts.cells;
    int status = 0;
    for (size_t pair = 0; pair < driver->progress.cells && !status && !interrupt_level(); pair++) {
        double run_ns = NAN, runs = RUNS_LEAST;
        if (yoke_text_same(facts[2 * pair].pairing.how, YOKE_INTERLEAVED))
            status = run_measure(driver, pair, &run_ns, error);
        if (run_ns > 0)
            runs = fmin(fmax(floor(RUNS_NS / run_ns), RUNS_LEAST), CALIBRATION_ITERATIONS_MOST);
        for (size_t side = 0; side < 2; side++)
            driver->options->run.cells[2 * pair + side].iterations = facts[2 * pair + side].iterations = (uint64_t)runs;
    }
    return status;
}
