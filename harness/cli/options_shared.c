/* SPDX-License-Identifier: MIT */
/* The options of a verb, from three tables: the keys of a plan, its own, and those that verbs share. */
#include "options_private.h"

#include "compare.h"
#include "gate_rule.h"
#include "suggest.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const char *const color_words[] = {
    [TERMINAL_COLOR_AUTO] = "auto", [TERMINAL_COLOR_ALWAYS] = "always", [TERMINAL_COLOR_NEVER] = "never", NULL};

static const char *const by_words[] = {[COMPARE_BY_FILE] = "file",
                                       [COMPARE_BY_MACHINE] = "machine",
                                       [COMPARE_BY_EXECUTOR] = "executor",
                                       [COMPARE_BY_WORKLOAD] = "workload",
                                       NULL};

#define COMPARING "How to compare several results"

static const struct {
    enum verb_shared bit;
    struct verb_flag flag;
} shared[] = {
    {VERB_COMPARE,
     {.name = "by",
      .argument = "WHAT",
      .group = COMPARING,
      .fallback = "file",
      .summary = "what is held against what: file, machine (results of one machine together), executor or workload",
      .value = VERB_WORD,
      .words = by_words,
      .offset = offsetof(struct options, compare.by)}},
    {VERB_COMPARE,
     {.name = "reference",
      .argument = "NAME",
      .group = COMPARING,
      .fallback = "the first",
      .summary = "what the others are held against: a file, a machine, an executor or a workload",
      .value = VERB_TEXT,
      .offset = offsetof(struct options, compare.reference)}},
    {VERB_COMPARE,
     {.name = "profile",
      .argument = "NAME",
      .group = COMPARING,
      .fallback = "default",
      .summary = "coarse, default, fine or strict: how small a change matters",
      .value = VERB_WORD,
      .words = gate_profile_words,
      .offset = offsetof(struct options, compare.profile)}},
    {VERB_COMPARE,
     {.name = "metric",
      .argument = "NAMES",
      .group = COMPARING,
      .fallback = "cpu and own of serial computing cells, wall of others",
      .summary = "cpu, own, wall, p99, rss, dispatch or a counter; several between commas",
      .value = VERB_TEXT,
      .offset = offsetof(struct options, compare.metric)}},
    {VERB_COMPARE,
     {.name = "filter",
      .argument = "WORDS",
      .group = COMPARING,
      .summary = "only cells whose names hold all words: 'executor=fork workers>=2 spin'",
      .value = VERB_TEXT,
      .offset = offsetof(struct options, compare.filter)}},
    {VERB_FORMAT,
     {.name = "format",
      .argument = "REPORT",
      .fallback = "table",
      .summary = "report on stdout: any text report of yoke list reports",
      .value = VERB_TEXT,
      .offset = offsetof(struct options, format_name)}},
    {VERB_JSON,
     {.name = "json",
      .summary = "one JSON document on stdout and nothing else",
      .offset = offsetof(struct options, json)}},
    {VERB_QUIET,
     {.name = "quiet", .letter = 'q', .summary = "no progress on stderr", .offset = offsetof(struct options, quiet)}},
    {VERB_COLOR,
     {.name = "color",
      .argument = "WHEN",
      .fallback = "auto",
      .summary = "colours: always, never or auto (on a terminal that has them)",
      .value = VERB_WORD,
      .words = color_words,
      .offset = offsetof(struct options, color)}},
    {VERB_STRICT,
     {.name = "strict",
      .summary = "exit with 4 when there is anything to be careful about",
      .offset = offsetof(struct options, strict)}},
    {VERB_PLUGIN,
     {.name = "plugin",
      .argument = "FILE",
      .group = "What to run",
      .summary = "shared object with workloads, executors and reports of your own; may come again",
      .value = VERB_TEXTS,
      .offset = offsetof(struct options, plugins)}},
    {VERB_HELP, {.name = "help", .letter = 'h', .summary = "this", .offset = offsetof(struct options, help)}},
};

static void fill_key(const struct request_key *key, struct options_flag *flag)
{
    *flag = (struct options_flag){.name = key->option,
                                  .letter = key->letter,
                                  .argument = key->argument,
                                  .group = key->group,
                                  .summary = key->summary,
                                  .fallback = key->fallback ? key->fallback : key->fallback_note,
                                  .key = key};
}

static void fill_own(const struct verb_flag *own, bool is_shared, struct options_flag *flag)
{
    *flag = (struct options_flag){.name = own->name,
                                  .letter = own->letter,
                                  .argument = own->argument,
                                  .group = own->group ? own->group : "Output",
                                  .summary = own->summary,
                                  .fallback = own->fallback,
                                  .own = own,
                                  .shared = is_shared};
}

bool options_flag_at(const struct verb *verb, size_t index, struct options_flag *flag)
{
    for (size_t i = 0; verb->plan && i < REQUEST_KEYS; i++)
        if (request_keys[i].option && index-- == 0)
            return fill_key(&request_keys[i], flag), true;
    for (const struct verb_flag *own = verb->flags; own && own->name; own++)
        if (index-- == 0)
            return fill_own(own, false, flag), true;
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        if ((verb->shared | VERB_HELP | VERB_PLUGIN) & shared[i].bit && index-- == 0)
            return fill_own(&shared[i].flag, true, flag), true;
    return false;
}

static const struct yoke_report *text_report(const struct yoke_catalogue *catalogue, const char *name)
{
    for (const struct yoke_report *const *report = catalogue->reports; *report; report++)
        if ((*report)->kind == YOKE_REPORT_TEXT && !strcmp((*report)->name, name))
            return *report;
    return NULL;
}

static int refuse_format(struct options_parser *parser)
{
    const struct options *options = parser->options;
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, options->format_name);
    for (const struct yoke_report *const *report = options->catalogue->reports; *report; report++)
        if ((*report)->kind == YOKE_REPORT_TEXT)
            suggestion_offer(&suggestion, (*report)->name);
    struct request_error *error = request_errors_add(parser->errors, "--format: no text report \"%.60s\"%s",
                                                     options->format_name, suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke list reports     shows which write text");
    return -EINVAL;
}

int options_choose_format(struct options_parser *parser)
{
    struct options *options = parser->options;
    const char *name = options->format_name ? options->format_name : options->json ? "json" : "table";
    options->format = text_report(options->catalogue, name);
    if (!options->format)
        return refuse_format(parser);
    if (!options->json || !strcmp(name, "json"))
        return 0;
    request_errors_add(parser->errors, "--json and --format %s both want stdout: take one of them", name);
    return -EINVAL;
}
