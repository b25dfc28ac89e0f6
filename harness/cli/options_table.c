/* SPDX-License-Identifier: MIT */
/* Every verb and every option. Settings of a plan come from the table of keys; the others stand here. */
#include "options_private.h"

#include <stddef.h>

static const struct options_verb_facts verbs[OPTIONS_VERBS] = {
    [OPTIONS_RUN] =
        {"run", "WORKLOAD|PLAN.json [options]", "measure a workload, or all that a plan file asks for",
         "Visits every combination of executor, number of workers, parameter and placement in shuffled order,\n"
         "each time in a fresh process. Results go to stdout and to a folder, progress to stderr.\n"
         "Options replace what a plan file says."},
    [OPTIONS_LIST] = {"list", "[workloads|executors|schedules|reports]",
                      "what there is to run, and why some of it cannot run here", NULL},
    [OPTIONS_TOPO] = {"topo", "[options]", "packages, cores, caches and memory nodes, and which processors workers get",
                      NULL},
    [OPTIONS_DOCTOR] = {"doctor", "[options]", "is this machine fit to measure? What is missing, and what mends it",
                        NULL},
    [OPTIONS_PLAN] =
        {"plan", "WORKLOAD|PLAN.json [options]", "print the plan that run would follow, as a plan file",
         "Everything is resolved and checked as for run, and nothing is run. The output can be saved, changed\n"
         "and run: yoke plan WORKLOAD > plan.json; yoke run plan.json."},
    [OPTIONS_CHECK] = {"check", "RESULT.json [options]", "is a stored result trustworthy? Every warning with its evidence",
                       "Analyses the record anew, from its samples alone, and shows it as run would have."},
    [OPTIONS_STATS] = {"stats", "FILE|- [options]", "statistics of a column of numbers, or of two paired ones",
                       "Reads a number a line, or two to compare, from a file or standard input (-); what follows a # is\n"
                       "passed over. Intervals and tests are those of every report; docs/statistics.md says which and why."},
    [OPTIONS_HELP] = {"help", "[TOPIC]", "this, or more about one topic", NULL},
};

#define RUN    (1u << OPTIONS_RUN)
#define PLAN   (1u << OPTIONS_PLAN)
#define DOCTOR (1u << OPTIONS_DOCTOR)
#define CHECK  (1u << OPTIONS_CHECK)
#define STATS  (1u << OPTIONS_STATS)
#define ALL    ((1u << OPTIONS_VERBS) - 1)
#define OUTPUT "Output"

static const struct options_flag own_flags[OPTIONS_OWN_FLAGS] = {
    [OPTIONS_FORMAT] = {.name = "format",
                        .argument = "REPORT",
                        .group = OUTPUT,
                        .fallback = "table",
                        .verbs = RUN | CHECK,
                        .summary = "report on stdout: any text report of yoke list reports"},
    [OPTIONS_JSON] = {.name = "json",
                      .group = OUTPUT,
                      .verbs = RUN | PLAN | DOCTOR | CHECK | STATS,
                      .summary = "one JSON document on stdout and nothing else"},
    [OPTIONS_DRY_RUN] = {.name = "dry-run",
                         .group = OUTPUT,
                         .verbs = RUN,
                         .summary = "say what would be measured, and measure nothing"},
    [OPTIONS_YES] = {.name = "yes",
                     .letter = 'y',
                     .group = OUTPUT,
                     .verbs = RUN,
                     .summary = "go on where yoke would ask whether so many cells are meant"},
    [OPTIONS_QUIET] =
        {.name = "quiet", .letter = 'q', .group = OUTPUT, .verbs = RUN, .summary = "no progress on stderr"},
    [OPTIONS_COLOR] = {.name = "color",
                       .argument = "WHEN",
                       .group = OUTPUT,
                       .fallback = "auto",
                       .verbs = RUN | DOCTOR | CHECK,
                       .summary = "colours: always, never or auto (on a terminal that has them)"},
    [OPTIONS_STRICT] = {.name = "strict",
                        .group = OUTPUT,
                        .verbs = CHECK,
                        .summary = "exit with 4 when there is anything to be careful about"},
    [OPTIONS_MARGIN] = {.name = "margin",
                        .argument = "SHARE",
                        .group = OUTPUT,
                        .fallback = "3%",
                        .verbs = STATS,
                        .summary = "two columns: a ratio proven to be nearer to 1 than this is no difference"},
    [OPTIONS_HELP_FLAG] = {.name = "help", .letter = 'h', .group = OUTPUT, .verbs = ALL, .summary = "this"},
};

const struct options_verb_facts *options_verb_facts(enum options_verb verb)
{
    return &verbs[verb];
}

bool options_flag_at(size_t index, struct options_flag *flag)
{
    if (index >= REQUEST_KEYS) {
        index -= REQUEST_KEYS;
        if (index < OPTIONS_OWN_FLAGS)
            *flag = own_flags[index];
        return index < OPTIONS_OWN_FLAGS;
    }
    const struct request_key *key = &request_keys[index];
    *flag = (struct options_flag){.name = key->option,
                                  .letter = key->letter,
                                  .argument = key->argument,
                                  .group = key->group,
                                  .summary = key->summary,
                                  .fallback = key->fallback ? key->fallback : key->fallback_note,
                                  .verbs = key->option ? RUN | PLAN : 0,
                                  .key = key};
    return true;
}
