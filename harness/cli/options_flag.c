/* SPDX-License-Identifier: MIT */
/* One option of the command line: finding it in the table, finding its value, putting it where it belongs. */
#include "options_private.h"

#include "suggest.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

/* One option as it stands on the command line. */
struct usage {
    char name[64];     /* with its dashes, for sentences and origins */
    const char *value; /* after "=", or glued to its letter; NULL: none there */
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
    for (size_t i = 0; options_flag_at(parser->options->verb, i, &flag); i++)
        suggestion_offer(&suggestion, flag.name);
    if (suggestion.best && usage->name[1] == '-')
        snprintf(end, sizeof end, ". Did you mean --%.60s?", suggestion.best);
    options_hint(request_errors_add(parser->errors, "%s has no option \"%s\"%s", parser->verb, usage->name, end),
                 parser->verb);
    return -EINVAL;
}

/* Finds the option among those of `verb`. */
static bool find_flag(const struct verb *verb, const char *name, struct options_flag *flag)
{
    const bool is_long = name[1] == '-';
    for (size_t i = 0; options_flag_at(verb, i, flag); i++)
        if (is_long ? !strcmp(flag->name, name + 2) : flag->letter == name[1])
            return true;
    return false;
}

static int find_option(struct options_parser *parser, struct usage *usage)
{
    struct options_flag elsewhere;
    if (find_flag(parser->options->verb, usage->name, &usage->flag))
        return 0;
    for (const struct verb *const *verb = verbs; *verb; verb++)
        if (find_flag(*verb, usage->name, &elsewhere)) {
            options_hint(request_errors_add(parser->errors, "%s takes no %s", parser->verb, usage->name), parser->verb);
            return -EINVAL;
        }
    return refuse_option(parser, usage);
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
    struct options *options = parser->options;
    if (usage.flag.own)
        return options_take_value(usage.flag.own, usage.name, usage.value,
                                  usage.flag.shared ? (void *)options : options->settings, parser->errors);
    if (usage.flag.key->kind == REQUEST_VALUES)
        return set_param(parser, &usage);
    return request_set(options->request, -1, usage.flag.key->name, usage.value ? usage.value : "on", usage.name, true);
}
