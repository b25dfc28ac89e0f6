/* SPDX-License-Identifier: MIT */
/* The page of a verb: examples first, then its options in groups, each with its default on this machine. */
#include "help_private.h"

#include "param_text.h"
#include "sweep.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_COLUMN = 30, LINE_COLUMNS = 110 }; /* where summaries begin, where lines end */

/* The groups, in the order a newcomer meets them. */
static const char *const groups[] = {"What to run", "How long", "Where", "What to record", "Output"};

static void show_examples(const struct help_about *about, enum options_verb verb, FILE *stream)
{
    const struct yoke_workload *example = help_example(about->catalogue);
    const char *name = example ? example->name : "WORKLOAD";
    char names[HELP_NAMES_BYTES], value[UNITS_TEXT_BYTES];
    help_executor_names(about->catalogue, 2, names);
    if (verb == OPTIONS_RUN) {
        fprintf(stream, "  yoke run %s\n  yoke run %s -e %s -w 1,2,4 -o results/mine\n", name, name, names);
        if (example && example->params && example->params->name) {
            param_exact(example->params, example->params->fallback, value);
            fprintf(stream, "  yoke run %s -p %s=%s --tasks 100 --json\n", name, example->params->name, value);
        }
        fputs("  yoke run plan.json -w cores --dry-run\n", stream);
    } else if (verb == OPTIONS_PLAN) {
        fprintf(stream, "  yoke plan %s > plan.json\n  yoke plan plan.json -w 1..64x2\n", name);
    } else if (verb == OPTIONS_LIST) {
        fputs("  yoke list\n  yoke list workloads\n", stream);
    } else if (verb == OPTIONS_HELP) {
        fputs("  yoke help run\n  yoke help sweeps\n", stream);
        fprintf(stream, "  yoke help workload %s\n", name);
    } else if (verb == OPTIONS_STATS) {
        fputs("  yoke stats times.txt\n  paste before.txt after.txt | yoke stats - --margin 2%\n", stream);
    } else {
        fprintf(stream, "  yoke %s\n", options_verb_facts(verb)->name);
    }
}

/* "[1..pus, here 1,2,3,4]" */
static void write_workers_fallback(const struct help_about *about, FILE *stream)
{
    const struct sweep_word words[] = {{"cores", about->machine->cores}, {"pus", about->machine->pus}, {NULL, 0}};
    const struct sweep_rule rule = {.unit = YOKE_COUNT, .words = words};
    const char *fallback = request_workers_fallback(about->machine);
    struct yoke_error error = {0};
    uint64_t *values = NULL;
    size_t count = 0;
    fprintf(stream, "[%s", fallback);
    if (!sweep_parse(fallback, &rule, &values, &count, &error))
        for (size_t i = 0; i < count; i++)
            fprintf(stream, "%s%" PRIu64, i ? "," : ", here ", values[i]);
    free(values);
    fputs("]", stream);
}

static void write_fallback(const struct help_about *about, const struct options_flag *flag, FILE *stream)
{
    char names[HELP_NAMES_BYTES];
    if (flag->key == &request_keys[REQUEST_WORKERS])
        write_workers_fallback(about, stream);
    else if (flag->key == &request_keys[REQUEST_EXECUTORS])
        fprintf(stream, "[all, here %s]", help_executor_names(about->catalogue, SIZE_MAX, names));
    else if (flag->fallback)
        fprintf(stream, "[%s]", flag->fallback);
}

/* One option: its default stands behind its summary, or below it where the line is too short for both. */
static void show_flag(const struct help_about *about, const struct options_flag *flag, FILE *stream)
{
    char letter[8] = "    ", fallback[HELP_NAMES_BYTES + 64] = "";
    FILE *text = fmemopen(fallback, sizeof fallback, "w");
    if (text) {
        write_fallback(about, flag, text);
        fclose(text);
    }
    if (flag->letter)
        snprintf(letter, sizeof letter, "-%c, ", flag->letter);
    int written = fprintf(stream, "  %s--%s%s%s", letter, flag->name, flag->argument ? " " : "",
                          flag->argument ? flag->argument : "");
    fprintf(stream, "%*s%s", written < TEXT_COLUMN ? TEXT_COLUMN - written : 1, "", flag->summary);
    bool fits = TEXT_COLUMN + strlen(flag->summary) + strlen(fallback) < LINE_COLUMNS;
    if (!fits && fallback[0])
        fprintf(stream, "\n%*s%s", TEXT_COLUMN, "", fallback);
    fprintf(stream, "%s%s\n", fits && fallback[0] ? " " : "", fits ? fallback : "");
}

static void show_group(const struct help_about *about, enum options_verb verb, const char *group, FILE *stream)
{
    struct options_flag flag;
    const char *heading = group;
    for (size_t i = 0; options_flag_at(i, &flag); i++) {
        if (!(flag.verbs & 1u << verb) || strcmp(flag.group, group) != 0)
            continue;
        if (heading)
            fprintf(stream, "\n%s\n", heading);
        heading = NULL;
        show_flag(about, &flag, stream);
    }
}

void help_verb(const struct help_about *about, enum options_verb verb, FILE *stream)
{
    const struct options_verb_facts *facts = options_verb_facts(verb);
    fprintf(stream, "yoke %s %s\n\n%s: %s.\n", facts->name, facts->usage, facts->name, facts->summary);
    if (facts->more)
        fprintf(stream, "%s\n", facts->more);
    fputs("\nExamples\n", stream);
    show_examples(about, verb, stream);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        show_group(about, verb, groups[i], stream);
    if (verb == OPTIONS_RUN || verb == OPTIONS_PLAN)
        fputs("\nNumbers: yoke help units. Lists and ranges: yoke help sweeps. Exit codes: yoke help exit-codes.\n",
              stream);
}
