/* SPDX-License-Identifier: MIT */
/* How many runs an interleaved start has. The more often the sides take turns, the less of what the machine does
 * meanwhile lies between them: the same 20 ms a side differ by 4 % as one run each, by 2.4 % as two, by 1.5 % as four
 * and by 0.9 % as eight on a host whose processors change their speed all the time (docs/gate.md).
 *
 * A large change shows with few runs, and the rule does not look before it has 12 or 18 pairs: longer starts would be
 * waited for in vain. What is open then is smaller, and worth starts of more runs, which share what a start costs. */
#include <math.h>

#include "calibration_rule.h"
#include "fields.h"
#include "interrupt.h"
#include "pair_private.h"

/* The runs of a start take at most so long together, at first and in the end. */
static const double FIRST_NS = 30e6, LAST_NS = 80e6;

/* As all starts have where nothing says otherwise: the second costs little, and shows what differs within a start. */
enum { RUNS_LEAST = 2 };

/* The shortest of so many: a neighbour who takes the processor meanwhile makes one look twice as long. */
enum { RUNS_TRIED = 3 };

void pair_runs_open(struct pair_driver *driver)
{
    for (size_t i = 0; i < driver->options->run.cell_count; i++)
        if (!driver->options->run.cells[i].iterations)
            driver->options->run.cells[i].iterations = RUNS_LEAST;
}

static bool is_interleaved(const struct pair_driver *driver, size_t pair)
{
    return yoke_text_same(driver->record->facts.cells[2 * pair].pairing.how, YOKE_INTERLEAVED);
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
        .runs = RUNS_TRIED,
        .number = pair,
        .limit_ns = run->plan->limit_ns,
    };
    const int status = tryout_visit(&tryout, &wanted, &tried, &outcome, error);
    *run_ns = NAN;
    for (size_t i = 0; !status && outcome == VISIT_DONE && i < tried.sample_count; i++)
        *run_ns = fmin(*run_ns, (double)tried.samples[i].wall_ns);
    return status;
}

/* An even number. Whoever has the second turn of a step finds the core's caches full of the other's data and has the
 * first of the next, so both are treated alike only every second step: three runs a side differ by as much as two do.
 */
static uint64_t runs_within(double most_ns, double run_ns)
{
    return (uint64_t)fmin(fmax(2 * floor(most_ns / run_ns / 2), RUNS_LEAST), CALIBRATION_ITERATIONS_MOST);
}

static void runs_set(struct pair_driver *driver, size_t pair, uint64_t runs)
{
    for (size_t cell = 2 * pair; cell < 2 * pair + 2; cell++)
        driver->options->run.cells[cell].iterations = driver->record->facts.cells[cell].iterations = runs;
}

int pair_runs_choose(struct pair_driver *driver, struct yoke_error *error)
{
    int status = 0;
    for (size_t pair = 0; pair < driver->progress.cells && !status && !interrupt_level(); pair++) {
        double run_ns = NAN;
        if (is_interleaved(driver, pair))
            status = run_measure(driver, pair, &run_ns, error);
        runs_set(driver, pair, run_ns > 0 ? runs_within(FIRST_NS, run_ns) : RUNS_LEAST);
        driver->runs_most[pair] = run_ns > 0 ? runs_within(LAST_NS, run_ns) : 0;
    }
    return status;
}

/* Was it just looked at, with pairs enough to say something? */
static bool was_looked_at(const struct pair_driver *driver, size_t pair)
{
    const struct gate_rule *rule = &driver->options->suite->rule;
    const size_t attainable = gate_rule_attainable(rule);
    for (size_t look = 0; look < rule->look_count; look++)
        if (rule->looks[look] >= attainable && driver->pairs[pair] == rule->looks[look])
            return true;
    return false;
}

void pair_runs_grow(struct pair_driver *driver)
{
    for (size_t pair = 0; pair < driver->progress.cells; pair++) {
        const uint64_t runs = driver->options->run.cells[2 * pair].iterations, most = driver->runs_most[pair];
        if (runs < most && is_interleaved(driver, pair) && was_looked_at(driver, pair))
            runs_set(driver, pair, 2 * runs < most ? 2 * runs : most);
    }
}
