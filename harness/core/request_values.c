/* SPDX-License-Identifier: MIT */
/* Settings that are numbers: read, and held against their limits. */
#include "request_resolver.h"

#include "sweep.h"
#include "units.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What a sentence calls the setting: as the user wrote it. */
static const char *setting_name(const struct request_setting *setting, char name[96])
{
    const char *plain = setting->param ? setting->param : setting->key->name;
    snprintf(name, 96, setting->snippet ? "\"%.90s\"" : "%.90s", plain);
    return name;
}

struct request_setting resolver_setting(const struct resolver *resolver, int study, enum request_key_index key,
                                        bool *written)
{
    const struct request_setting *found = request_find(resolver->request, study, key, NULL);
    if (written)
        *written = found != NULL;
    if (found)
        return *found;
    const char *fallback = request_keys[key].fallback;
    if (key == REQUEST_WORKERS)
        fallback = request_workers_fallback(resolver->machine);
    return (struct request_setting){.key = &request_keys[key], .study = study, .text = fallback, .origin = ""};
}

void resolver_refuse_value(struct resolver *resolver, const struct request_setting *setting)
{
    char name[96], examples[REQUEST_EXAMPLES_BYTES];
    request_refuse(resolver->errors, setting, "%s must be %s, not \"%.80s\"%s", setting_name(setting, name),
                   setting->key->expects, setting->text,
                   request_examples(setting->key, setting->snippet != NULL, examples));
}

/* What a value is held against. */
struct limits {
    enum yoke_unit unit;
    uint64_t least, most;
};

static bool within(struct resolver *resolver, const struct request_setting *setting, const struct limits *limits,
                   uint64_t value)
{
    if (value >= limits->least && value <= limits->most)
        return true;
    char name[96], written[UNITS_TEXT_BYTES], least[UNITS_TEXT_BYTES], most[UNITS_TEXT_BYTES];
    units_exact(value, limits->unit, written);
    units_exact(limits->least, limits->unit, least);
    units_exact(limits->most, limits->unit, most);
    if (limits->most == UINT64_MAX)
        request_refuse(resolver->errors, setting, "%s is too small: %s must be at least %s", written,
                       setting_name(setting, name), least);
    else
        request_refuse(resolver->errors, setting, "%s is too %s: %s must be %s to %s", written,
                       value < limits->least ? "small" : "large", setting_name(setting, name), least, most);
    return false;
}

/* A sentence of the units or the sweep grammar; -EINVAL means that the key itself knows better what was expected. */
static void refuse_text(struct resolver *resolver, const struct request_setting *setting, int status,
                        const struct yoke_error *error)
{
    if (status == -ENOMEM)
        resolver->status = status;
    else if (status == -EINVAL && !setting->param)
        resolver_refuse_value(resolver, setting);
    else
        request_refuse(resolver->errors, setting, "%s", error->text);
}

bool resolver_number(struct resolver *resolver, const struct request_setting *setting, uint64_t *value)
{
    const struct limits limits = {setting->key->unit, setting->key->least, setting->key->most};
    struct yoke_error error = {0};
    int status = units_parse(setting->text, limits.unit, value, &error);
    if (status)
        refuse_text(resolver, setting, status, &error);
    return !status && within(resolver, setting, &limits, *value);
}

static bool axis_read(struct resolver *resolver, const struct request_setting *setting, const struct limits *limits,
                      struct plan_axis *axis)
{
    const struct sweep_word words[] = {{"cores", resolver->machine->cores}, {"pus", resolver->machine->pus}, {NULL, 0}};
    const struct sweep_rule rule = {
        .unit = limits->unit, .least = limits->least, .words = limits->unit == YOKE_COUNT ? words : NULL};
    struct yoke_error error = {0};
    int status = sweep_parse(setting->text, &rule, &axis->values, &axis->count, &error);
    if (status) {
        refuse_text(resolver, setting, status, &error);
        return false;
    }
    for (size_t i = 0; i < axis->count; i++)
        if (!within(resolver, setting, limits, axis->values[i]))
            return false; /* one sentence about one setting is enough */
    return true;
}

bool resolver_sweep(struct resolver *resolver, const struct request_setting *setting, struct plan_axis *axis)
{
    const struct limits limits = {setting->key->unit, setting->key->least, setting->key->most};
    return axis_read(resolver, setting, &limits, axis);
}

bool resolver_param(struct resolver *resolver, const struct request_setting *setting, const struct yoke_param *param,
                    struct plan_axis *axis)
{
    if (param->choices)
        return resolver_choices(resolver, setting, param, axis);
    const struct limits limits = {param->unit, param->least, param->most};
    return axis_read(resolver, setting, &limits, axis);
}

bool resolver_item(const char **at, const char *separators, char item[RESOLVER_ITEM_BYTES])
{
    if (!*at)
        return false;
    size_t length = strcspn(*at, separators);
    const char *start = *at + strspn(*at, " "), *end = *at + length;
    while (end > start && end[-1] == ' ')
        end--;
    if (start > end)
        start = end;
    snprintf(item, RESOLVER_ITEM_BYTES, "%.*s",
             (int)(end - start < RESOLVER_ITEM_BYTES ? end - start : RESOLVER_ITEM_BYTES), start);
    *at = (*at)[length] ? *at + length + 1 : NULL;
    return true;
}
