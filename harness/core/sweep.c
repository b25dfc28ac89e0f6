/* SPDX-License-Identifier: MIT */
/* The sweep grammar. Every item is a range in the end: a single value is one from itself to itself. */
#include "sweep.h"

#include "units.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { ITEM_BYTES = 128 }; /* of one item: two numbers of 40 digits and a step would still fit */

/* What is collected. */
struct values {
    uint64_t *at;
    size_t count, capacity;
};

/* One item, taken apart and resolved. */
struct range {
    char text[ITEM_BYTES]; /* as written */
    uint64_t low, high;
    uint64_t step;   /* added each time; 0 in a geometric range */
    uint64_t factor; /* multiplied by each time; 0 in a stepped range */
};

static int values_add(struct values *values, uint64_t value)
{
    for (size_t i = 0; i < values->count; i++)
        if (values->at[i] == value)
            return 0;
    if (values->count == values->capacity) {
        size_t capacity = values->capacity ? 2 * values->capacity : 16;
        uint64_t *grown = reallocarray(values->at, capacity, sizeof *grown);
        if (!grown)
            return -ENOMEM;
        values->at = grown;
        values->capacity = capacity;
    }
    values->at[values->count++] = value;
    return 0;
}

static int value_parse(const char *text, const struct sweep_rule *rule, uint64_t *value, struct yoke_error *error)
{
    for (const struct sweep_word *word = rule->words; word && word->name; word++)
        if (!strcmp(word->name, text)) {
            *value = word->value;
            return 0;
        }
    return units_parse(text, rule->unit, value, error);
}

/* Cuts "64x2" at its "x2". Returns the factor's text, or NULL when there is none: "max" ends in an x that cuts nothing.
 */
static char *cut_factor(char *high)
{
    char *mark = strrchr(high, 'x');
    if (!mark || mark == high || !isdigit((unsigned char)mark[1]))
        return NULL;
    *mark = '\0';
    return mark + 1;
}

/* Cuts "100+25" at its "+25"; the plus of an exponent, 1e+6, cuts nothing. */
static char *cut_step(char *high)
{
    char *mark = strrchr(high, '+');
    if (!mark || mark == high)
        return NULL;
    bool exponent = (mark[-1] == 'e' || mark[-1] == 'E') && mark - high >= 2 && isdigit((unsigned char)mark[-2]);
    if (exponent)
        return NULL;
    *mark = '\0';
    return mark + 1;
}

static int read_factor(struct range *range, const char *factor, struct yoke_error *error)
{
    int status = units_parse(factor, YOKE_COUNT, &range->factor, error);
    if (status)
        return status;
    if (range->factor < 2) {
        yoke_error_set(error, "\"%s\" never grows: the factor after x must be at least 2", range->text);
        return -EDOM;
    }
    if (range->low == 0) {
        yoke_error_set(error, "\"%s\" never grows: 0 times %s is 0, so start above 0", range->text, factor);
        return -EDOM;
    }
    return 0;
}

static int read_step(struct range *range, const char *step, const struct sweep_rule *rule, struct yoke_error *error)
{
    int status = value_parse(step, rule, &range->step, error);
    if (!status && range->step == 0) {
        yoke_error_set(error, "\"%s\" never gets on: the step after + must be more than 0", range->text);
        status = -EDOM;
    }
    return status;
}

/* Turns the ends round, with the growth as it was written, unless the lower one would then be too low. */
static int refuse_backwards(const struct range *range, const char *low, const char *high, const char *growth,
                            const struct sweep_rule *rule, struct yoke_error *error)
{
    const uint64_t least = range->factor && !rule->least ? 1 : rule->least;
    char clipped[UNITS_TEXT_BYTES];
    units_exact(least, rule->unit, clipped);
    if (!*growth && rule->unit != YOKE_COUNT)
        growth = "+STEP";
    if (least < range->low)
        yoke_error_set(error, "\"%s\" runs backwards: write %s..%s%s", range->text,
                       range->high < least ? clipped : high, low, growth);
    else
        yoke_error_set(error, "\"%s\" runs backwards: the upper end must be at least %s", range->text, low);
    return -EDOM;
}

/* Takes "low..high", "low..high+step" or "low..highxfactor" apart: `ends` is a copy of the range's text, cut in place
 * at its `dots`. */
static int read_bounds(struct range *range, char *ends, char *dots, const struct sweep_rule *rule,
                       struct yoke_error *error)
{
    char *low = ends, *high = dots + 2;
    *dots = '\0';
    char *step = cut_step(high);
    char *factor = step ? NULL : cut_factor(high);
    const char *growth = range->text + (high - ends) + strlen(high); /* as it was written, with its sign */
    int status = value_parse(low, rule, &range->low, error);
    if (!status)
        status = value_parse(high, rule, &range->high, error);
    if (!status && factor)
        status = read_factor(range, factor, error);
    if (!status && step)
        status = read_step(range, step, rule, error);
    if (status)
        return status;
    if (range->high < range->low)
        return refuse_backwards(range, low, high, growth, rule, error);
    if (factor || step)
        return 0;
    if (rule->unit != YOKE_COUNT && range->low < range->high) {
        /* every nanosecond between two durations is never what is meant */
        yoke_error_set(error, "\"%s\" needs a step or a factor: write %s..%s+STEP or %s..%sx2", range->text, low, high,
                       low, high);
        return -EDOM;
    }
    range->step = 1;
    return 0;
}

static int range_read(struct range *range, const char *item, size_t length, const struct sweep_rule *rule,
                      struct yoke_error *error)
{
    if (length >= ITEM_BYTES) {
        yoke_error_set(error, "\"%.30s...\" is too long for a number or a range", item);
        return -ERANGE;
    }
    *range = (struct range){.step = 1};
    memcpy(range->text, item, length);
    char parts[ITEM_BYTES];
    memcpy(parts, range->text, sizeof parts);
    char *dots = strstr(parts, "..");
    if (dots) {
        range->step = 0;
        return read_bounds(range, parts, dots, rule, error);
    }
    int status = value_parse(parts, rule, &range->low, error);
    range->high = range->low;
    return status;
}

static int refuse_many(const struct range *range, struct yoke_error *error)
{
    yoke_error_set(error, "\"%s\" makes more than %d values: take larger steps (+) or a factor (x)", range->text,
                   SWEEP_VALUES_MOST);
    return -ERANGE;
}

static int range_expand(const struct range *range, struct values *values, struct yoke_error *error)
{
    if (range->step && (range->high - range->low) / range->step >= SWEEP_VALUES_MOST)
        return refuse_many(range, error);
    for (uint64_t value = range->low;;) {
        int status = values_add(values, value);
        if (status)
            return status;
        if (values->count > SWEEP_VALUES_MOST)
            return refuse_many(range, error);
        uint64_t next;
        bool past = range->factor ? __builtin_mul_overflow(value, range->factor, &next)
                                  : __builtin_add_overflow(value, range->step, &next);
        if (past || next > range->high)
            return 0;
        value = next;
    }
}

/* Reads one item of the list, without the blanks around it. */
static int item_read(const char *item, size_t length, const char *text, const struct sweep_rule *rule,
                     struct values *values, struct yoke_error *error)
{
    while (length && *item == ' ')
        item++, length--;
    while (length && item[length - 1] == ' ')
        length--;
    if (!length) {
        yoke_error_set(error, "\"%.60s\" has an empty item: leave out the extra comma", text);
        return -EDOM;
    }
    struct range range;
    int status = range_read(&range, item, length, rule, error);
    return status ? status : range_expand(&range, values, error);
}

int sweep_parse(const char *text, const struct sweep_rule *rule, uint64_t **values, size_t *count,
                struct yoke_error *error)
{
    struct values found = {0};
    if (!text[strspn(text, " ")]) {
        yoke_error_set(error, "\"%.60s\" is empty: write a %s", text, units_noun(rule->unit));
        return -EINVAL;
    }
    for (const char *item = text;; item++) {
        size_t length = strcspn(item, ",");
        int status = item_read(item, length, text, rule, &found, error);
        if (status) {
            free(found.at);
            return status;
        }
        item += length;
        if (!*item)
            break;
    }
    *values = found.at;
    *count = found.count;
    return 0;
}
