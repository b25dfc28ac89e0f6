/* SPDX-License-Identifier: MIT */
/* yoke run. */
#include <stddef.h>

#include "help_private.h"
#include "param_text.h"
#include "program.h"
#include "run.h"

struct run_settings {
    bool dry_run, yes;
};

static const struct run_settings defaults;

static const struct verb_flag flags[] = {
    {.name = "dry-run",
     .summary = "say what would be measured, and measure nothing",
     .offset = offsetof(struct run_settings, dry_run)},
    {.name = "yes",
     .letter = 'y',
     .summary = "go on where yoke would ask whether so many cells are meant",
     .offset = offsetof(struct run_settings, yes)},
    {.name = NULL},
};

static void examples(const struct help_about *about, FILE *stream)
{
    const struct yoke_workload *example = help_example(about->catalogue);
    const char *name = example ? example->name : "WORKLOAD";
    char names[HELP_NAMES_BYTES], value[UNITS_TEXT_BYTES];
    help_executor_names(about->catalogue, 2, names);
    fprintf(stream, "  yoke run %s\n  yoke run %s -e %s -w 1,2,4 -o results/mine\n", name, name, names);
    if (example && example->params && example->params->name) {
        param_exact(example->params, example->params->fallback, value);
        fprintf(stream, "  yoke run %s -p %s=%s --tasks 100 --json\n", name, example->params->name, value);
    }
    fputs("  yoke run plan.json -w cores --dry-run\n", stream);
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    struct plan *plan;
    const struct run_settings *settings = program->options.settings;
    int status = program_plan(program, &plan);
    if (status)
        return status;
    const struct run_options options = {
        .catalogue = program->catalogue,
        .plan = plan,
        .topology = program->topology,
        .environment = program->environment,
        .format = program->options.format,
        .program = program->path,
        .command = (const char *const *)program->arguments,
        .command_count = (size_t)program->argument_count,
        .dry_run = settings->dry_run,
        .quiet = program->options.quiet,
        .yes = settings->yes,
        .target = program_target(program),
    };
    status = run_command(&options, &error);
    plan_free(plan);
    return program_end(&error, status);
}

extern const struct verb verb_run;
const struct verb verb_run = {
    .name = "run",
    .usage = "WORKLOAD|PLAN.json [options]",
    .summary = "measure a workload, or all that a plan file asks for",
    .more = "Visits every combination of executor, number of workers, parameter and placement in shuffled order,\n"
            "each time in a fresh process. Results go to stdout and to a folder, progress to stderr.\n"
            "Options replace what a plan file says.",
    .examples = examples,
    .plan = true,
    .shared = VERB_FORMAT | VERB_JSON | VERB_QUIET | VERB_COLOR,
    .flags = flags,
    .defaults = &defaults,
    .settings_bytes = sizeof defaults,
    .machine = true,
    .run = run,
};
