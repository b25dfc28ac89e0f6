/* SPDX-License-Identifier: MIT */
/* The value of an option of the command line: read by what the table says it is, and put where it belongs. */
#include "options_private.h"

#include "suggest.h"
#include "units.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* "auto, always or never" */
static void list_words(const char *const *words, char *text, size_t room)
{
    size_t used = 0;
    for (size_t i = 0; words[i] && used < room; i++)
        used += (size_t)snprintf(text + used, room - used, "%s%s", !i ? "" : words[i + 1] ? ", " : " or ", words[i]);
}

static int take_word(const struct verb_flag *flag, const char *name, const char *value, unsigned *word,
                     struct request_errors *errors)
{
    char text[256];
    for (unsigned i = 0; flag->words[i]; i++)
        if (!strcmp(flag->words[i], value)) {
            *word = i;
            return 0;
        }
    list_words(flag->words, text, sizeof text);
    request_errors_add(errors, "%s: \"%.60s\" is not %s", name, value, text);
    return -EINVAL;
}

/* "3%": a bare 3 or 0.03 could be either. */
static int take_share(const struct verb_flag *flag, const char *name, const char *value, double *share,
                      struct request_errors *errors)
{
    char *end;
    const double percent = strtod(value, &end);
    if (isdigit((unsigned char)value[0]) && !strcmp(end, "%") && percent > 0 && percent < 100) {
        *share = percent / 100;
        return 0;
    }
    const char *proposal = flag->fallback && strchr(flag->fallback, '%') ? flag->fallback
                           : flag->example                               ? flag->example
                                                                         : "3%";
    request_errors_add(errors, "%s: \"%.60s\" is no share between 0%% and 100%%: write %s %s", name, value, name,
                       proposal);
    return -EINVAL;
}

static int take_number(const struct verb_flag *flag, const char *name, const char *value, uint64_t *number,
                       struct request_errors *errors)
{
    struct yoke_error error = {0};
    char least[UNITS_TEXT_BYTES], most[UNITS_TEXT_BYTES];
    if (units_parse(value, flag->unit, number, &error)) {
        request_errors_add(errors, "%s: %s", name, error.text);
        return -EINVAL;
    }
    if (*number >= flag->least && (!flag->most || *number <= flag->most))
        return 0;
    units_exact(flag->least, flag->unit, least);
    units_exact(flag->most, flag->unit, most);
    request_errors_add(errors, flag->most ? "%s: %.60s is not between %s and %s" : "%s: %.60s is below %s, the least",
                       name, value, least, most);
    return -EINVAL;
}

static int take_another(struct verb_texts *texts, const char *value)
{
    const char **grown = reallocarray(texts->texts, texts->count + 1, sizeof *grown);
    if (!grown)
        return -ENOMEM;
    texts->texts = grown;
    texts->texts[texts->count++] = value;
    return 0;
}

int options_take_value(const struct verb_flag *flag, const char *name, const char *value, void *base,
                       struct request_errors *errors)
{
    void *member = (char *)base + flag->offset;
    switch (flag->value) {
    case VERB_SWITCH:
        *(bool *)member = true;
        return 0;
    case VERB_TEXT:
        *(const char **)member = value;
        return 0;
    case VERB_TEXTS:
        return take_another(member, value);
    case VERB_WORD:
        return take_word(flag, name, value, member, errors);
    case VERB_SHARE:
        return take_share(flag, name, value, member, errors);
    case VERB_NUMBER:
        return take_number(flag, name, value, member, errors);
    }
    return -EINVAL;
}
