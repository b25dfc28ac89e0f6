/* SPDX-License-Identifier: MIT */
/* From two sides and a plan to verdicts. All that can be refused is refused before the first start. */
#include "gate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cell_filter.h"
#include "gate_baseline.h"
#include "gate_duet.h"
#include "gate_outputs.h"
#include "gate_policy.h"
#include "gate_progress.h"
#include "gate_stored.h"
#include "options.h"
#include "run_record.h"

/* What a gate needs and gives back. */
struct gating {
    const struct gate_options *options;
    struct gate_policy *policy;
    struct cell *cells;   /* of the plan, after the filter; own the names */
    struct cell *doubled; /* a side each */
    size_t cell_count;    /* of the plan's */
    struct counter_passes passes; /* which events are counted in which pair */
    struct record *baseline; /* NULL: both sides are measured */
    struct record *record;
    struct gate_suite suite;
    struct results results;
    char today[16]; /* "2026-11-23", UTC */
};

/* --- what is measured ----------------------------------------------------------------------------------------------- */

static int cells_choose(struct gating *gating, struct yoke_error *error)
{
    const struct gate_options *options = gating->options;
    if (cells_expand(options->plan, &gating->cells, &gating->cell_count)) {
        yoke_error_set(error, "no memory for the plan's cells");
        return YOKE_EXIT_FAILED;
    }
    if (options->filter)
        gating->cell_count = cell_filter_apply(options->filter, gating->cells, gating->cell_count);
    if (!gating->cell_count) {
        if (options->filter)
            yoke_error_set(error, "--filter \"%.100s\" leaves no cell of the plan: nothing was compared", options->filter);
        else
            yoke_error_set(error, "the plan selects no cell");
        return YOKE_EXIT_NOTHING;
    }
    gating->doubled = pair_cells_double(gating->cells, gating->cell_count);
    if (gating->doubled && !gate_sides_apply(options->sides, options->plan, gating->doubled, 2 * gating->cell_count))
        return 0;
    yoke_error_set(error, "no memory for the cells of two sides");
    return YOKE_EXIT_FAILED;
}

/* --- what is tested ------------------------------------------------------------------------------------------------- */

static struct gate_margins margins_of(const struct gating *gating, const struct gate_entry *entry, double factor)
{
    const double tolerance = entry && entry->tolerance > 0 ? entry->tolerance : gating->options->tolerance;
    if (tolerance > 0) /* proven beyond it fails, proven within it passes */
        return (struct gate_margins){tolerance, tolerance};
    const struct gate_profile *profile = gating->options->profile;
    return (struct gate_margins){factor * profile->delta, factor * profile->theta};
}

static int test_add(struct gating *gating, size_t index, const char *metric_name, double factor,
                    const struct gate_entry *entry)
{
    struct record *record = gating->record;
    const char *name = record_copy(record, metric_name), *accepted = NULL;
    if (entry && entry->reason && !gate_entry_expired(entry, gating->today))
        accepted = record_text(record, "%s (until %s)", entry->reason, entry->until);
    if (!name)
        return -ENOMEM;
    const struct gate_metric metric = gate_metric_named(name);
    const struct gate_margins margins = margins_of(gating, entry, factor);
    return gate_suite_add(&gating->suite, &record->facts, index, &metric, &margins, accepted);
}

/* The metrics named, between commas. */
static int tests_add_named(struct gating *gating, size_t index, const char *names, const struct gate_entry *entry)
{
    char *copy = strdup(names), *rest = NULL;
    int status = copy ? 0 : -ENOMEM;
    for (char *name = copy ? strtok_r(copy, ",", &rest) : NULL; name && !status; name = strtok_r(NULL, ",", &rest))
        status = test_add(gating, index, name, 1, entry);
    free(copy);
    return status;
}

static int cell_tests_add(struct gating *gating, size_t index)
{
    const struct gate_entry *entry = gate_policy_entry(gating->policy, gating->cells[index].name);
    struct yoke_gate *facts = &gating->record->facts.gate;
    if (entry && gate_entry_expired(entry, gating->today) && !facts->expired)
        facts->expired = record_text(gating->record, "the acceptance \"%s\" of %s ended on %s: renew or remove it in %s",
                                      entry->reason, entry->match, entry->until, gate_policy_path(gating->policy));
    const char *names = entry && entry->metric ? entry->metric : gating->options->metric;
    if (names)
        return tests_add_named(gating, index, names, entry);
    struct gate_metric metrics[GATE_METRICS_MOST];
    double factors[GATE_METRICS_MOST];
    const size_t count = gate_metrics_usual(&gating->record->facts.cells[2 * index], metrics, factors);
    int status = 0;
    for (size_t i = 0; i < count && !status; i++)
        status = test_add(gating, index, metrics[i].name, factors[i], entry);
    return status;
}

/* A pattern that holds nowhere may be a slip of the pen, and its tolerance is not in force. With a filter it is to be expected. */
static void policy_warn(const struct gating *gating)
{
    const char *pattern;
    size_t next = 0;
    while (!gating->options->filter && !gating->options->quiet &&
           (pattern = gate_policy_idle(gating->policy, gating->cells, gating->cell_count, &next)))
        fprintf(stderr, "note: %s: \"%s\" holds for no cell of this plan\n", gate_policy_path(gating->policy), pattern);
}

static int suite_make(struct gating *gating, struct yoke_error *error)
{
    const struct gate_options *options = gating->options;
    struct yoke_gate *facts = &gating->record->facts.gate;
    int status = 0;
    gating->suite = gating->baseline ? gate_suite_begin_stored(options->profile)
                                     : gate_suite_begin(options->profile, options->anytime);
    for (size_t i = 0; i < gating->cell_count && !status; i++)
        status = cell_tests_add(gating, i);
    if (status) {
        yoke_error_set(error, "no memory for the tests of %zu cells", gating->cell_count);
        return YOKE_EXIT_FAILED;
    }
    policy_warn(gating);
    if (!gate_rule_attainable(&gating->suite.rule)) {
        yoke_error_set(error, "with %zu tests not even %zu pairs that all agree could prove a regression: take fewer cells, or a "
                       "finer --profile", gating->suite.rule.tests, gate_rule_pairs_most(&gating->suite.rule));
        return YOKE_EXIT_USAGE;
    }
    if (gating->baseline) {
        gate_suite_widen(&gating->suite);
        facts->rule = GATE_STORED;
        facts->base = record_text(gating->record, "%s, measured %s", options->baseline,
                                  gating->baseline->facts.started ? gating->baseline->facts.started : "some day");
    } else {
        facts->base = options->sides->side[0].label;
    }
    facts->candidate = options->sides->side[1].label;
    facts->purpose = options->control ? "control" : "gate";
    return 0;
}

/* --- the whole ------------------------------------------------------------------------------------------------------- */

static int prepare(struct gating *gating, struct driver_options *run, struct yoke_error *error)
{
    const struct gate_options *options = gating->options;
    const struct run_facts facts = {options->plan, options->environment, options->command, options->command_count};
    int status = run_record_begin(&facts, &gating->passes, &gating->record, error);
    if (status)
        return status;
    *run = (struct driver_options){
        .plan = options->plan,
        .cells = gating->doubled,
        .cell_count = 2 * gating->cell_count,
        .topology = options->topology,
        .usable_cpus = (unsigned)gating->record->facts.machine.cpus.usable,
        .passes = &gating->passes,
    };
    if (pair_prepare(run, options->duet, gating->record, error))
        return YOKE_EXIT_USAGE;
    if (gating->baseline)
        status = gate_baseline_adopt(&gating->baseline->facts, gating->doubled, gating->record, error);
    return status ? status : suite_make(gating, error);
}

static int measure(struct gating *gating, struct driver_options *run, struct yoke_error *error)
{
    const struct gate_options *options = gating->options;
    if (results_open(options->plan->output, options->plan->name, &gating->results, error))
        return YOKE_EXIT_USAGE;
    struct progress progress = progress_on(stderr, options->target.utf8, options->quiet);
    run->path = gating->results.record;
    run->listener = (struct driver_listener){.stopping = progress_stopping, .own = &progress};
    const struct pair_options pairing = {
        .run = *run,
        .base = gate_sides_pair(options->sides, 0, options->program),
        .candidate = gate_sides_pair(options->sides, 1, options->program),
        .suite = &gating->suite,
        .measured = gate_progress_measured,
        .own = &progress,
    };
    if (run_plan_keep(options->plan, 2 * gating->cell_count, &gating->results, error))
        return YOKE_EXIT_USAGE;
    gate_progress_start(&progress, options->plan, &gating->suite, gating->cell_count);
    const int status = pair_run(&pairing, gating->record, error);
    progress_end(&progress);
    const struct gate_outputs outputs = {options->catalogue, options->format, &options->target, gating->results.folder,
                                         options->quiet};
    const int written = gate_outputs_write(&outputs, &gating->record->facts, error);
    if (status || written)
        return YOKE_EXIT_FAILED;
    if (!options->quiet && !gating->baseline)
        gate_duet_note(&gating->record->facts, options->duet, stderr);
    return (int)gating->record->facts.exit;
}

static void gating_release(struct gating *gating)
{
    gate_suite_release(&gating->suite);
    results_release(&gating->results);
    record_free(gating->record);
    record_free(gating->baseline);
    free(gating->doubled);
    cells_free(gating->cells, gating->cell_count);
    gate_policy_free(gating->policy);
}

static int policy_load(struct gating *gating, struct yoke_error *error)
{
    struct document_fault fault = {0};
    const time_t now = time(NULL);
    struct tm day;
    gmtime_r(&now, &day);
    strftime(gating->today, sizeof gating->today, "%Y-%m-%d", &day);
    if (!gate_policy_read(gating->options->policy, &gating->policy, &fault))
        return 0;
    document_snippet_print(&fault.snippet, stderr);
    yoke_error_set(error, "%s", fault.error.text[0] ? fault.error.text : "no memory for the gate file");
    return YOKE_EXIT_USAGE;
}

/* Both sides discard the same number of runs, and a study of one of them cannot know it for the other. */
static int study_refuse(const struct plan *plan, struct yoke_error *error)
{
    if (!plan->warmup_study)
        return 0;
    yoke_error_set(error, "gate makes no warm-up study: yoke run --warmup-study finds the number, --warmup gives it to gate");
    return YOKE_EXIT_USAGE;
}

int gate_command(const struct gate_options *options, struct yoke_error *error)
{
    struct gating gating = {.options = options};
    struct driver_options run;
    int status = policy_load(&gating, error);
    if (!status)
        status = study_refuse(options->plan, error);
    if (!status && options->baseline)
        status = gate_baseline_read(options->baseline, environment_machine(options->environment), &gating.baseline, error);
    if (!status)
        status = cells_choose(&gating, error);
    if (!status)
        status = prepare(&gating, &run, error);
    if (!status)
        status = measure(&gating, &run, error);
    gating_release(&gating);
    return gate_exit_map(status, options->strict, options->bisect);
}

int gate_again(const char *path, const struct yoke_report *format, const struct yoke_target *target, bool strict,
               bool bisect, struct yoke_error *error)
{
    struct record *record = NULL;
    struct gate_suite suite = {0};
    int status = YOKE_EXIT_USAGE;
    if (!record_load(path, &record, error) && !gate_suite_restore(&suite, &record->facts, error)) {
        gate_suite_update(&suite, &record->facts);
        status = YOKE_EXIT_FAILED;
        if (!gate_suite_settle(&suite, record)) {
            const uint64_t before = record->facts.exit;
            if (before == YOKE_MISSING || before <= 128) /* a signal stays what ended it */
                record->facts.exit = gate_exit(&record->facts);
            if (!format->write(&record->facts, target, error))
                status = (int)record->facts.exit;
        }
    }
    gate_suite_release(&suite);
    record_free(record);
    return gate_exit_map(status, strict, bisect);
}
