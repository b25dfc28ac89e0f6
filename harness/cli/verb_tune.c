/* SPDX-License-Identifier: MIT */
/* yoke tune. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "help_private.h"
#include "program.h"
#include "run.h"
#include "tune.h"
#include "tune_export.h"
#include "tune_stored.h"
#include "tune_widths.h"
#include "tuner.h"

static const struct tune_settings defaults = {0};

static const struct verb_flag flags[] = {
    {.name = "theta",
     .argument = "SHARE",
     .group = "What to run",
     .fallback = "5%",
     .summary = "a loss of throughput below this is none",
     .value = VERB_SHARE,
     .offset = offsetof(struct tune_settings, theta)},
    {.name = "p99",
     .argument = "DURATION",
     .group = "What to run",
     .summary = "only widths of which 99 in 100 tasks are proven to take no longer",
     .value = VERB_NUMBER,
     .unit = YOKE_NS,
     .least = 1,
     .offset = offsetof(struct tune_settings, p99_ns)},
    {.name = "efficiency",
     .argument = "SHARE",
     .group = "What to run",
     .summary = "only widths with at least this much of ideal speedup",
     .example = "80%",
     .value = VERB_SHARE,
     .offset = offsetof(struct tune_settings, efficiency)},
    {.name = "memory",
     .argument = "SIZE",
     .group = "What to run",
     .summary = "only widths at which the process was never seen to use more memory than this",
     .value = VERB_NUMBER,
     .unit = YOKE_BYTES,
     .least = 1,
     .offset = offsetof(struct tune_settings, memory_bytes)},
    {.name = "from",
     .argument = "RESULT.json",
     .group = "What to run",
     .summary = "measure nothing: the same analysis of a stored record",
     .value = VERB_TEXT,
     .offset = offsetof(struct tune_settings, from)},
    {.name = "compare",
     .argument = "RESULT.json",
     .group = "What to run",
     .summary = "with --from: beside the advice of another machine, and what each would lose by the other's",
     .value = VERB_TEXT,
     .offset = offsetof(struct tune_settings, compare)},
    {.name = "export",
     .argument = "env[:NAMES]",
     .summary = "in place of a report YOKE_MAX_WORKERS=N on stdout, and a line for each variable named",
     .value = VERB_TEXT,
     .offset = offsetof(struct tune_settings, export)},
    {.name = NULL},
};

static void examples(const struct help_about *about, FILE *stream)
{
    const struct yoke_workload *example = help_example(about->catalogue);
    const char *name = example ? example->name : "WORKLOAD";
    fprintf(stream, "  yoke tune %s\n  yoke tune %s -e pthread --budget 2min\n", name, name);
    fprintf(stream, "  yoke tune %s --efficiency 80%%\n  yoke tune %s -e coop,pthread -w 1..512x2\n", name, name);
    fprintf(stream, "  yoke tune %s --export env:OMP_NUM_THREADS\n", name);
    fputs("  yoke tune --from a/result.json --compare b/result.json\n", stream);
}

/* --- the verb
 * ------------------------------------------------------------------------------------------------------------ */

/* With --from nothing is planned, and without it nothing is compared. */
static int check_stored(const struct options *options, struct request_errors *errors)
{
    const struct tune_settings *settings = options->settings;
    const char *said = options->plan_file ? options->plan_file : request_first_said(options->request);
    if (settings->from && said)
        request_errors_add(errors, "--from analyses what was measured: leave out %.60s, or leave out --from to measure",
                           said);
    else if (settings->compare && !settings->from)
        request_errors_add(errors, "--compare takes two records: add --from RESULT.json");
    else if (settings->compare && (settings->export || options->json || options->format_name))
        request_errors_add(errors, "--compare prints lines of its own: leave out %s",
                           settings->export ? "--export"
                           : options->json  ? "--json"
                                            : "--format");
    else
        return 0;
    return -EINVAL;
}

static int check(struct options *options, struct request_errors *errors)
{
    const struct tune_settings *settings = options->settings;
    if ((settings->p99_ns > 0) + (settings->efficiency > 0) + (settings->memory_bytes > 0) > 1) {
        request_errors_add(errors, "--p99, --efficiency and --memory are goals of their own: take one of them");
        return -EINVAL;
    }
    if (check_stored(options, errors))
        return -EINVAL;
    if (settings->export && (options->json || options->format_name)) {
        request_errors_add(errors,
                           "--export takes standard output for itself: leave out %s, and find reports in the folder of "
                           "results",
                           options->json ? "--json" : "--format");
        return -EINVAL;
    }
    if (settings->export && tune_export_check(settings->export, errors))
        return -EINVAL;
    return settings->p99_ns && !settings->from ? request_set(options->request, -1, "latency", "on", "--p99", true) : 0;
}

static int measure(struct program *program, const struct plan *plan, struct tuner *tuner, struct yoke_error *error)
{
    const struct driver_policy policy = tuner_policy(tuner);
    const struct tune_settings *settings = program->options.settings;
    const struct yoke_report *format = tune_format(settings, program->options.format);
    struct tune_ending ending = {settings, format, program->options.quiet};
    const struct run_options options = {
        .catalogue = program->catalogue,
        .plan = plan,
        .topology = program->topology,
        .environment = program->environment,
        .format = format,
        .program = program->path,
        .command = (const char *const *)program->arguments,
        .command_count = (size_t)program->argument_count,
        .quiet = program->options.quiet,
        .yes = true,
        .target = program_target(program),
        .closing = {.say = tune_end, .own = &ending},
        .policy = &policy,
    };
    return run_command(&options, error);
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    struct plan *plan = NULL;
    if (((const struct tune_settings *)program->options.settings)->from)
        return program_end(&error, tune_stored(program, &error));
    struct tune_rule rule;
    tune_rule_fill(&rule, program->options.settings, &environment_machine(program->environment)->cpus);
    struct tuner tuner = {.rule = &rule.rule};
    int status = tune_plan(program, &rule.rule, &plan);
    if (status)
        return status;
    if (plan->rates.count && rule.rule.objective != RECOMMEND_LATENCY) {
        plan_free(plan);
        return program_error(
            &(struct yoke_error){
                "with --rate no width is faster than another: say how long tasks may take, --p99 20ms"},
            YOKE_EXIT_USAGE);
    }
    if (plan->rates.count > 1) {
        plan_free(plan);
        return program_error(
            &(struct yoke_error){"tune looks for the width that suits one load: give one --rate, or take yoke run"},
            YOKE_EXIT_USAGE);
    }
    if (plan->scale_work) {
        plan_free(plan);
        return program_error(
            &(struct yoke_error){"tune looks for the width that is soonest done with given work: take yoke run for --scale work"},
            YOKE_EXIT_USAGE);
    }
    status = measure(program, plan, &tuner, &error);
    plan_free(plan);
    return program_end(&error, status);
}

extern const struct verb verb_tune;
const struct verb verb_tune = {
    .name = "tune",
    .usage = "WORKLOAD|PLAN.json [options]",
    .summary = "how many workers, on which executor, and what widths by habit would lose",
    .more =
        "Measures a few widths of every executor, then only what may still change the answer, and stops when nothing\n"
        "can or the budget is spent. The answer is the fewest workers that are proven as good as the best.",
    .examples = examples,
    .plan = true,
    .shared = VERB_FORMAT | VERB_JSON | VERB_QUIET | VERB_COLOR,
    .flags = flags,
    .defaults = &defaults,
    .settings_bytes = sizeof defaults,
    .machine = true,
    .check = check,
    .run = run,
};
