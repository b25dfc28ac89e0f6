/* SPDX-License-Identifier: MIT */
/* yoke run. */
#include <stddef.h>

#include "help_private.h"
#include "param_text.h"
#include "program.h"
#include "requirement.h"
#include "run.h"
#include "version.h"

struct run_settings {
    bool dry_run, yes, profile;
    struct verb_texts require;
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
    {.name = "profile",
     .summary = "when all is measured, run every cell once more and sample where its processor time goes",
     .offset = offsetof(struct run_settings, profile)},
    {.name = "require",
     .argument = "NAMES",
     .summary = "refuse the machine with exit status 6 unless it is so: quiet, cpus=4, ...; yoke help require",
     .value = VERB_TEXTS,
     .offset = offsetof(struct run_settings, require)},
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
    fprintf(stream, "  yoke run %s --rate 2000/s -w 4\n  yoke run %s -w 1,4 --profile\n", name, name);
    fputs("  yoke run plan.json -w cores --dry-run\n", stream);
}

static int check(struct options *options, struct request_errors *errors)
{
    const struct run_settings *settings = options->settings;
    return requirements_read(&settings->require, errors);
}

/* Before anything runs. Returns 0 or an exit status with a sentence. */
static int machine_require(const struct program *program, const struct plan *plan, struct yoke_error *error)
{
    const struct run_settings *settings = program->options.settings;
    const struct facilities facilities = {.steal_share = facilities_steal_share()};
    const struct yoke_version version = version_facts();
    struct counter_group *counters = NULL;
    if (!settings->require.count)
        return 0;
    if (counter_group_open(NULL, &counters, error))
        return YOKE_EXIT_FAILED;
    const struct doctor_options options = {
        .machine = environment_machine(program->environment),
        .counters = counters,
        .facilities = &facilities,
        .build = &version.build,
    };
    const int status = requirements_meet(&settings->require, &options, plan, error);
    counter_group_close(counters);
    return status ? YOKE_EXIT_REFUSED : 0;
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    struct plan *plan;
    const struct run_settings *settings = program->options.settings;
    int status = program_plan(program, &plan);
    if (status)
        return status;
    plan->profile |= settings->profile;
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
    status = machine_require(program, plan, &error);
    if (!status)
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
    .check = check,
    .run = run,
};
