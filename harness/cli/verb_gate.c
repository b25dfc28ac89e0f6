/* SPDX-License-Identifier: MIT */
/* yoke gate. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "gate.h"
#include "help_private.h"
#include "program.h"

#define SIDES "What to compare"
#define RULE  "How to decide"

struct gate_settings {
    const char *base, *candidate, *baseline, *base_ref, *candidate_ref, *build, *metric, *filter, *policy, *from;
    unsigned profile; /* index in gate_profiles */
    double tolerance; /* 0: the profile's margins */
    bool duet, control, anytime, bisect, explain;
};

static const struct gate_settings defaults = {.profile = GATE_PROFILE_DEFAULT};

#define AT(member) .offset = offsetof(struct gate_settings, member)

static const struct verb_flag flags[] = {
    {.name = "base", .argument = "SIDE", .group = SIDES, .value = VERB_TEXT, AT(base),
     .summary = "the side that was there before: an older yoke, a program of its library, a plug-in or a command"},
    {.name = "candidate", .argument = "SIDE", .group = SIDES, .value = VERB_TEXT, AT(candidate),
     .fallback = "this program", .summary = "the side in question"},
    {.name = "base-ref", .argument = "REF", .group = SIDES, .value = VERB_TEXT, AT(base_ref),
     .summary = "take the base from this git revision, built apart: origin/main, v1.2, HEAD~3"},
    {.name = "candidate-ref", .argument = "REF", .group = SIDES, .value = VERB_TEXT, AT(candidate_ref),
     .fallback = "the working tree", .summary = "take the candidate from one too"},
    {.name = "build", .argument = "COMMAND", .group = SIDES, .value = VERB_TEXT, AT(build),
     .fallback = "nothing to build", .summary = "how a revision is built, for the shell: 'make -j2 prog'"},
    {.name = "baseline", .argument = "RESULT.json", .group = SIDES, .value = VERB_TEXT, AT(baseline),
     .summary = "take the base from a stored result of this very machine: weaker, so with wider margins"},
    {.name = "control", .group = SIDES, AT(control),
     .summary = "compare the base with itself: shows what the gate would not see here"},
    {.name = "from", .argument = "RESULT.json", .group = SIDES, .value = VERB_TEXT, AT(from),
     .summary = "measure nothing: decide again from the pairs of a stored record"},
    {.name = "filter", .argument = "WORDS", .group = SIDES, .value = VERB_TEXT, AT(filter),
     .summary = "only cells whose names hold all words: 'executor=fork workers>=2 spin'"},
    {.name = "profile", .argument = "NAME", .group = RULE, .value = VERB_WORD, AT(profile), .words = gate_profile_words,
     .fallback = "default", .summary = "coarse, default, fine or strict: how small a change matters"},
    {.name = "metric", .argument = "NAMES", .group = RULE, .value = VERB_TEXT, AT(metric),
     .fallback = "cpu and own of serial computing cells, wall of others",
     .summary = "cpu, own, wall, p99, rss, dispatch, speedup, efficiency or a counter; several between commas"},
    {.name = "tolerance", .argument = "SHARE", .group = RULE, .value = VERB_SHARE, AT(tolerance),
     .fallback = "the profile's", .summary = "slower by more fails, and the same means within it"},
    {.name = "policy", .argument = "FILE", .group = RULE, .value = VERB_TEXT, AT(policy),
     .fallback = "gate.json here or above", .summary = "tolerances and accepted regressions by cell"},
    {.name = "duet", .group = RULE, AT(duet),
     .summary = "run both sides at once where they agree better so: what disturbs one then disturbs both"},
    {.name = "explain", .group = RULE, AT(explain),
     .summary = "when all is decided, sample on both sides of what changed where the processor time goes, and say what grew"},
    {.name = "anytime", .group = RULE, AT(anytime), .summary = "decide after any pair, by e-processes instead of looks"},
    {.name = "bisect", .group = RULE, AT(bisect),
     .summary = "exit as git bisect run wants it: 0 good, 1 slower, 125 cannot be judged"},
    {.name = NULL},
};

static void examples(const struct help_about *about, FILE *stream)
{
    const struct yoke_workload *example = help_example(about->catalogue);
    const char *name = example ? example->name : "WORKLOAD";
    fprintf(stream, "  yoke gate %s --base ./yoke-before\n", name);
    fprintf(stream, "  yoke gate %s --base ./before --candidate ./after --profile fine --budget 2min\n", name);
    fprintf(stream, "  yoke gate --base './old/prog x' --candidate './new/prog x'\n");
    fputs("  yoke gate --base-ref origin/main --build 'make prog' --candidate './prog x'\n", stream);
    fprintf(stream, "  yoke gate %s --baseline results/before/result.json\n", name);
    fprintf(stream, "  yoke gate %s --control\n  yoke gate --from results/latest/result.json\n", name);
}

/* Unless another report is asked for, what is shown are verdicts. */
static const struct yoke_report *format_choose(const struct program *program)
{
    if (program->options.format_name || program->options.json)
        return program->options.format;
    for (const struct yoke_report *const *report = program->catalogue->reports; *report; report++)
        if (!strcmp((*report)->name, "verdicts"))
            return *report;
    return program->options.format;
}

/* Deciding again takes what was asked for from the record. What it has no use for is refused rather than ignored. */
static int from_check(const struct options *options, struct request_errors *errors)
{
    const struct gate_settings *settings = options->settings;
    const char *said = options->plan_file ? options->plan_file : request_first_said(options->request);
    const struct {
        const char *name;
        bool given;
    } others[] = {
        {said, said},
        {"--base", settings->base},
        {"--candidate", settings->candidate},
        {"--base-ref", settings->base_ref},
        {"--candidate-ref", settings->candidate_ref},
        {"--build", settings->build},
        {"--control", settings->control},
        {"--filter", settings->filter},
        {"--profile", settings->profile != GATE_PROFILE_DEFAULT},
        {"--metric", settings->metric},
        {"--tolerance", settings->tolerance > 0},
        {"--policy", settings->policy},
        {"--explain", settings->explain},
        {"--anytime", settings->anytime},
    };
    for (size_t i = 0; settings->from && i < sizeof others / sizeof *others; i++)
        if (others[i].given) {
            request_errors_add(errors, "--from decides by the rule that the record has, and writes to standard output: leave out "
                               "%.60s (files: yoke report %.150s)", others[i].name, settings->from);
            return -EINVAL;
        }
    return 0;
}

static int check(struct options *options, struct request_errors *errors)
{
    const struct gate_settings *settings = options->settings;
    if (settings->metric && !settings->metric[strspn(settings->metric, ",")]) {
        request_errors_add(errors, "--metric needs a name: cpu, own, wall, p99, rss, dispatch, speedup, efficiency or a counter");
        return -EINVAL;
    }
    if (settings->duet && (settings->baseline || settings->from)) {
        request_errors_add(errors, "--duet: with %s there are no two sides to run at once",
                           settings->baseline ? "--baseline" : "--from");
        return -EINVAL;
    }
    if (settings->baseline && (settings->anytime || settings->from)) {
        request_errors_add(errors, "--baseline %.150s: leave out %s", settings->baseline, settings->from
                           ? "--from, whose record holds what it was held against" : "--anytime, which looks at pairs");
        return -EINVAL;
    }
    return from_check(options, errors);
}

/* In an open loop the arrivals decide the wall time, and every build would pass. */
static bool metric_is_idle(const struct plan *plan, const char *metric)
{
    static const char *const idle[] = {"wall", "speedup", "efficiency"};
    bool found = plan->rates.count && !metric;
    for (size_t i = 0; plan->rates.count && metric && i < sizeof idle / sizeof *idle; i++)
        found |= strstr(metric, idle[i]) != NULL;
    return found;
}

static int gate(struct program *program, const struct gate_settings *settings, struct gate_sides *sides,
                struct yoke_error *error)
{
    struct plan *plan;
    const bool latency = settings->metric && strstr(settings->metric, "p99");
    if (latency && request_set(program->request, -1, "latency", "on", "--metric p99", true))
        return YOKE_EXIT_FAILED;
    /* as many as interleaved cells are best measured with; a stored baseline has its own number */
    if (!settings->baseline && request_set(program->request, -1, "iterations", REQUEST_AUTO, "gate", false))
        return YOKE_EXIT_FAILED;
    int status = gate_sides_request(sides, program->request) ? YOKE_EXIT_FAILED : program_plan(program, &plan);
    if (status)
        return gate_exit_map(status, false, settings->bisect);
    plan->profile |= settings->explain;
    if (metric_is_idle(plan, settings->metric)) {
        plan_free(plan);
        yoke_error_set(error, "with --rate the arrivals decide the wall time, whatever the build: gate --metric p99, cpu or rss");
        return gate_exit_map(YOKE_EXIT_USAGE, false, settings->bisect);
    }
    const struct gate_options options = {
        .catalogue = program->catalogue,
        .plan = plan,
        .topology = program->topology,
        .environment = program->environment,
        .format = format_choose(program),
        .program = program->path,
        .command = (const char *const *)program->arguments,
        .command_count = (size_t)program->argument_count,
        .target = program_target(program),
        .sides = sides,
        .baseline = settings->baseline,
        .metric = settings->metric,
        .filter = settings->filter,
        .policy = settings->policy,
        .tolerance = settings->tolerance,
        .profile = &gate_profiles[settings->profile],
        .control = settings->control,
        .duet = settings->duet,
        .anytime = settings->anytime,
        .strict = program->options.strict,
        .bisect = settings->bisect,
        .quiet = program->options.quiet,
    };
    status = gate_command(&options, error);
    plan_free(plan);
    return status;
}

static int measure(struct program *program, const struct gate_settings *settings, struct yoke_error *error)
{
    struct gate_sides sides;
    const struct gate_wish wish = {
        .base = settings->base,
        .candidate = settings->candidate,
        .base_ref = settings->base_ref,
        .candidate_ref = settings->candidate_ref,
        .build = settings->build,
        .baseline = settings->baseline,
        .control = settings->control,
        .quiet = program->options.quiet,
        .program = program->path,
    };
    int status = gate_sides_find(&sides, &wish, error);
    status = status ? gate_exit_map(status, false, settings->bisect) : gate(program, settings, &sides, error);
    gate_sides_release(&sides);
    return status;
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    const struct gate_settings *settings = program->options.settings;
    int status;
    if (settings->from) {
        const struct yoke_target target = program_target(program);
        status = gate_again(settings->from, format_choose(program), &target, program->options.strict, settings->bisect, &error);
    } else {
        status = measure(program, settings, &error);
    }
    return program_end(&error, status);
}

extern const struct verb verb_gate;
const struct verb verb_gate = {
    .name = "gate",
    .usage = "[WORKLOAD|PLAN.json] --base SIDE --candidate SIDE [options]",
    .summary = "did it get slower? Two builds in interleaved pairs; the exit status answers",
    .more = "Starts base and candidate in pairs, one right after the other, in an order that a coin decides, and stops as\n"
            "soon as it knows. \"unchanged\" is said only when it is proven. Exit: 0 passed, 1 something failed, 3 slower,\n"
            "4 undecided (only with --strict), 5 nothing compared, 6 the machine is unfit. docs/gate.md tells why.",
    .examples = examples,
    .plan = true,
    .shared = VERB_FORMAT | VERB_JSON | VERB_QUIET | VERB_COLOR | VERB_STRICT,
    .flags = flags,
    .defaults = &defaults,
    .settings_bytes = sizeof defaults,
    .machine = true,
    .check = check,
    .run = run,
};
