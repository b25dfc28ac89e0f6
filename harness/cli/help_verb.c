/* SPDX-License-Identifier: MIT */
/* The page of a verb: examples first, then its options in groups, each with its default on this machine. */
#include "help_private.h"

#include "sweep.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_COLUMN = 30, LINE_COLUMNS = 110 }; /* where summaries begin, where lines end */

/* The groups, in the order a newcomer meets them. */
static const char *const groups[] = {"What to run", "How long", "Where", "What to record", "Output"};

static void show_examples(const struct help_about *about, const struct verb *verb, FILE *stream)
{
    fputs("\nExamples\n", stream);
    if (verb->examples)
        verb->examples(about, stream);
    else
        fprintf(stream, "  yoke %s\n", verb->name);
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

static void show_group(const struct help_about *about, const struct verb *verb, const char *group, FILE *stream)
{
    struct options_flag flag;
    const char *heading = group;
    for (size_t i = 0; options_flag_at(verb, i, &flag); i++) {
        if (strcmp(flag.group, group) != 0)
            continue;
        if (heading)
            fprintf(stream, "\n%s\n", heading);
        heading = NULL;
        show_flag(about, &flag, stream);
    }
}

void help_verb(const struct help_about *about, const struct verb *verb, FILE *stream)
{
    fprintf(stream, "yoke %s %s\n\n%s: %s.\n", verb->name, verb->usage, verb->name, verb->summary);
    if (verb->more)
        fprintf(stream, "%s\n", verb->more);
    show_examples(about, verb, stream);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        show_group(about, verb, groups[i], stream);
    if (verb->plan)
        fputs("\nNumbers: yoke help units. Lists and ranges: yoke help sweeps. Exit codes: yoke help exit-codes.\n",
              stream);
}
