/* SPDX-License-Identifier: MIT */
/* First come, first served: each pass takes what still waits, as far as it fits, and leaves the rest to the next. */
#include "counter_passes.h"

#include <string.h>

#include "counter_group.h"
#include "counter_names.h"

/* How one event of a try goes on. */
enum fate {
    COUNTED, /* in this pass */
    FREE,    /* in this pass and all others: it needs no counter */
    WAITS,   /* in a later one */
    LOST,    /* has no value in this pass, and would have none in any other */
};

struct
try {
    const struct counter_group *group;
    enum fate fates[COUNTERS_MOST];
};

static enum fate event_fate(const struct counter_group *group, size_t index)
{
    const struct counter_choice *choice = &group->choices[index];
    if (choice->event.status != YOKE_COUNTER_OK)
        return choice->event.crowded ? WAITS : LOST;
    return group->sources[choice->source]->hardware ? COUNTED : FREE;
}

static size_t fates_count(const struct try *try, enum fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < try->group->count; i++)
        count += try->fates[i] == fate;
    return count;
}

/* An event whose partner found no place waits with it, unless it is all that this pass has. */
static void partners_join(struct try *try)
{
    for (size_t i = 0; i < try->group->count; i++) {
        const char *partner = counter_family_partner(try->group->choices[i].name);
        for (size_t k = 0; partner && k < try->group->count; k++)
            if (try->fates[i] == COUNTED && try->fates[k] == WAITS && fates_count(try, COUNTED) > 1 &&
                strcmp(try->group->choices[k].name, partner) == 0)
                try->fates[i] = WAITS;
    }
}

static void missing_note(struct counter_passes *passes, const char *name, const struct counter_event *event)
{
    if (passes->missing)
        return;
    passes->missing = name;
    counter_verdict_set(&passes->verdict, event->status, "%s", event->reason);
}

/* Writes down the pass that was tried; what waits stays in `waiting`. Returns how many that are. */
static size_t pass_take(const struct try *try, struct counter_passes *passes, const char *waiting[], bool last)
{
    struct counter_pass *pass = &passes->passes[passes->count];
    const bool first = passes->count++ == 0;
    size_t left = 0;
    for (size_t i = 0; i < try->group->count; i++) {
        const char *name = waiting[i];
        const bool stays = try->fates[i] == WAITS && !last;
        if (try->fates[i] == LOST || (try->fates[i] == WAITS && last))
            missing_note(passes, name, &try->group->choices[i].event);
        if (!stays && (first || try->fates[i] != LOST || last))
            pass->names[pass->count++] = name;
        if (stays || try->fates[i] == FREE)
            waiting[left++] = name;
    }
    return left;
}

int counter_passes_make_from(const struct counter_source *const sources[], size_t source_count,
                             const struct counter_wish *wish, struct counter_passes *passes, struct yoke_error *error)
{
    struct counter_wish rest = counter_wish_spell(wish);
    const char *waiting[COUNTERS_MOST];
    const int checked = counter_wish_check(&rest, error);
    if (checked)
        return checked;
    for (size_t i = 0; i < rest.name_count; i++)
        waiting[i] = rest.names[i];
    rest.names = waiting;
    *passes = (struct counter_passes){.count = 0};
    bool more = true;
    while (more) {
        struct counter_group *group = NULL;
        const int status = counter_group_open_from(sources, source_count, &rest, &group, error);
        if (status)
            return status;
        struct try try = {.group = group};
        for (size_t i = 0; i < group->count; i++)
            try.fates[i] = event_fate(group, i);
        partners_join(&try);
        const size_t waits = fates_count(&try, WAITS);
        /* A pass that counts nothing will not do better next time. */
        more = waits && fates_count(&try, COUNTED) && passes->count + 1 < COUNTERS_MOST;
        rest.name_count = pass_take(&try, passes, waiting, !more);
        counter_group_close(group);
    }
    return 0;
}

int counter_passes_make(const struct counter_wish *wish, struct counter_passes *passes, struct yoke_error *error)
{
    return counter_passes_make_from(counter_sources, COUNTER_SOURCES_MOST, wish, passes, error);
}
