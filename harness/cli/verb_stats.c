/* SPDX-License-Identifier: MIT */
/* yoke stats. */
#include <stddef.h>

#include "program.h"
#include "stats_command.h"

/* what two runs of a calm machine can be proven to agree within after 12 pairs */
static const struct stats_settings defaults = {.margin = 0.03};

static const struct verb_flag flags[] = {
    {.name = "margin",
     .argument = "SHARE",
     .fallback = "3%",
     .summary = "two columns: a ratio proven to be nearer to 1 than this is no difference",
     .value = VERB_SHARE,
     .offset = offsetof(struct stats_settings, margin)},
    {.name = NULL},
};

static void examples(const struct help_about *about, FILE *stream)
{
    (void)about;
    fputs("  yoke stats times.txt\n  paste before.txt after.txt | yoke stats - --margin 2%\n", stream);
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    const struct stats_settings *settings = program->options.settings;
    const struct stats_options options = {
        .path = program->options.arguments[0],
        .margin = settings->margin,
        .json = program->options.json,
        .stream = stdout,
    };
    const int status = stats_command(&options, &error);
    return program_end(&error, status);
}

extern const struct verb verb_stats;
const struct verb verb_stats = {
    .name = "stats",
    .usage = "FILE|- [options]",
    .summary = "statistics of a column of numbers, or of two paired ones",
    .more = "Reads a number a line, or two to compare, from a file or standard input (-); what follows a # is\n"
            "passed over. Intervals and tests are those of every report; docs/statistics.md says which and why.",
    .examples = examples,
    .least = 1,
    .most = 1,
    .missing = "stats of what? Name a file of numbers, or - for standard input",
    .shared = VERB_JSON,
    .flags = flags,
    .defaults = &defaults,
    .settings_bytes = sizeof defaults,
    .run = run,
};
