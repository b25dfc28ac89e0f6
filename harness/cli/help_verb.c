/* SPDX-License-Identifier: MIT */
/* The page of a verb: examples first, then its options in groups, each with its default on this machine. */
#include "help_private.h"

#include "sweep.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_COLUMN = 30, LINE_COLUMNS = 110 }; /* where summaries begin, where lines end */

/* The groups that verbs have in common, in the order a newcomer meets them. What is a verb's alone comes before. */
static const char *const groups[] = {"What to run", "How long", "Where", "What to record", "Output"};

static bool is_common(const char *group)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (!strcmp(groups[i], group))
            return true;
    return false;
}

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

/* Words of `text` from column `column` on, in lines that begin at TEXT_COLUMN. Returns the column after the last one.
 */
static int write_folded(const char *text, int column, FILE *stream)
{
    for (const char *word = text; *word;) {
        const int length = (int)strcspn(word, " ");
        if (column > TEXT_COLUMN && column + 1 + length > LINE_COLUMNS)
            column = fprintf(stream, "\n%*s", TEXT_COLUMN, "") - 1;
        else if (column > TEXT_COLUMN)
            column += fprintf(stream, " ");
        column += fprintf(stream, "%.*s", length, word);
        word += length + (word[length] == ' ');
    }
    return column;
}

/* One option: what it does, then its default on this machine. */
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
    int column = fprintf(stream, "  %s--%s%s%s", letter, flag->name, flag->argument ? " " : "",
                         flag->argument ? flag->argument : "");
    if (column < TEXT_COLUMN)
        column += fprintf(stream, "%*s", TEXT_COLUMN - column, "");
    else
        column = fprintf(stream, "\n%*s", TEXT_COLUMN, "") - 1;
    column = write_folded(flag->summary, column, stream);
    if (fallback[0] &&
        column + 1 + (int)strlen(fallback) > LINE_COLUMNS) /* a line of its own, so that it stays in one piece */
        column = fprintf(stream, "\n%*s", TEXT_COLUMN, "") - 1;
    write_folded(fallback, column, stream);
    fputc('\n', stream);
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

/* The groups that only this verb has, each where its first option stands. */
static void show_own_groups(const struct help_about *about, const struct verb *verb, FILE *stream)
{
    struct options_flag flag, earlier;
    for (size_t i = 0; options_flag_at(verb, i, &flag); i++) {
        bool shown = is_common(flag.group);
        for (size_t k = 0; k < i && !shown && options_flag_at(verb, k, &earlier); k++)
            shown = !strcmp(earlier.group, flag.group);
        if (!shown)
            show_group(about, verb, flag.group, stream);
    }
}

void help_verb(const struct help_about *about, const struct verb *verb, FILE *stream)
{
    const char last = verb->summary[strlen(verb->summary) - 1];
    fprintf(stream, "yoke %s %s\n\n%s: %s%s\n", verb->name, verb->usage, verb->name, verb->summary,
            last == '?' ? "" : ".");
    if (verb->more)
        fprintf(stream, "%s\n", verb->more);
    show_examples(about, verb, stream);
    show_own_groups(about, verb, stream);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        show_group(about, verb, groups[i], stream);
    if (verb->plan)
        fputs("\nNumbers: yoke help units. Lists and ranges: yoke help sweeps. Exit codes: yoke help exit-codes.\n",
              stream);
}
