/* SPDX-License-Identifier: MIT */
/* yoke tune. */
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "help_private.h"
#include "program.h"
#include "run.h"
#include "tuner.h"

struct tune_settings {
    double theta, efficiency; /* efficiency 0: not asked for */
    uint64_t p99_ns;          /* 0: not asked for */
};

static const struct tune_settings defaults = {.theta = RECOMMEND_THETA};

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
     .value = VERB_SHARE,
     .offset = offsetof(struct tune_settings, efficiency)},
    {.name = NULL},
};

static void examples(const struct help_about *about, FILE *stream)
{
    const struct yoke_workload *example = help_example(about->catalogue);
    const char *name = example ? example->name : "WORKLOAD";
    fprintf(stream, "  yoke tune %s\n  yoke tune %s -e pthread --budget 2min\n", name, name);
    fprintf(stream, "  yoke tune %s --efficiency 80%%\n  yoke tune %s -e coop,pthread -w 1..512x2\n", name, name);
}

/* --- widths -------------------------------------------------------------------------------------------------------------- */

enum { HABITS = 5, WIDTHS_BYTES = 256 };

/* Every width up to 16, then steps of a quarter up to 32: the answer is never further from the truth than that. A sample has tasks
 * for the widest, so that more than 32 would take most budgets to open with. */
static const char widths_fallback[] = "1..16,20,24,28,32";

static uint64_t least(uint64_t left, uint64_t right)
{
    return left < right ? left : right;
}

/* What pools are as wide as when nobody says: CPython's thread pools by version, process pools and OpenMP, one worker. */
static void habits_fill(const struct yoke_cpus *cpus, struct recommend_habit habits[HABITS])
{
    const uint64_t online = cpus->online, affinity = cpus->affinity == YOKE_MISSING ? online : cpus->affinity;
    habits[0] = (struct recommend_habit){"one", 1};
    habits[1] = (struct recommend_habit){"cpus", online};
    habits[2] = (struct recommend_habit){"py35", 5 * online};
    habits[3] = (struct recommend_habit){"py38", least(32, online + 4)};
    habits[4] = (struct recommend_habit){"py313", least(32, affinity + 4)};
}

/* Below what a plan file or the command line says. */
static int fallbacks_set(struct program *program, const struct recommend_habit habits[HABITS])
{
    char widths[WIDTHS_BYTES];
    size_t used = (size_t)snprintf(widths, sizeof widths, "%s", widths_fallback);
    for (size_t i = 0; i < HABITS && used < sizeof widths; i++)
        used += (size_t)snprintf(widths + used, sizeof widths - used, ",%" PRIu64, habits[i].workers);
    int status = request_set(program->request, -1, "workers", widths, "", false);
    /* one sample a start: a block is over sooner, and every start is a pair */
    static const char *const others[][2] = {{"budget", "60s"}, {"iterations", "1"}};
    for (size_t i = 0; i < sizeof others / sizeof *others && !status; i++)
        status = request_set(program->request, -1, others[i][0], others[i][1], "", false);
    return status;
}

/* --- the verb ------------------------------------------------------------------------------------------------------------ */

static struct recommend_rule rule_of(const struct tune_settings *settings, const struct recommend_habit habits[HABITS])
{
    struct recommend_rule rule = {.objective = RECOMMEND_THROUGHPUT,
                                  .theta = settings->theta,
                                  .habits = habits,
                                  .habit_count = HABITS};
    if (settings->p99_ns) {
        rule.objective = RECOMMEND_LATENCY;
        rule.target = (double)settings->p99_ns;
    } else if (settings->efficiency > 0) {
        rule.objective = RECOMMEND_EFFICIENCY;
        rule.target = settings->efficiency;
    }
    return rule;
}

static int check(struct options *options, struct request_errors *errors)
{
    const struct tune_settings *settings = options->settings;
    if (settings->p99_ns && settings->efficiency > 0) {
        request_errors_add(errors, "--p99 and --efficiency are two goals: take one of them");
        return -EINVAL;
    }
    return settings->p99_ns ? request_set(options->request, -1, "latency", "on", "--p99", true) : 0;
}

static int measure(struct program *program, const struct plan *plan, struct tuner *tuner, struct yoke_error *error)
{
    const struct driver_policy policy = tuner_policy(tuner);
    const struct run_options options = {
        .catalogue = program->catalogue,
        .plan = plan,
        .topology = program->topology,
        .environment = program->environment,
        .format = program->options.format,
        .program = program->path,
        .command = (const char *const *)program->arguments,
        .command_count = (size_t)program->argument_count,
        .quiet = program->options.quiet,
        .yes = true,
        .target = program_target(program),
        .policy = &policy,
    };
    return run_command(&options, error);
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    struct plan *plan;
    struct recommend_habit habits[HABITS];
    habits_fill(&environment_machine(program->environment)->cpus, habits);
    const struct recommend_rule rule = rule_of(program->options.settings, habits);
    struct tuner tuner = {.rule = &rule};
    if (fallbacks_set(program, habits))
        return program_error(&(struct yoke_error){"no memory"}, YOKE_EXIT_FAILED);
    int status = program_plan(program, &plan);
    if (status)
        return status;
    if (plan->rate_mhz && rule.objective != RECOMMEND_LATENCY) {
        plan_free(plan);
        return program_error(&(struct yoke_error){"with --rate no width is faster than another: say how long tasks may take, --p99 20ms"},
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
    .more = "Measures a few widths of every executor, then only what may still change the answer, and stops when nothing\n"
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
