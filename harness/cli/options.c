/* SPDX-License-Identifier: MIT */
/* Reading the command line. No prefix of an option is accepted: it would freeze the name of every future option. */
#include "options.h"

#include "options_private.h"
#include "suggest.h"

#include <errno.h>
#include <string.h>

void options_hint(struct request_error *error, const char *verb)
{
    snprintf(error->hint, sizeof error->hint, "yoke help %.40s     shows all options", verb);
}

const struct yoke_report *options_text_report(const struct yoke_catalogue *catalogue, const char *name)
{
    for (const struct yoke_report *const *report = catalogue->reports; *report; report++)
        if ((*report)->kind == YOKE_REPORT_TEXT && !strcmp((*report)->name, name))
            return *report;
    return NULL;
}

/* --- verbs ----------------------------------------------------------------------------------------------- */

static int refuse_verb(struct options_parser *parser, const char *word)
{
    const struct yoke_workload *const *workload = parser->options->catalogue->workloads;
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, word);
    for (enum options_verb verb = 0; verb < OPTIONS_VERBS; verb++)
        suggestion_offer(&suggestion, options_verb_facts(verb)->name);
    struct request_error *error;
    while (*workload && strcmp((*workload)->name, word) != 0)
        workload++;
    if (*workload)
        error = request_errors_add(parser->errors, "%s is a workload, not a verb: write yoke run %s", word, word);
    else if (*word == '-')
        error =
            request_errors_add(parser->errors, "%.80s stands before the verb: write yoke VERB, then its options", word);
    else
        error = request_errors_add(parser->errors, "no verb \"%.80s\"%s", word, suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke help     shows all verbs");
    return -EINVAL;
}

static int parse_verb(struct options_parser *parser, const char *word)
{
    if (!strcmp(word, "--help") || !strcmp(word, "-h"))
        word = "help";
    if (!strcmp(word, "--version")) {
        parser->options->verb = OPTIONS_VERSION;
        return 0;
    }
    for (enum options_verb verb = 0; verb < OPTIONS_VERBS; verb++)
        if (!strcmp(options_verb_facts(verb)->name, word)) {
            parser->options->verb = verb;
            parser->verb = word;
            return 0;
        }
    return refuse_verb(parser, word);
}

/* --- arguments without a dash ---------------------------------------------------------------------------- */

/* "plans/x.json" and "x.json" are files; workloads have neither slash nor ending. */
static bool is_plan_file(const char *word)
{
    size_t length = strlen(word);
    return strchr(word, '/') || (length > 5 && !strcmp(word + length - 5, ".json"));
}

static int take_subject(struct options_parser *parser, const char *word)
{
    if (parser->positional) {
        struct request_error *error =
            request_errors_add(parser->errors, "one workload or plan file at a time, not \"%.60s\" and \"%.60s\"",
                               parser->positional, word);
        snprintf(error->hint, sizeof error->hint, "a plan file takes several studies: yoke help plan-schema");
        return -EINVAL;
    }
    parser->positional = word;
    if (is_plan_file(word)) {
        parser->options->plan_file = word;
        return 0;
    }
    return request_set(parser->options->request, -1, "workload", word, "", true);
}

static int take_list_noun(struct options_parser *parser, const char *word)
{
    static const char *const nouns[] = {"workloads", "executors", "schedules", "reports"};
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, word);
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        if (!strcmp(nouns[i], word))
            return 0;
        suggestion_offer(&suggestion, nouns[i]);
    }
    request_errors_add(parser->errors, "list shows workloads, executors, schedules or reports, not \"%.60s\"%s", word,
                       suggestion_text(&suggestion, text));
    return -EINVAL;
}

static bool topic_takes_one(enum options_verb verb)
{
    return verb == OPTIONS_LIST || verb == OPTIONS_CHECK || verb == OPTIONS_STATS;
}

static int take_argument(struct options_parser *parser, const char *word)
{
    struct options *options = parser->options;
    if (options->verb == OPTIONS_RUN || options->verb == OPTIONS_PLAN)
        return take_subject(parser, word);
    size_t most = options->verb == OPTIONS_HELP ? 2 : topic_takes_one(options->verb) ? 1 : 0;
    if (options->topic_count == most) {
        options_hint(
            request_errors_add(parser->errors, "%s does not know what to do with \"%.60s\"", parser->verb, word),
            parser->verb);
        return -EINVAL;
    }
    options->topics[options->topic_count++] = word;
    return options->verb == OPTIONS_LIST ? take_list_noun(parser, word) : 0;
}

static int take_word(struct options_parser *parser, const char *word)
{
    if (!parser->options_ended && !strcmp(word, "--")) {
        parser->options_ended = true;
        return 0;
    }
    if (!parser->options_ended && word[0] == '-' && word[1])
        return options_take_flag(parser, word);
    return take_argument(parser, word);
}

/* What only the whole line tells. */
static int finish(struct options_parser *parser)
{
    struct options *options = parser->options;
    if (parser->help) {
        options->topics[0] = parser->verb;
        options->topic_count = options->verb != OPTIONS_HELP;
        options->verb = OPTIONS_HELP;
        return 0;
    }
    if (options->verb == OPTIONS_CHECK && !options->topic_count) {
        options_hint(request_errors_add(parser->errors, "check what? Name the result.json of a run"), parser->verb);
        return -EINVAL;
    }
    if (options->verb == OPTIONS_STATS && !options->topic_count) {
        options_hint(request_errors_add(parser->errors, "stats of what? Name a file of numbers, or - for standard input"),
                     parser->verb);
        return -EINVAL;
    }
    if (options->json && options->format && strcmp(options->format->name, "json") != 0) {
        request_errors_add(parser->errors, "--json and --format %s both want stdout: take one of them",
                           options->format->name);
        return -EINVAL;
    }
    if (!options->format)
        options->format = options_text_report(options->catalogue, options->json ? "json" : "table");
    return 0;
}

int options_parse(struct options *options, int count, char *const arguments[], struct request_errors *errors)
{
    struct options_parser parser = {.options = options, .errors = errors, .arguments = arguments, .count = count};
    options->verb = OPTIONS_NOTHING;
    options->margin = 0.03; /* what two runs of a calm machine can be proven to agree within after 12 pairs */
    if (count == 0)
        return 0;
    int status = parse_verb(&parser, arguments[parser.at++]);
    while (!status && options->verb < OPTIONS_VERBS && parser.at < count) {
        const char *word = arguments[parser.at++];
        status = take_word(&parser, word);
    }
    if (!status && options->verb < OPTIONS_VERBS)
        status = finish(&parser);
    if (status == -ENOMEM)
        request_errors_add(errors, "no memory for the command line");
    return status;
}
