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

/* The shortest of these counts: a neighbour who takes the processor meanwhile makes one look twice as long. */
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

/* The shortest of so many; NaN: none could be had, and the first pair will say why. */
static int runs_try(struct pair_driver *driver, size_t pair, uint64_t runs, double *run_ns, struct yoke_error *error)
{
    const struct driver_options *run = &driver->options->run;
    const struct tryout tryout = pair_tryout(driver, 0);
    struct yoke_cell tried;
    enum visit_outcome outcome = VISIT_DONE;
    const struct tryout_visit wanted = {
        .cell = 2 * pair,
        .tasks = run->cells[2 * pair].task_count,
        .warmup = 1,
        .runs = runs,
        .number = pair,
        .limit_ns = run->plan->limit_ns,
    };
    const int status = tryout_visit(&tryout, &wanted, &tried, &outcome, error);
    *run_ns = NAN;
    for (size_t i = 0; !status && outcome == VISIT_DONE && i < tried.sample_count; i++)
        *run_ns = fmin(*run_ns, (double)tried.samples[i].wall_ns);
    return status;
}

/* How long one takes. More than the first are only tried where the answer may matter: a long command is not run for
 * nothing. */
static int run_measure(struct pair_driver *driver, size_t pair, double *run_ns, struct yoke_error *error)
{
    const int status = runs_try(driver, pair, 1, run_ns, error);
    return !status && *run_ns < LAST_NS ? runs_try(driver, pair, RUNS_TRIED, run_ns, error) : status;
}

/* An even number. The second turn of a step begins with caches full of the other's data, and is followed by the first
 * of the next: both sides are treated alike only every second step, and three runs differ by as much as two do. */
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
        driver->runs[pair].most = run_ns > 0 ? runs_within(LAST_NS, run_ns) : 0;
    }
    return status;
}

/* Looks that its tests had so far, of those that can decide something. */
static size_t looks_had(const struct gate_suite *suite, size_t pair)
{
    const size_t attainable = gate_rule_attainable(&suite->rule);
    size_t pairs = 0, looks = 0;
    for (size_t i = 0; i < suite->count; i++)
        if (suite->items[i].base == 2 * pair && suite->items[i].kept.count > pairs)
            pairs = suite->items[i].kept.count;
    for (size_t i = 0; i < suite->rule.look_count; i++)
        looks += suite->rule.looks[i] >= attainable && suite->rule.looks[i] <= pairs;
    return looks;
}

void pair_runs_grow(struct pair_driver *driver)
{
    const struct gate_suite *suite = driver->options->suite;
    for (size_t pair = 0; pair < driver->progress.cells; pair++) {
        struct pair_runs *runs = &driver->runs[pair];
        const uint64_t now = driver->options->run.cells[2 * pair].iterations;
        const size_t looks = looks_had(suite, pair);
        if (now < runs->most && looks > runs->looks && is_interleaved(driver, pair) &&
            gate_suite_wants(suite, &driver->record->facts, pair))
            runs_set(driver, pair, 2 * now < runs->most ? 2 * now : runs->most);
        runs->looks = looks;
    }
}
