/* SPDX-License-Identifier: MIT */
/* One option of the command line: finding it in the table, finding its value, putting it where it belongs. */
#include "options_private.h"

#include "suggest.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One option as it stands on the command line. */
struct usage {
    char name[64];     /* with its dashes, for sentences and origins */
    const char *value; /* after "=", or glued to its letter; NULL: none there */
    size_t index;      /* of options_flag_at */
    struct options_flag flag;
};

static int refuse_option(struct options_parser *parser, const struct usage *usage)
{
    struct suggestion suggestion;
    struct options_flag flag;
    char end[SUGGESTION_TEXT_BYTES] = "";
    const char *name = usage->name + strspn(usage->name, "-");
    const struct request_key *key = request_key_find(name); /* as it is called in a plan file */
    suggestion_start(&suggestion, key && key->option ? key->option : name);
    for (size_t i = 0; options_flag_at(i, &flag); i++)
        if (flag.name && flag.verbs & 1u << parser->options->verb)
            suggestion_offer(&suggestion, flag.name);
    if (suggestion.best && usage->name[1] == '-')
        snprintf(end, sizeof end, ". Did you mean --%.60s?", suggestion.best);
    options_hint(request_errors_add(parser->errors, "%s has no option \"%s\"%s", parser->verb, usage->name, end),
                 parser->verb);
    return -EINVAL;
}

/* Finds the option; one that other verbs take is no option of this one. */
static int find_option(struct options_parser *parser, struct usage *usage)
{
    bool is_long = usage->name[1] == '-', elsewhere = false;
    for (usage->index = 0; options_flag_at(usage->index, &usage->flag); usage->index++) {
        const struct options_flag *flag = &usage->flag;
        if (is_long ? !flag->name || strcmp(flag->name, usage->name + 2) != 0 : flag->letter != usage->name[1])
            continue;
        if (flag->verbs & 1u << parser->options->verb)
            return 0;
        elsewhere = true;
    }
    if (!elsewhere)
        return refuse_option(parser, usage);
    options_hint(request_errors_add(parser->errors, "%s takes no %s", parser->verb, usage->name), parser->verb);
    return -EINVAL;
}

/* Is this word an option rather than a value? "-5" is a value: a wrong one, but of which better can be said than
 * "missing". */
static bool looks_like_option(const char *word)
{
    return word[0] == '-' && (word[1] == '-' || isalpha((unsigned char)word[1]));
}

static int find_value(struct options_parser *parser, struct usage *usage)
{
    if (!usage->flag.argument) {
        if (!usage->value)
            return 0;
        request_errors_add(parser->errors, "%s takes no value, so \"%.60s\" has no place here", usage->name,
                           usage->value);
        return -EINVAL;
    }
    if (usage->value)
        return 0;
    bool there = parser->at < parser->count && !looks_like_option(parser->arguments[parser->at]);
    if (!there) {
        options_hint(request_errors_add(parser->errors, "%s needs a value: write %s %s", usage->name, usage->name,
                                        usage->flag.argument),
                     parser->verb);
        return -EINVAL;
    }
    usage->value = parser->arguments[parser->at++];
    return 0;
}

/* -p NAME=SWEEP */
static int set_param(struct options_parser *parser, const struct usage *usage)
{
    const char *equals = strchr(usage->value, '=');
    char key[128], origin[160];
    int length = equals ? (int)(equals - usage->value) : 0;
    if (!length || length > 64) {
        request_errors_add(parser->errors, "%s needs a name and a value, not \"%.60s\": write %s NAME=VALUE",
                           usage->name, usage->value, usage->name);
        return -EINVAL;
    }
    snprintf(key, sizeof key, "params.%.*s", length, usage->value);
    snprintf(origin, sizeof origin, "%s %.*s", usage->name, length, usage->value);
    return request_set(parser->options->request, -1, key, equals + 1, origin, true);
}

static int set_format(struct options_parser *parser, const struct usage *usage)
{
    const struct yoke_catalogue *catalogue = parser->options->catalogue;
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    parser->options->format = options_text_report(catalogue, usage->value);
    if (parser->options->format)
        return 0;
    suggestion_start(&suggestion, usage->value);
    for (const struct yoke_report *const *report = catalogue->reports; *report; report++)
        if ((*report)->kind == YOKE_REPORT_TEXT)
            suggestion_offer(&suggestion, (*report)->name);
    struct request_error *error = request_errors_add(parser->errors, "%s: no text report \"%.60s\"%s", usage->name,
                                                     usage->value, suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke list reports     shows which write text");
    return -EINVAL;
}

static int set_color(struct options_parser *parser, const struct usage *usage)
{
    static const char *const names[] = {
        [OPTIONS_COLOR_AUTO] = "auto", [OPTIONS_COLOR_ALWAYS] = "always", [OPTIONS_COLOR_NEVER] = "never"};
    for (enum options_color color = OPTIONS_COLOR_AUTO; color <= OPTIONS_COLOR_NEVER; color++)
        if (!strcmp(names[color], usage->value)) {
            parser->options->color = color;
            return 0;
        }
    request_errors_add(parser->errors, "%s: \"%.60s\" is not always, never or auto", usage->name, usage->value);
    return -EINVAL;
}

/* "3%": a bare 3 or 0.03 could be either. */
static int set_margin(struct options_parser *parser, const struct usage *usage)
{
    char *end;
    const double percent = strtod(usage->value, &end);
    if (isdigit((unsigned char)usage->value[0]) && !strcmp(end, "%") && percent > 0 && percent < 100) {
        parser->options->margin = percent / 100;
        return 0;
    }
    request_errors_add(parser->errors, "%s: \"%.60s\" is no share between 0%% and 100%%: write %s 3%%", usage->name,
                       usage->value, usage->name);
    return -EINVAL;
}

static int set_own(struct options_parser *parser, const struct usage *usage)
{
    switch ((enum options_own)(usage->index - REQUEST_KEYS)) {
    case OPTIONS_FORMAT:
        return set_format(parser, usage);
    case OPTIONS_COLOR:
        return set_color(parser, usage);
    case OPTIONS_MARGIN:
        return set_margin(parser, usage);
    case OPTIONS_STRICT:
        parser->options->strict = true;
        break;
    case OPTIONS_JSON:
        parser->options->json = true;
        break;
    case OPTIONS_DRY_RUN:
        parser->options->dry_run = true;
        break;
    case OPTIONS_YES:
        parser->options->yes = true;
        break;
    case OPTIONS_QUIET:
        parser->options->quiet = true;
        break;
    default:
        parser->help = true;
        break;
    }
    return 0;
}

int options_take_flag(struct options_parser *parser, const char *word)
{
    struct usage usage = {0};
    bool is_long = word[1] == '-';
    size_t length = is_long ? strcspn(word, "=") : 2;
    snprintf(usage.name, sizeof usage.name, "%.*s", (int)(length < sizeof usage.name ? length : sizeof usage.name),
             word);
    if (word[length])
        usage.value = word + length + (word[length] == '=');
    int status = find_option(parser, &usage);
    if (!status)
        status = find_value(parser, &usage);
    if (status)
        return status;
    if (!usage.flag.key)
        return set_own(parser, &usage);
    if (usage.flag.key->kind == REQUEST_VALUES)
        return set_param(parser, &usage);
    return request_set(parser->options->request, -1, usage.flag.key->name, usage.value, usage.name, true);
}
