/* SPDX-License-Identifier: MIT */
/* yoke history. */
#include <stddef.h>
#include <string.h>

#include "history_command.h"
#include "program.h"

#define KEEP "What to keep"
#define LOOK "What to look at"

struct history_settings {
    const char *database, *commit, *time, *since, *output;
    uint64_t last;
    double tolerance;
    unsigned format; /* enum rows_format */
    bool absolute;
};

/* 1000 commits: what came before says nothing of today, and each is looked at in milliseconds. 1 %: what a gate calls a change. */
static const struct history_settings defaults = {.last = 1000, .tolerance = 0.01};
static const char *const format_words[] = {[ROWS_JSONL] = "jsonl", [ROWS_CSV] = "csv", NULL};

#define AT(member) .offset = offsetof(struct history_settings, member)

static const struct verb_flag flags[] = {
    {.name = "db", .argument = "FILE", .group = KEEP, .value = VERB_TEXT, AT(database),
     .fallback = HISTORY_FOLDER "/FINGERPRINT.sqlite", .summary = "where the history is"},
    {.name = "commit", .argument = "ID", .group = KEEP, .value = VERB_TEXT, AT(commit),
     .fallback = "the gate's candidate, GITHUB_SHA, CI_COMMIT_SHA, or what git has here",
     .summary = "add: the commit that was measured"},
    {.name = "time", .argument = "UTC", .group = KEEP, .value = VERB_TEXT, AT(time), .fallback = "when it was measured",
     .summary = "add: its place in the line of commits, such as 2026-11-22T10:00:00Z"},
    {.name = "last", .argument = "COUNT", .group = LOOK, .value = VERB_NUMBER, AT(last), .unit = YOKE_COUNT, .fallback = "1000",
     .summary = "list, show, check: the newest so many of each series; 0: all"},
    {.name = "tolerance", .argument = "SHARE", .group = LOOK, .value = VERB_SHARE, AT(tolerance), .fallback = "1%",
     .summary = "show, check: a smaller change is none"},
    {.name = "since", .argument = "COMMIT", .group = LOOK, .value = VERB_TEXT, AT(since), .fallback = "no change is known",
     .summary = "show, check: changes up to this commit are known, and pass"},
    {.name = "absolute", .group = LOOK, AT(absolute),
     .summary = "show, check: seek changes in times without a base, too, which wander with the machine"},
    {.name = "to", .argument = "jsonl|csv", .value = VERB_WORD, AT(format), .words = format_words, .fallback = "jsonl",
     .summary = "export: the format"},
    {.name = "output", .letter = 'o', .argument = "PLACE", .value = VERB_TEXT, AT(output),
     .fallback = "no charts; export: standard output",
     .summary = "show, check: a folder for charts of the series; export: a file"},
    {.name = NULL},
};

static void examples(const struct help_about *about, FILE *stream)
{
    (void)about;
    fputs("  yoke gate spin --base-ref v1.0 --candidate-ref HEAD --build 'make' -o out; yoke history add out/result.json\n"
          "  yoke history check\n"
          "  yoke history show 'spin/*' -o charts\n"
          "  yoke history export --to csv -o history.csv\n"
          "  yoke history import history.csv --db copy.sqlite\n",
          stream);
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    const struct options *given = &program->options;
    const struct history_settings *settings = given->settings;
    const struct history_options options = {
        .action = given->arguments[0],
        .arguments = given->arguments + 1,
        .argument_count = given->argument_count - 1,
        .database = settings->database,
        .commit = settings->commit,
        .time = settings->time,
        .since = settings->since,
        .output = settings->output,
        .last = settings->last,
        .tolerance = settings->tolerance,
        .absolute = settings->absolute,
        .strict = given->strict,
        .json = given->json,
        .format = (enum rows_format)settings->format,
        .catalogue = program->catalogue,
        .target = program_target(program),
    };
    const int status = history_command(&options, &error);
    return program_end(&error, status);
}

extern const struct verb verb_history;
const struct verb verb_history = {
    .name = "history",
    .usage = "add RESULT.json… | list | show [PATTERN…] | check [PATTERN…] | import FILE… | export [options]",
    .summary = "results of a line of commits: where did it change? Exits 3 when it got worse",
    .more = "Keeps what gates and runs found, commit by commit, and finds lasting changes in the ratios to a fixed base\n"
            "(docs/history.md). check exits 3 when the newest level of any series is worse than the one before it.",
    .examples = examples,
    .least = 1,
    .most = SIZE_MAX,
    .missing = "history of what? Write yoke history add RESULT.json, or list, show, check, import, export",
    .shared = VERB_JSON | VERB_COLOR | VERB_STRICT,
    .flags = flags,
    .defaults = &defaults,
    .settings_bytes = sizeof defaults,
    .run = run,
};
