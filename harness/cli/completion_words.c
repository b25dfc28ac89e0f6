/* SPDX-License-Identifier: MIT */
/* The words behind an option follow from what its table says of its value. */
#include "completion_words.h"

#include <ctype.h>
#include <string.h>

#include "help_private.h"

static void executors_write(const struct yoke_catalogue *catalogue, FILE *stream)
{
    fputs("all", stream);
    for (const struct yoke_executor *const *executor = catalogue->executors; *executor; executor++)
        fprintf(stream, " %s", (*executor)->name);
}

static void schedules_write(const struct yoke_catalogue *catalogue, FILE *stream)
{
    fputs("all", stream);
    for (const struct yoke_schedule *const *schedule = catalogue->schedules; *schedule; schedule++)
        fprintf(stream, " %s", (*schedule)->name);
}

static void workloads_write(const struct yoke_catalogue *catalogue, FILE *stream)
{
    for (const struct yoke_workload *const *workload = catalogue->workloads; *workload; workload++)
        fprintf(stream, "%s ", (*workload)->name);
}

static void reports_write(const struct yoke_catalogue *catalogue, bool text_only, FILE *stream)
{
    for (const struct yoke_report *const *report = catalogue->reports; *report; report++)
        if (!text_only || (*report)->kind == YOKE_REPORT_TEXT)
            fprintf(stream, "%s ", (*report)->name);
}

/* "poisson|constant" are the words themselves; in "FILE|sha256:HEX" the first stands for something. */
static bool choices_write(const char *argument, FILE *stream)
{
    const char *bar = argument ? strchr(argument, '|') : NULL;
    if (!bar)
        return false;
    for (const char *letter = argument; *letter; letter++)
        if (isupper((unsigned char)*letter))
            return false;
    for (const char *letter = argument; *letter; letter++)
        fputc(*letter == '|' ? ' ' : *letter, stream);
    return true;
}

static bool words_write(const char *const *words, FILE *stream)
{
    for (size_t i = 0; words[i]; i++)
        fprintf(stream, "%s%s", i ? " " : "", words[i]);
    return true;
}

bool completion_values(const struct yoke_catalogue *catalogue, const struct options_flag *flag, FILE *stream)
{
    if (flag->key == &request_keys[REQUEST_EXECUTORS])
        return executors_write(catalogue, stream), true;
    if (flag->key == &request_keys[REQUEST_SCHEDULES])
        return schedules_write(catalogue, stream), true;
    if (flag->own && flag->own->words)
        return words_write(flag->own->words, stream);
    if (choices_write(flag->argument, stream))
        return true;
    const bool reports = flag->argument && !strncmp(flag->argument, "REPORT", strlen("REPORT"));
    if (reports)
        reports_write(catalogue, !strchr(flag->argument, ','), stream); /* one: what standard output takes */
    return reports;
}

/* The words a usage begins with, or has behind a bar: "[workloads|executors|…]", "add RESULT.json… | list | show
 * [PATTERN…]". */
static void nouns_write(const char *usage, FILE *stream)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    for (const char *part = usage; part; part = strchr(part, '|')) {
        part += strspn(part, "| [");
        const size_t length = strspn(part, letters);
        if (length && strchr("| ]", part[length])) /* the end of the text too */
            fprintf(stream, "%.*s ", (int)length, part);
    }
}

void completion_arguments(const struct yoke_catalogue *catalogue, const struct verb *verb, FILE *stream)
{
    if (verb->plan)
        workloads_write(catalogue, stream);
    nouns_write(verb->usage, stream);
    if (strcmp(verb->name, "help") != 0)
        return;
    fputs("workload executor ", stream);
    for (const struct verb *const *other = verbs; *other; other++)
        fprintf(stream, "%s ", (*other)->name);
    for (const struct help_page *page = help_pages; page->name; page++)
        fprintf(stream, "%s ", page->name);
}
