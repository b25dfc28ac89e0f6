/* SPDX-License-Identifier: MIT */
/* What is to be counted: words for several events become their events, and a name that nobody knows is refused here,
 * before anything runs. */
#include "request_resolver.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "counter_names.h"
#include "suggest.h"

/* The nearest name so far, kept: PAPI lends its names for the call only. */
struct nearest {
    struct suggestion suggestion;
    char best[SUGGESTION_TEXT_BYTES];
};

static void nearest_offer(void *own, const char *name)
{
    struct nearest *nearest = own;
    suggestion_offer(&nearest->suggestion, name);
    if (nearest->suggestion.best != name)
        return;
    snprintf(nearest->best, sizeof nearest->best, "%s", name);
    nearest->suggestion.best = nearest->best;
}

static void refuse_unknown(struct resolver *resolver, const struct request_setting *setting, const char *name)
{
    struct nearest nearest;
    char end[SUGGESTION_TEXT_BYTES];
    suggestion_start(&nearest.suggestion, name);
    counter_names_offer(nearest_offer, &nearest);
    struct request_error *error =
        request_refuse(resolver->errors, setting, "no event and no group of events \"%.60s\"%s", name,
                       suggestion_text(&nearest.suggestion, end));
    snprintf(error->hint, sizeof error->hint,
             "yoke help counters     shows the groups; papi_avail, papi_native_avail more");
}

static bool plan_counts(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->counter_count; i++)
        if (!strcmp(plan->counters[i], name))
            return true;
    return false;
}

/* Adds one event, unless it is there already. Returns false when there is no room. */
static bool event_add(struct resolver *resolver, const struct request_setting *setting, const char *name)
{
    struct plan *plan = resolver->plan;
    if (plan_counts(plan, name))
        return true;
    if (plan->counter_count == COUNTERS_MOST) {
        request_refuse(resolver->errors, setting, "more than %d events: take fewer groups, or two runs", COUNTERS_MOST);
        return false;
    }
    plan->counters[plan->counter_count] = strdup(name);
    if (!plan->counters[plan->counter_count])
        resolver->status = -ENOMEM;
    plan->counter_count += plan->counters[plan->counter_count] != NULL;
    return true;
}

/* An event, or all of a family. Returns false when nothing more can be said of the list. */
static bool item_add(struct resolver *resolver, const struct request_setting *setting, const char *name)
{
    const struct counter_family *family = counter_family_find(name);
    if (!family && !counter_name_known(name)) {
        refuse_unknown(resolver, setting, name);
        return true;
    }
    if (!family)
        return event_add(resolver, setting, name);
    for (const char *const *event = family->events; *event; event++)
        if (!event_add(resolver, setting, *event))
            return false;
    return true;
}

static void resolve_names(struct resolver *resolver)
{
    struct plan *plan = resolver->plan;
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_COUNTERS, NULL);
    char name[RESOLVER_ITEM_BYTES];
    if (!strcmp(setting.text, "default"))
        return;
    plan->counters = calloc(COUNTERS_MOST, sizeof *plan->counters);
    if (!plan->counters)
        resolver->status = -ENOMEM;
    if (!plan->counters || !strcmp(setting.text, "none"))
        return;
    for (const char *at = setting.text; resolver_item(&at, ",", name);) {
        if (!*name || !strcmp(name, "none")) {
            resolver_refuse_value(resolver, &setting);
            return;
        }
        if (!item_add(resolver, &setting, name))
            return;
    }
}

static void resolve_scope(struct resolver *resolver)
{
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_COUNTER_SCOPE, NULL);
    for (int i = 0; counter_scope_words[i]; i++)
        if (!strcmp(setting.text, counter_scope_words[i])) {
            resolver->plan->counter_scope = (enum counter_scope)i;
            return;
        }
    resolver_refuse_value(resolver, &setting);
}

void resolver_counters(struct resolver *resolver)
{
    resolve_names(resolver);
    resolve_scope(resolver);
    resolver->plan->multiplex = resolver_switch(resolver, REQUEST_MULTIPLEX);
    resolver->plan->require_counters = resolver_switch(resolver, REQUEST_REQUIRE_COUNTERS);
}
