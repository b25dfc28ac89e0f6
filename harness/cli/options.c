/* SPDX-License-Identifier: MIT */
/* Reading the command line. No prefix of an option is accepted: it would freeze the name of every future option. */
#include "options.h"

#include "options_private.h"
#include "suggest.h"
#include "words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void options_hint(struct request_error *error, const char *verb)
{
    snprintf(error->hint, sizeof error->hint, "yoke help %.40s     shows all options", verb);
}

/* --- verbs ----------------------------------------------------------------------------------------------- */

static int refuse_verb(struct options_parser *parser, const char *word)
{
    const struct yoke_workload *const *workload = parser->options->catalogue->workloads;
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, word);
    for (const struct verb *const *verb = verbs; *verb; verb++)
        suggestion_offer(&suggestion, (*verb)->name);
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
    parser->options->version = !strcmp(word, "--version");
    parser->options->verb = verb_find(word);
    parser->verb = word;
    if (parser->options->verb || parser->options->version)
        return 0;
    return refuse_verb(parser, word);
}

/* --- arguments without a dash ---------------------------------------------------------------------------- */

/* "plans/x.json" and "x.json" are files; workloads have neither slash nor ending. */
static bool is_plan_file(const char *word)
{
    size_t length = strlen(word);
    return strchr(word, '/') || (length > 5 && !strcmp(word + length - 5, ".json"));
}

/* A file that can be run: a plan cannot. */
static bool is_program(const char *word)
{
    struct stat facts;
    return is_plan_file(word) && !stat(word, &facts) && S_ISREG(facts.st_mode) && !access(word, X_OK);
}

static int take_subject(struct options_parser *parser, const char *word)
{
    if (parser->positional) {
        struct request_error *error =
            request_errors_add(parser->errors, "one workload or plan file at a time, not \"%.60s\" and \"%.60s\"",
                               parser->positional, word);
        if (parser->options->verb == verb_find("gate"))
            snprintf(error->hint, sizeof error->hint, "two builds are told by --base and --candidate: yoke help gate");
        else
            snprintf(error->hint, sizeof error->hint, "a command stands behind --: yoke %.12s -- %.24s %.24s", parser->verb,
                     parser->positional, word);
        return -EINVAL;
    }
    if (is_program(word)) {
        struct request_error *error = request_errors_add(parser->errors, "%.200s is a program, and no plan", word);
        snprintf(error->hint, sizeof error->hint, "a command stands behind --: yoke %.12s -- %.60s", parser->verb, word);
        return -EINVAL;
    }
    parser->positional = word;
    if (is_plan_file(word)) {
        parser->options->plan_file = word;
        return 0;
    }
    return request_set(parser->options->request, -1, "workload", word, "", true);
}

static int take_argument(struct options_parser *parser, const char *word)
{
    struct options *options = parser->options;
    if (options->verb->plan)
        return take_subject(parser, word);
    if (options->argument_count == options->verb->most) {
        options_hint(
            request_errors_add(parser->errors, "%s does not know what to do with \"%.60s\"", parser->verb, word),
            parser->verb);
        return -EINVAL;
    }
    options->arguments[options->argument_count++] = word;
    return 0;
}

/* All that is left of the line is a command. */
static int take_command(struct options_parser *parser)
{
    const size_t count = (size_t)(parser->count - parser->at);
    char *text = words_join((const char *const *)parser->arguments + parser->at, count);
    const int status = text ? request_set(parser->options->request, -1, "command", text, "", true) : -ENOMEM;
    parser->at = parser->count;
    free(text);
    return status;
}

static int take_word(struct options_parser *parser, const char *word)
{
    if (!parser->options_ended && !strcmp(word, "--")) {
        parser->options_ended = true;
        return parser->options->verb->plan ? take_command(parser) : 0;
    }
    if (!parser->options_ended && word[0] == '-' && word[1])
        return options_take_flag(parser, word);
    return take_argument(parser, word);
}

/* --- the whole line -------------------------------------------------------------------------------------- */

static void release_settings(struct options *options)
{
    const struct verb_flag *flag = options->verb ? options->verb->flags : NULL;
    for (; options->settings && flag && flag->name; flag++)
        if (flag->value == VERB_TEXTS)
            free(((struct verb_texts *)(void *)((char *)options->settings + flag->offset))->texts);
    free(options->settings);
    options->settings = NULL;
}

/* VERB --help is the verb help, about that verb. */
static void turn_to_help(struct options *options)
{
    release_settings(options);
    options->arguments[0] = options->verb->name;
    options->argument_count = strcmp(options->verb->name, "help") != 0;
    options->verb = verb_find("help");
}

/* What only the whole line tells. */
static int finish(struct options_parser *parser)
{
    struct options *options = parser->options;
    const struct verb *verb = options->verb;
    if (options->help) {
        turn_to_help(options);
        return 0;
    }
    if (!verb->plan && options->argument_count < verb->least) {
        options_hint(request_errors_add(parser->errors, "%s", verb->missing), parser->verb);
        return -EINVAL;
    }
    int status = options_choose_format(parser);
    if (!status && verb->check)
        status = verb->check(options, parser->errors);
    return status;
}

/* Room for every argument there can be, and the verb's own settings at their defaults. */
static int make_room(struct options *options, int count)
{
    options->arguments = calloc((size_t)count, sizeof *options->arguments);
    options->settings = malloc(options->verb->settings_bytes + 1);
    if (!options->arguments || !options->settings)
        return -ENOMEM;
    if (options->verb->defaults)
        memcpy(options->settings, options->verb->defaults, options->verb->settings_bytes);
    return 0;
}

int options_parse(struct options *options, int count, char *const arguments[], struct request_errors *errors)
{
    struct options_parser parser = {.options = options, .errors = errors, .arguments = arguments, .count = count};
    if (count == 0)
        return 0;
    int status = parse_verb(&parser, arguments[parser.at++]);
    if (status || options->version)
        return status;
    status = make_room(options, count);
    while (!status && parser.at < count) {
        const char *word = arguments[parser.at++];
        status = take_word(&parser, word);
    }
    if (!status)
        status = finish(&parser);
    if (status == -ENOMEM)
        request_errors_add(errors, "no memory for the command line");
    return status;
}

void options_release(struct options *options)
{
    release_settings(options);
    free(options->plugins.texts);
    options->plugins = (struct verb_texts){0};
    free(options->arguments);
    options->arguments = NULL;
}
