/* SPDX-License-Identifier: MIT */
/* From a plan to a record on disk and reports on the screen. Everything that can be refused is refused before the first
 * measurement. */
#include "run.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "dry_run.h"
#include "driver.h"
#include "options.h"
#include "progress.h"
#include "report_file.h"
#include "results.h"
#include "run_record.h"

/* What the whole run needs and gives back. */
struct measuring {
    const struct run_options *options;
    struct cell *cells;
    size_t cell_count;
    struct counter_passes passes;
    struct results results;
    struct record *record;
};

static int cells_make(struct measuring *session, struct yoke_error *error)
{
    if (cells_expand(session->options->plan, &session->cells, &session->cell_count)) {
        yoke_error_set(error, "no memory for the plan's cells");
        return YOKE_EXIT_FAILED;
    }
    if (session->cell_count <= RUN_CELLS_ASK || session->options->yes)
        return 0;
    yoke_error_set(error, "the plan has %zu cells; if that is meant, say so with --yes", session->cell_count);
    return YOKE_EXIT_USAGE;
}

static int reports_write(const struct measuring *session, struct yoke_error *error)
{
    const struct run_options *options = session->options;
    struct yoke_target target = options->target;
    target.folder = target.record_folder = session->results.folder;
    int status = options->format ? options->format->write(&session->record->facts, &target, error) : 0;
    fflush(stdout); /* before the others' notes, which go to another stream */
    /* a standard output that cannot be written to costs no file */
    const int kept = report_write_always(options->catalogue, &session->record->facts, &target, error);
    if (!status && !kept && ferror(stdout)) {
        yoke_error_set(error, "cannot write the results to standard output");
        status = -1;
    }
    return status || kept ? YOKE_EXIT_FAILED : YOKE_EXIT_DONE;
}

/* Where the results are and what to do next: the last two lines of every run. */
static void way_on_print(const struct measuring *session)
{
    const char *folder = session->results.folder;
    fprintf(stderr, "\nresults  %s\n", folder);
    if (!session->record->facts.complete)
        fprintf(stderr, "next     yoke run %s/plan.json -o NEW      measures all of it again\n", folder);
    else
        fprintf(stderr, "next     yoke check %s/result.json      says how far to trust it\n", folder);
}

static int measure(struct measuring *session, struct yoke_error *error)
{
    const struct run_options *options = session->options;
    struct progress progress = progress_on(stderr, options->target.utf8, options->quiet);
    const struct driver_options driving = {
        .plan = options->plan,
        .cells = session->cells,
        .cell_count = session->cell_count,
        .topology = options->topology,
        .usable_cpus = (unsigned)session->record->facts.machine.cpus.usable,
        .passes = &session->passes,
        .program = options->program,
        .path = session->results.record,
        .folder = session->results.folder,
        .policy = options->policy,
        .listener = {.visited = progress_visited, .over = options->policy ? NULL : progress_cell, .stopping = progress_stopping, .own = &progress},
    };
    if (driver_prepare(&driving, session->record, error))
        return YOKE_EXIT_USAGE;
    if (run_plan_keep(options->plan, session->cell_count, &session->results, error))
        return YOKE_EXIT_USAGE;
    if (!options->policy)
        progress_start(&progress, options->plan, session->cell_count);
    const int status = driver_run(&driving, session->record, error);
    progress_end(&progress);
    /* what was measured is shown also when it could not be saved */
    const int reported = reports_write(session, error);
    check_print_rejection(&session->record->facts, stderr);
    if (!options->quiet)
        way_on_print(session);
    if (status)
        return YOKE_EXIT_FAILED;
    const int closed = options->closing.say ? options->closing.say(options->closing.own, &session->record->facts, error) : 0;
    return session->record->facts.exit ? (int)session->record->facts.exit : reported ? reported : closed;
}

int run_command(const struct run_options *options, struct yoke_error *error)
{
    struct measuring session = {.options = options};
    int status = cells_make(&session, error);
    if (!status && session.cell_count == 0) {
        yoke_error_set(error, "the plan selects no cell");
        status = YOKE_EXIT_NOTHING;
    }
    if (!status)
        status = run_record_begin(&(struct run_facts){options->plan, options->environment, options->command,
                                                       options->command_count}, &session.passes, &session.record, error);
    if (!status && options->dry_run && results_probe(options->plan->output, error))
        status = YOKE_EXIT_USAGE;
    if (!status && options->dry_run)
        status = dry_run_show(options, session.cells, session.cell_count, stdout, error);
    else if (!status) {
        if (results_open(options->plan->output, options->plan->name, &session.results, error))
            status = YOKE_EXIT_USAGE;
        if (!status)
            status = measure(&session, error);
    }
    record_free(session.record);
    results_release(&session.results);
    cells_free(session.cells, session.cell_count);
    return status;
}
