/* SPDX-License-Identifier: MIT */
/* yoke tune. */
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "habits.h"
#include "help_private.h"
#include "program.h"
#include "recommend_sentence.h"
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

/* --- widths ---------------------------------------------------------------------------------------------------- */

enum { WIDTHS_BYTES = 1024 };

/* Work that waits gains by workers far beyond the processors. A sample has tasks for the widest, and one worker runs
 * them one after the other: with 128 a first look at an HTTP client that waits 2.5 ms takes 40 s, with 64 half of it.
 */
enum { WAITING_WIDEST = 64 };

/* What computes gains nothing beyond the processors; four times as many shows whether it loses. */
enum { COMPUTING_WIDTHS_A_CPU = 4 };

/* Every width up to 8, then steps of a quarter at most: where 5 % count as none, a step of a quarter below the knee is
 * seen and one above it costs no more than a quarter more workers. Returns the bytes used. */
static size_t widths_write(char text[WIDTHS_BYTES], uint64_t widest)
{
    size_t used = (size_t)snprintf(text, WIDTHS_BYTES, "1..%" PRIu64, widest < 8 ? widest : 8);
    uint64_t step = 2;
    for (uint64_t workers = 10; workers <= widest && used < WIDTHS_BYTES; workers += step) {
        used += (size_t)snprintf(text + used, WIDTHS_BYTES - used, ",%" PRIu64, workers);
        if (workers >= 8 * step)
            step *= 2;
    }
    return used;
}

static bool plan_waits(const struct plan *plan)
{
    for (size_t i = 0; i < plan->study_count; i++)
        if (plan->studies[i].workload->bound == YOKE_IO_BOUND || plan->studies[i].workload->bound == YOKE_MIXED ||
            plan->studies[i].command)
            return true;
    return false;
}

/* Below what a plan file or the command line says. */
static int widths_set(struct request *request, bool waits, const struct yoke_cpus *cpus,
                      const struct recommend_rule *rule)
{
    char widths[WIDTHS_BYTES];
    const uint64_t computing = COMPUTING_WIDTHS_A_CPU * cpus->usable;
    size_t used = widths_write(widths, waits && computing < WAITING_WIDEST ? WAITING_WIDEST : computing);
    for (size_t i = 0; i < rule->habit_count && used < sizeof widths; i++)
        if (rule->habits[i].workers <= HABITS_WIDEST)
            used += (size_t)snprintf(widths + used, sizeof widths - used, ",%" PRIu64, rule->habits[i].workers);
    return used < sizeof widths ? request_set(request, -1, "workers", widths, "", false) : -ENOMEM;
}

static int fallbacks_set(struct request *request)
{
    /* 60 s with what comes before the first block and after the last. One sample a start: a block is over sooner, and
     * every start is a pair. A visit that was disturbed costs a rank; another block costs no more than its repetition
     */
    static const char *const others[][2] = {{"budget", "55s"}, {"iterations", "1"}, {"reserve", "0%"}};
    int status = 0;
    for (size_t i = 0; i < sizeof others / sizeof *others && !status; i++)
        status = request_set(request, -1, others[i][0], others[i][1], "", false);
    return status;
}

/* What a workload claims to be bound by says how wide is wide: the request is resolved a second time for work that
 * waits. */
static int plan_make(struct program *program, const struct recommend_rule *rule, struct plan **plan)
{
    const struct yoke_cpus *cpus = &environment_machine(program->environment)->cpus;
    const struct yoke_error memory = {"no memory"};
    if (fallbacks_set(program->request) || widths_set(program->request, false, cpus, rule))
        return program_error(&memory, YOKE_EXIT_FAILED);
    const int status = program_plan(program, plan);
    if (status || !plan_waits(*plan))
        return status;
    plan_free(*plan);
    *plan = NULL;
    if (widths_set(program->request, true, cpus, rule))
        return program_error(&memory, YOKE_EXIT_FAILED);
    return request_resolve(program->request, program->catalogue, &program->machine, plan, &program->errors)
               ? program_usage(program)
               : 0;
}

/* --- the verb
 * ------------------------------------------------------------------------------------------------------------ */

static struct recommend_rule rule_of(const struct tune_settings *settings, const struct recommend_habit habits[],
                                     size_t habit_count)
{
    struct recommend_rule rule = {
        .objective = RECOMMEND_THROUGHPUT, .theta = settings->theta, .habits = habits, .habit_count = habit_count};
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

/* One sentence for each work. */
static void close_print(const struct yoke_record *record, FILE *stream)
{
    char sentence[RECOMMEND_SENTENCE_BYTES];
    for (size_t i = 0; i < record->advice_count; i++)
        if (recommend_is_first(record, i)) {
            recommend_sentence(&record->advice[i], sentence);
            fprintf(stream, "%s\n", sentence);
        }
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
        .closing = close_print,
        .policy = &policy,
    };
    return run_command(&options, error);
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    struct plan *plan = NULL;
    struct recommend_habit habits[HABITS_MOST];
    const size_t habit_count = habits_list(&environment_machine(program->environment)->cpus, habits);
    const struct recommend_rule rule = rule_of(program->options.settings, habits, habit_count);
    struct tuner tuner = {.rule = &rule};
    int status = plan_make(program, &rule, &plan);
    if (status)
        return status;
    if (plan->rate_mhz && rule.objective != RECOMMEND_LATENCY) {
        plan_free(plan);
        return program_error(
            &(struct yoke_error){
                "with --rate no width is faster than another: say how long tasks may take, --p99 20ms"},
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
