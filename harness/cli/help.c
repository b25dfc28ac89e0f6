/* SPDX-License-Identifier: MIT */
/* Finding the page that was asked for, and the page that lists the pages. */
#include "help.h"

#include "help_private.h"
#include "suggest.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

enum { NAME_COLUMNS = 10, EXAMPLE_COLUMNS = 52, TOPIC_COLUMNS = 18 };
enum { EXAMPLE_PARAMS = 2 }; /* parameters enough to show what parameters are */

const char *help_executor_names(const struct yoke_catalogue *catalogue, size_t most, char text[HELP_NAMES_BYTES])
{
    size_t used = 0, count = 0;
    text[0] = '\0';
    for (const struct yoke_executor *const *executor = catalogue->executors; *executor && count < most; executor++) {
        if ((*executor)->unavailable || used + strlen((*executor)->name) + 2 > HELP_NAMES_BYTES)
            continue;
        used += (size_t)snprintf(text + used, HELP_NAMES_BYTES - used, "%s%s", count ? "," : "", (*executor)->name);
        count++;
    }
    return text;
}

const struct yoke_workload *help_example(const struct yoke_catalogue *catalogue)
{
    const struct yoke_workload *example = NULL;
    size_t most = 0;
    for (const struct yoke_workload *const *workload = catalogue->workloads; *workload; workload++) {
        size_t params = 0;
        while (params < EXAMPLE_PARAMS && (*workload)->params && (*workload)->params[params].name)
            params++;
        if ((*workload)->unavailable || (example && params <= most))
            continue;
        example = *workload;
        most = params;
    }
    return example;
}

static void show_verbs(FILE *stream)
{
    for (const struct verb *const *verb = verbs; *verb; verb++)
        fprintf(stream, "  %-*s %s\n", NAME_COLUMNS, (*verb)->name, (*verb)->summary);
}

__attribute__((format(printf, 3, 4))) static void show_example(FILE *stream, const char *what, const char *format, ...)
{
    char command[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    fprintf(stream, "  %-*s %s\n", EXAMPLE_COLUMNS, command, what);
}

void help_brief(const struct help_about *about, FILE *stream)
{
    char names[HELP_NAMES_BYTES];
    const struct yoke_workload *example = help_example(about->catalogue);
    const char *name = example ? example->name : "WORKLOAD";
    fputs("yoke measures how the same work speeds up on different executors, workers and machines.\n\n", stream);
    show_example(stream, "every executor, every width", "yoke run %s", name);
    show_example(stream, "two of them, 1 to 8 workers", "yoke run %s -e %s -w 1..8", name,
                 help_executor_names(about->catalogue, 2, names));
    fputs("\n", stream);
    show_verbs(stream);
    fputs("\nyoke help VERB shows a verb's options, yoke help all topics.\n", stream);
}

static void show_overview(const struct help_about *about, FILE *stream)
{
    help_brief(about, stream);
    fputs("\nTopics, yoke help TOPIC\n", stream);
    fprintf(stream, "  %-*s %s\n", TOPIC_COLUMNS, "VERB", "the options of a verb, with their defaults on this machine");
    fprintf(stream, "  %-*s %s\n", TOPIC_COLUMNS, "workload NAME", "its parameters: units, limits, defaults");
    fprintf(stream, "  %-*s %s\n", TOPIC_COLUMNS, "executor NAME", "what it can do and what it needs");
    for (const struct help_page *page = help_pages; page->name; page++)
        fprintf(stream, "  %-*s %s\n", TOPIC_COLUMNS, page->name, page->summary);
    fputs("\nyoke --version says which build this is.\n", stream);
}

/* A name that the catalogue does not have. */
static int refuse_name(const char *kind, const char *name, struct suggestion *suggestion, struct request_errors *errors)
{
    char text[SUGGESTION_TEXT_BYTES];
    struct request_error *error =
        request_errors_add(errors, "no %s \"%.60s\"%s", kind, name, suggestion_text(suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke list %ss     shows all", kind);
    return -EINVAL;
}

static int show_workload(const struct yoke_catalogue *catalogue, const char *name, FILE *stream,
                         struct request_errors *errors)
{
    struct suggestion suggestion;
    suggestion_start(&suggestion, name);
    for (const struct yoke_workload *const *workload = catalogue->workloads; *workload; workload++) {
        if (!strcmp((*workload)->name, name)) {
            help_workload(*workload, stream);
            return 0;
        }
        suggestion_offer(&suggestion, (*workload)->name);
    }
    return refuse_name("workload", name, &suggestion, errors);
}

static int show_executor(const struct yoke_catalogue *catalogue, const char *name, FILE *stream,
                         struct request_errors *errors)
{
    struct suggestion suggestion;
    suggestion_start(&suggestion, name);
    for (const struct yoke_executor *const *executor = catalogue->executors; *executor; executor++) {
        if (!strcmp((*executor)->name, name)) {
            help_executor(*executor, stream);
            return 0;
        }
        suggestion_offer(&suggestion, (*executor)->name);
    }
    return refuse_name("executor", name, &suggestion, errors);
}

static int refuse_topic(const struct help_about *about, const char *topic, struct request_errors *errors)
{
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, topic);
    for (const struct yoke_workload *const *workload = about->catalogue->workloads; *workload; workload++)
        if (!strcmp((*workload)->name, topic)) {
            request_errors_add(errors, "%s is a workload: write yoke help workload %s", topic, topic);
            return -EINVAL;
        }
    for (const struct yoke_executor *const *executor = about->catalogue->executors; *executor; executor++)
        if (!strcmp((*executor)->name, topic)) {
            request_errors_add(errors, "%s is an executor: write yoke help executor %s", topic, topic);
            return -EINVAL;
        }
    for (const struct verb *const *verb = verbs; *verb; verb++)
        suggestion_offer(&suggestion, (*verb)->name);
    for (const struct help_page *page = help_pages; page->name; page++)
        suggestion_offer(&suggestion, page->name);
    struct request_error *error =
        request_errors_add(errors, "no topic \"%.60s\"%s", topic, suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke help     shows all topics");
    return -EINVAL;
}

static int show_topic(const struct help_about *about, const char *topic, FILE *stream, struct request_errors *errors)
{
    const struct verb *verb = verb_find(topic);
    if (verb) {
        help_verb(about, verb, stream);
        return 0;
    }
    for (const struct help_page *page = help_pages; page->name; page++)
        if (!strcmp(page->name, topic))
            return page->write(stream);
    return refuse_topic(about, topic, errors);
}

int help_show(const struct help_about *about, const char *const topics[], size_t topic_count, FILE *stream,
              struct request_errors *errors)
{
    if (topic_count == 0) {
        show_overview(about, stream);
        return 0;
    }
    bool workload = !strcmp(topics[0], "workload"), executor = !strcmp(topics[0], "executor");
    if (workload || executor) {
        if (topic_count == 2)
            return workload ? show_workload(about->catalogue, topics[1], stream, errors)
                            : show_executor(about->catalogue, topics[1], stream, errors);
        struct request_error *error =
            request_errors_add(errors, "which %s? Write yoke help %s NAME", topics[0], topics[0]);
        snprintf(error->hint, sizeof error->hint, "yoke list %ss     shows all", topics[0]);
        return -EINVAL;
    }
    if (topic_count == 2) {
        request_errors_add(errors, "help shows one topic at a time, not \"%.60s %.60s\"", topics[0], topics[1]);
        return -EINVAL;
    }
    return show_topic(about, topics[0], stream, errors);
}
