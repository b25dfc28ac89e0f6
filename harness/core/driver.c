/* SPDX-License-Identifier: MIT */
/* Blocks of visits. Single-threaded, one cell process at a time: nothing of ours runs beside what is measured. */
#include "driver.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis.h"
#include "calibration.h"
#include "child.h"
#include "clock.h"
#include "disturbance.h"
#include "enough.h"
#include "foresight.h"
#include "interrupt.h"
#include "liveness.h"
#include "order.h"
#include "partial.h"
#include "profile.h"
#include "ration.h"
#include "summary.h"
#include "timestamp.h"
#include "traces.h"
#include "visit.h"
#include "warmup_study.h"
#include "warnings.h"
#include "watch.h"

/* Where a policy chooses, a start is to be over soon; what it costs beside its samples is some 30 ms. */
static const uint64_t START_MOST_NS = 120000000;

struct driver {
    const struct driver_options *options;
    struct record *record;
    struct driver_progress progress;
    uint64_t origin_ns, blocks_began_ns;
    struct watch watch;
    bool *wanted;  /* by this block and not visited yet, a cell each */
    bool cut_short; /* this block left out all that it was to visit, or had no time for some of it */
    bool stopping; /* the listener knows */
};

static void cell_over(const struct driver *driver, struct yoke_cell *facts)
{
    if (driver->options->listener.over)
        driver->options->listener.over(driver->options->listener.own, facts);
}

static void visit_report(struct driver *driver, struct yoke_cell *facts)
{
    struct driver_progress *progress = &driver->progress;
    progress->visits_done++;
    if (!cell_is_alive(facts)) {
        const size_t blocks_left = progress->blocks > progress->block ? (size_t)(progress->blocks - progress->block - 1) : 0;
        progress->visits_planned -= blocks_left;
        summary_compute(facts);
        cell_over(driver, facts);
    }
    progress->elapsed_ns = clock_now_ns() - driver->blocks_began_ns;
    if (driver->options->listener.visited)
        driver->options->listener.visited(driver->options->listener.own, progress);
}

static int stop_wanted(void *own)
{
    struct driver *driver = own;
    if (interrupt_level() && !driver->stopping && driver->options->listener.stopping)
        driver->options->listener.stopping(driver->options->listener.own);
    driver->stopping = interrupt_level() > 0;
    return interrupt_level();
}

/* Visits one cell. Sets nothing but the record; whoever calls looks at interrupt_level afterwards. */
static int cell_visit(struct driver *driver, size_t index, uint64_t order, struct yoke_error *error)
{
    const struct driver_options *options = driver->options;
    struct yoke_cell *facts = &driver->record->facts.cells[index];
    const bool traced = options->folder && options->plan->trace != PLAN_TRACE_OFF;
    char *trace = traced ? traces_stem(options->folder, index, driver->progress.block, order) : NULL;
    if (traced && !trace)
        return -ENOMEM;
    const struct visit visit = {
        .plan = options->plan,
        .cell = &options->cells[index],
        .program = options->program,
        .usable_cpus = options->usable_cpus,
        .passes = options->passes,
        .origin_ns = driver->origin_ns,
        .block = driver->progress.block,
        .order = order,
        .trace = trace,
        .stop_wanted = stop_wanted,
        .own = driver,
    };
    enum visit_outcome outcome = VISIT_DONE;
    const int status = visit_run(&visit, driver->record, facts, &outcome, error);
    free(trace);
    if (!status && outcome != VISIT_STOPPED && !interrupt_level())
        visit_report(driver, facts);
    return status;
}

/* What this block visits. */
static void block_choose(struct driver *driver)
{
    const struct driver_policy *policy = driver->options->policy;
    struct yoke_record *facts = &driver->record->facts;
    for (size_t i = 0; i < facts->cell_count; i++)
        driver->wanted[i] = !policy;
    if (policy)
        policy->choose(policy->own, facts, driver->wanted);
    for (size_t i = 0; i < facts->cell_count; i++)
        driver->wanted[i] &= cell_is_alive(&facts->cells[i]);
}

/* In ns; UINT64_MAX: nothing limits it. A policy owes no cell a visit: its runs end when the time is up, not a block later. */
static uint64_t time_left(const struct driver *driver)
{
    const uint64_t budget_ns = driver->options->policy ? driver->options->plan->budget_ns : 0;
    const uint64_t elapsed_ns = clock_now_ns() - driver->origin_ns;
    if (!budget_ns || !driver->progress.visits_done)
        return UINT64_MAX;
    return elapsed_ns < budget_ns ? budget_ns - elapsed_ns : 0;
}

/* Visits of the wanted cells those that may begin now. What is not to be visited in this block is not wanted any more. Counts the
 * cells it has settled one way or the other. */
static int wanted_visit(struct driver *driver, const size_t order[], size_t *settled, struct yoke_error *error)
{
    int status = 0;
    for (size_t i = 0; i < driver->options->cell_count && !status && !interrupt_level(); i++) {
        const uint64_t left_ns = time_left(driver);
        if (!left_ns || !driver->wanted[order[i]])
            continue;
        const enum foresight foresight = driver->options->policy && driver->options->plan->budget_ns
                                             ? foresight_of(&driver->record->facts, driver->wanted, order[i], left_ns)
                                             : FORESIGHT_BEGIN;
        if (foresight == FORESIGHT_WAIT)
            continue;
        ++*settled;
        driver->wanted[order[i]] = false;
        if (foresight == FORESIGHT_BEGIN)
            status = cell_visit(driver, order[i], i, error);
    }
    return status;
}

/* Visits the wanted cells in this block's order, but for those that wait for what others tell of them. */
static int block_visit(struct driver *driver, const size_t order[], struct yoke_error *error)
{
    const size_t visits_before = driver->progress.visits_done;
    size_t settled = 0, settled_before;
    int status = 0;
    do {
        settled_before = settled;
        status = wanted_visit(driver, order, &settled, error);
    } while (settled > settled_before && !status && !interrupt_level());
    driver->cut_short = settled && driver->progress.visits_done == visits_before;
    for (size_t i = 0; i < driver->options->cell_count; i++)
        driver->cut_short |= driver->wanted[i];
    return status;
}

/* Was every visit of the cell in this block disturbed? */
static bool cell_wants_repeat(const struct driver *driver, const struct yoke_cell *facts)
{
    bool any = false;
    for (size_t i = facts->sample_count; i-- > 0 && facts->samples[i].block == driver->progress.block;) {
        if (!facts->samples[i].disturbed)
            return false;
        any = true;
    }
    return any && cell_is_alive(facts);
}

/* Visits once more what was disturbed, in the same order, as long as the reserve lasts. */
static int block_repeat(struct driver *driver, const size_t order[], struct yoke_error *error)
{
    struct yoke_record *facts = &driver->record->facts;
    int status = disturbance_compute(driver->record);
    for (size_t i = 0; i < driver->options->cell_count && !status && !interrupt_level() && time_left(driver); i++) {
        if (facts->repeated_visits >= facts->plan.reserve || !cell_wants_repeat(driver, &facts->cells[order[i]]))
            continue;
        facts->repeated_visits++;
        driver->progress.visits_planned++;
        status = cell_visit(driver, order[i], driver->options->cell_count + i, error);
    }
    return status;
}

static uint64_t exit_status(const struct yoke_record *facts)
{
    if (interrupt_signal())
        return 128 + (uint64_t)interrupt_signal();
    bool failed = facts->failure != NULL, measured = false;
    for (size_t i = 0; i < facts->cell_count; i++) {
        failed |= facts->cells[i].status == YOKE_CELL_FAILED;
        measured |= facts->cells[i].sample_count > 0;
    }
    return failed ? 1 : measured ? 0 : 5;
}

/* Saves the record, and then removes the files of tasks that it names no more. */
static int record_keep(struct driver *driver, struct yoke_error *error)
{
    struct traces_old old = {0};
    struct yoke_record *facts = &driver->record->facts;
    int status = driver->options->plan->trace == PLAN_TRACE_LAST ? traces_supersede(facts, &old) : 0;
    if (!status)
        status = warnings_compute(driver->record); /* some depend on which samples still have a trace */
    if (!status)
        status = record_save(facts, driver->options->path, error);
    if (!status && driver->options->folder)
        traces_remove(driver->options->folder, &old);
    traces_release(&old);
    return status;
}

/* What ends the run now; NULL: nothing. Needs an analysed record. */
static const char *stop_reason(const struct driver *driver)
{
    const struct driver_policy *policy = driver->options->policy;
    const struct yoke_record *facts = &driver->record->facts;
    const uint64_t elapsed_ns = clock_now_ns() - driver->origin_ns;
    if (interrupt_signal())
        return "signal";
    if (facts->failure)
        return "failure";
    if (!policy)
        return enough_reason(driver->options->plan, facts, facts->blocks_done, elapsed_ns);
    const char *decided = policy->enough(policy->own, facts);
    if (!decided && driver->cut_short)
        return "budget";
    return decided ? decided : enough_budget(driver->options->plan, facts->blocks_done, elapsed_ns);
}

/* Brings the record to a state that could be the last one, and saves it. */
static int record_close(struct driver *driver, struct yoke_error *error)
{
    struct yoke_record *facts = &driver->record->facts;
    int status = analysis_run(driver->record);
    if (status)
        return status;
    facts->stopped_by = stop_reason(driver);
    facts->complete = facts->stopped_by && !interrupt_signal() && !facts->failure;
    facts->finished = timestamp_now(driver->record);
    if (!facts->complete && !driver->options->policy) /* a policy owes no cell any number of blocks */
        partial_mark(driver->record, driver->options->plan->blocks);
    if (driver->options->policy)
        status = driver->options->policy->conclude(driver->options->policy->own, driver->record);
    if (status)
        return status;
    facts->exit = exit_status(facts);
    /* some warnings depend on how far the cells got */
    return driver->options->path ? record_keep(driver, error) : warnings_compute(driver->record);
}

/* Whether the machine is still the one it was at the start. */
static int machine_look(struct driver *driver)
{
    struct conditions now;
    conditions_read("", &now);
    return watch_look(&driver->watch, &now, driver->progress.block, driver->record);
}

/* Was it run, or is there another reason why not than that it was not wanted or there was no time for it? */
static bool is_result(const struct yoke_cell *cell)
{
    return cell->sample_count || (!cell_is_alive(cell) && !ration_left_out(cell));
}

/* A policy may never have wanted some cells, or there was no time for them: they are no result. Only once nothing is
 * visited any more, since the record's cells run beside the plan's until then. */
static int cells_trim(struct driver *driver, struct yoke_error *error)
{
    struct yoke_record *facts = &driver->record->facts;
    size_t kept = 0;
    for (size_t i = 0; i < facts->cell_count; i++)
        if (is_result(&facts->cells[i]))
            facts->cells[kept++] = facts->cells[i];
    facts->cell_count = kept;
    return record_close(driver, error);
}

/* What visits beside those of blocks need. */
static struct tryout driver_tryout(struct driver *driver)
{
    return (struct tryout){
        .plan = driver->options->plan,
        .cells = driver->options->cells,
        .cell_count = driver->options->cell_count,
        .record = driver->record,
        .program = driver->options->program,
        .usable_cpus = driver->options->usable_cpus,
        .origin_ns = driver->origin_ns,
        .sample_most_ns = driver->options->policy ? TRYOUT_SAMPLE_SHORT_NS : 0,
        .start_most_ns = driver->options->policy ? START_MOST_NS : 0,
        .spares = driver->options->policy ? driver->options->policy->spares : RATION_NOTHING,
        .stop_wanted = stop_wanted,
        .own = driver,
    };
}

/* After everything was measured; a signal now stops the profiles, and leaves the measurement as complete as it was. */
static int profiles_add(struct driver *driver, struct yoke_error *error)
{
    const struct tryout tryout = driver_tryout(driver);
    int status = profile_run(&tryout, NULL, error);
    driver->record->facts.exit = exit_status(&driver->record->facts);
    if (!status)
        status = driver->options->path ? record_keep(driver, error) : warnings_compute(driver->record);
    return status;
}

/* The block in progress when a signal comes is lost as a block; its samples stay. */
static int blocks_run(struct driver *driver, size_t order[], struct yoke_error *error)
{
    struct yoke_record *facts = &driver->record->facts;
    int status = 0;
    driver->blocks_began_ns = clock_now_ns();
    while (!status && !facts->stopped_by) {
        driver->progress.block = facts->blocks_done;
        partial_revive(facts);
        block_choose(driver);
        order_shuffle(driver->options->plan->seed, driver->progress.block, order, driver->options->cell_count);
        status = block_visit(driver, order, error);
        if (!status)
            status = block_repeat(driver, order, error);
        if (!status)
            status = machine_look(driver);
        facts->blocks_done += !status && !interrupt_level() && !driver->cut_short;
        if (!status)
            status = record_close(driver, error);
    }
    if (!status && driver->options->plan->profile && !interrupt_level())
        status = profiles_add(driver, error);
    if (!status && driver->options->policy)
        status = cells_trim(driver, error);
    for (size_t i = 0; i < facts->cell_count && !status; i++)
        if (cell_is_alive(&facts->cells[i]))
            cell_over(driver, &facts->cells[i]);
    return status;
}

static int driver_try(struct driver *driver, struct yoke_error *error)
{
    const struct tryout tryout = driver_tryout(driver);
    int status = calibration_run(&tryout, error);
    if (!status && !interrupt_level())
        status = ration_run(&tryout, error);
    if (status || interrupt_level() || !tryout.plan->warmup_study)
        return status;
    return warmup_study_run(&tryout, error);
}

/* What was measured until then is kept, with the reason. */
static void driver_fail(struct driver *driver, int status, const struct yoke_error *error)
{
    driver->record->facts.failure = record_text(driver->record, "%s", error->text[0] ? error->text : strerror(-status));
    record_close(driver, NULL);
}

int driver_run(const struct driver_options *options, struct record *record, struct yoke_error *error)
{
    struct driver driver = {
        .options = options,
        .record = record,
        .origin_ns = clock_now_ns(),
        .progress = {.visits_planned = options->policy ? 0 : options->cell_count * (size_t)options->plan->blocks,
                     .blocks = options->policy ? 0 : options->plan->blocks},
    };
    size_t *order = calloc(options->cell_count + 1, sizeof *order);
    driver.wanted = calloc(options->cell_count + 1, sizeof *driver.wanted);
    if (!order || !driver.wanted) {
        free(order);
        free(driver.wanted);
        return -ENOMEM;
    }
    record->facts.started = timestamp_now(record);
    record->facts.blocks_done = record->facts.repeated_visits = 0;
    struct conditions start;
    conditions_read("", &start);
    int status = watch_begin(&driver.watch, &start, record);
    child_adopt_orphans();
    interrupt_catch();
    if (!status && options->folder && options->plan->trace != PLAN_TRACE_OFF)
        status = traces_make_folder(options->folder, error);
    if (!status)
        status = driver_try(&driver, error);
    if (!status)
        status = blocks_run(&driver, order, error);
    if (status && !record->facts.complete)
        driver_fail(&driver, status, error);
    interrupt_release();
    free(driver.wanted);
    free(order);
    return status;
}
