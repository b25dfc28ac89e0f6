/* SPDX-License-Identifier: MIT */
/* Rounds of pairs. Single-threaded, one cell process at a time, or the two of a duet. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis.h"
#include "calibration.h"
#include "child.h"
#include "clock.h"
#include "core_shares.h"
#include "interrupt.h"
#include "order.h"
#include "pair_private.h"
#include "profile.h"
#include "timestamp.h"

/* Saving costs an fsync, and looking at all that was measured. A crash of ours loses so much work, or so many times
 * what the last saving took, and never more than the latest. */
static const uint64_t SAVE_NS = 1000000000, SAVE_LATEST_NS = 30000000000;
enum { SAVE_SHARE = 20 };

/* What changed is to be seen in the profiles beyond three standard deviations: 5000 samples each tell a change of 6 %
 * of the whole. */
static const uint64_t CHANGE_PROFILE_NS = 5 * PROFILE_NS;

/* --- rounds ------------------------------------------------------------------------------------------------------ */

static bool budget_is_used(const struct pair_driver *driver)
{
    const uint64_t budget_ns = driver->options->run.plan->budget_ns;
    return budget_ns && clock_now_ns() - driver->origin_ns >= budget_ns;
}

static size_t undecided_count(const struct pair_driver *driver)
{
    size_t count = 0;
    for (size_t pair = 0; pair < driver->progress.cells; pair++)
        count += gate_suite_wants(driver->options->suite, &driver->record->facts, pair);
    return count;
}

/* One pair of every cell that is not decided. */
static int round_run(struct pair_driver *driver, size_t order[], struct yoke_error *error)
{
    const size_t count = driver->progress.cells;
    int status = 0;
    order_shuffle(driver->options->run.plan->seed, driver->progress.round, order, count);
    for (size_t i = 0; i < count && !status && !interrupt_level() && !budget_is_used(driver); i++)
        if (gate_suite_wants(driver->options->suite, &driver->record->facts, order[i]))
            status = pair_measure(driver, order[i], error);
    gate_suite_update(driver->options->suite, &driver->record->facts);
    pair_runs_grow(driver);
    driver->progress.undecided = undecided_count(driver);
    driver->progress.round++;
    return status;
}

static bool save_is_due(const struct pair_driver *driver)
{
    const uint64_t passed_ns = clock_now_ns() - driver->saved_ns;
    return passed_ns >= SAVE_LATEST_NS || (passed_ns >= SAVE_NS && passed_ns >= SAVE_SHARE * driver->saving_ns);
}

/* Brings the record to a state that could be the last one, and saves it. */
static int record_close(struct pair_driver *driver, const char *stopped_by, struct yoke_error *error)
{
    struct yoke_record *facts = &driver->record->facts;
    const uint64_t began_ns = clock_now_ns();
    int status = analysis_run(driver->record);
    if (!status)
        status = gate_suite_settle(driver->options->suite, driver->record);
    if (status)
        return status;
    facts->stopped_by = stopped_by;
    facts->complete = stopped_by && strcmp(stopped_by, "signal") != 0 && !facts->failure;
    facts->finished = timestamp_now(driver->record);
    facts->exit = interrupt_signal() ? 128 + (uint64_t)interrupt_signal() : gate_exit(facts);
    if (driver->options->run.path)
        status = record_save(facts, driver->options->run.path, error);
    driver->saved_ns = clock_now_ns();
    driver->saving_ns = driver->saved_ns - began_ns;
    return status;
}

static const char *reason_to_stop(const struct pair_driver *driver)
{
    if (interrupt_signal())
        return "signal";
    if (!driver->progress.undecided)
        return "decided";
    return budget_is_used(driver) ? "budget" : NULL;
}

static int rounds_run(struct pair_driver *driver, size_t order[], struct yoke_error *error)
{
    const char *stopped_by = NULL;
    int status = 0;
    driver->progress.undecided = undecided_count(driver);
    while (!status && !(stopped_by = reason_to_stop(driver))) {
        status = round_run(driver, order, error);
        if (!status && save_is_due(driver))
            status = record_close(driver, NULL, error);
    }
    return status ? status : record_close(driver, stopped_by, error);
}

/* What was measured until then is kept, with the reason. */
static void driver_fail(struct pair_driver *driver, int status, const struct yoke_error *error)
{
    driver->record->facts.failure = record_text(driver->record, "%s", error->text[0] ? error->text : strerror(-status));
    record_close(driver, "failure", NULL);
}

/* Samples are shared by all cells of the same work, so all of them have to be. */
static bool all_interleaved(const struct pair_driver *driver)
{
    size_t i = 0;
    while (i < driver->options->run.cell_count &&
           yoke_text_same(driver->record->facts.cells[i].pairing.how, YOKE_INTERLEAVED))
        i++;
    return i == driver->options->run.cell_count;
}

struct tryout pair_tryout(struct pair_driver *driver, size_t side)
{
    const struct driver_options *run = &driver->options->run;
    const bool brief = all_interleaved(driver);
    return (struct tryout){
        .plan = run->plan,
        .cells = run->cells,
        .cell_count = run->cell_count,
        .record = driver->record,
        .program = pair_side_of(driver, side)->program,
        .plugins = pair_side_of(driver, side)->plugins,
        .plugin_count = pair_side_of(driver, side)->plugin_count,
        .usable_cpus = run->usable_cpus,
        .origin_ns = driver->origin_ns,
        .sample_most_ns = brief ? TRYOUT_SAMPLE_BRIEF_NS : TRYOUT_SAMPLE_SHORT_NS,
        .brief = brief,
        .stop_wanted = pair_stop_wanted,
        .own = driver,
    };
}

/* Tried on the base, and shared by both sides. */
static int pairs_calibrate(struct pair_driver *driver, struct yoke_error *error)
{
    const struct tryout tryout = pair_tryout(driver, pair_first_side(driver));
    return calibration_run(&tryout, error);
}

/* Is a verdict about this pair a change, whichever way? */
static bool has_changed(const struct yoke_record *record, size_t pair)
{
    const struct yoke_cell *base = &record->cells[2 * pair];
    for (size_t i = 0; i < record->verdict_count; i++) {
        const struct yoke_verdict *verdict = &record->verdicts[i];
        const size_t length = strlen(verdict->cell);
        const bool change = verdict->word == YOKE_REGRESSED || verdict->word == YOKE_IMPROVED;
        if (change && !strncmp(base->name, verdict->cell, length) &&
            !strncmp(base->name + length, "/side=", strlen("/side=")))
            return true;
    }
    return false;
}

/* Where the time goes on both sides of what has changed. A signal stops it, and leaves what was decided as it is. */
static int changes_profile(struct pair_driver *driver, struct yoke_error *error)
{
    const struct driver_options *run = &driver->options->run;
    const char *stopped_by = driver->record->facts.stopped_by;
    bool *chosen = calloc(run->cell_count + 1, sizeof *chosen);
    int status = chosen ? 0 : -ENOMEM;
    for (size_t side = pair_first_side(driver); side < 2 && !status; side++) {
        struct tryout tryout = pair_tryout(driver, side);
        tryout.profile_ns = CHANGE_PROFILE_NS;
        for (size_t cell = 0; cell < run->cell_count; cell++)
            chosen[cell] = cell % 2 == side && has_changed(&driver->record->facts, cell / 2);
        status = profile_run(&tryout, chosen, error);
    }
    free(chosen);
    const int closed = record_close(driver, stopped_by, status ? NULL : error);
    return status ? status : closed;
}

int pair_run(const struct pair_options *options, struct record *record, struct yoke_error *error)
{
    struct pair_driver driver = {
        .options = options,
        .record = record,
        .origin_ns = clock_now_ns(),
        .progress = {.cells = options->run.cell_count / 2},
    };
    for (size_t i = 0; i < options->run.cell_count && options->suite->rule.stored; i++)
        record->facts.cells[i].pairing = (struct yoke_pairing){.duet_spread = NAN, .alone_spread = NAN};
    size_t *order = calloc(options->run.cell_count + 1, sizeof *order);
    driver.pairs = calloc(options->run.cell_count + 1, sizeof *driver.pairs);
    driver.runs = calloc(driver.progress.cells + 1, sizeof *driver.runs);
    int status = order && driver.pairs && driver.runs ? 0 : -ENOMEM;
    if (!status)
        status = pair_cores_open(&driver);
    if (!status)
        status = pair_artefacts_mark(&driver, error);
    if (!status) {
        record->facts.started = timestamp_now(record);
        driver.saved_ns = driver.origin_ns;
        conditions_read("", &driver.conditions);
        child_adopt_orphans();
        interrupt_catch();
        const bool open = !options->run.plan->iterations;
        if (open)
            pair_runs_open(&driver);
        status = pairs_calibrate(&driver, error);
        if (!status && open)
            status = pair_runs_choose(&driver, error);
        if (!status)
            status = pair_choose(&driver, error);
        if (!status)
            status = rounds_run(&driver, order, error);
        if (!status && options->run.plan->profile && !interrupt_level())
            status = changes_profile(&driver, error);
        if (status && !record->facts.complete)
            driver_fail(&driver, status, error);
        interrupt_release();
    }
    core_shares_close(driver.shares);
    free(driver.runs);
    free(driver.pairs);
    free(order);
    return status;
}
