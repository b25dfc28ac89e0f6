/* SPDX-License-Identifier: MIT */
/* What can be counted here: every event is started in one set with all others, made to count known work, and moved on
 * to the next source, or given up with the reason, until all that are left do count, together. */
#include "counter_group.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "counter_description.h"
#include "counter_names.h"

const struct counter_source *const counter_sources[COUNTER_SOURCES_MOST] = {
    &counter_software, &counter_papi, &counter_raw, &counter_energy_packages, &counter_shared};

const char *const counter_scope_words[] = {"user", "kernel", "all", NULL};

/* How much a status tells about what is there; the strongest of several sources' words stands for the event. */
static int status_weight(enum yoke_counter_status status)
{
    return status == YOKE_COUNTER_NOT_COUNTING ? 2 : status == YOKE_COUNTER_DENIED ? 1 : 0;
}

/* Adds one source's refusal to what the others have said, unless they said the same. */
static void choice_note(struct counter_choice *choice, const struct counter_verdict *refusal)
{
    struct counter_verdict *all = &choice->verdict;
    size_t length = strlen(all->reason);
    if (!length || status_weight(refusal->status) > status_weight(all->status))
        all->status = refusal->status;
    all->crowded |= refusal->crowded;
    if (strstr(all->reason, refusal->reason))
        return;
    snprintf(all->reason + length, sizeof all->reason - length, "%s%s", length ? "; " : "", refusal->reason);
}

/* May the source count for this group? Multiplexed are the hardware events, all of them or none. */
static bool source_serves(const struct counter_group *group, size_t source)
{
    return !group->sources[source]->hardware || group->sources[source]->in_turns == group->multiplex;
}

static void choice_advance(const struct counter_group *group, struct counter_choice *choice, size_t from)
{
    choice->source = COUNTER_NO_SOURCE;
    for (size_t source = from; source < group->source_count && choice->source == COUNTER_NO_SOURCE; source++)
        if (choice->known[source] && source_serves(group, source))
            choice->source = source;
}

static int name_refuse(const char *name, struct yoke_error *error)
{
    yoke_error_set(
        error,
        "unknown counter \"%.80s\": name a PAPI preset (PAPI_TOT_INS, papi_avail lists them), a native event "
        "(papi_native_avail), or one of task-clock, context-switches, voluntary-switches, involuntary-switches, "
        "cpu-migrations, page-faults, minor-faults, major-faults, energy-pkg",
        name);
    return -EINVAL;
}

/* Asks every source for the name; those that would not serve this group only for whether there is such an event. */
static int choice_find(struct counter_group *group, const char *name, struct yoke_error *error)
{
    struct counter_choice *choice = &group->choices[group->count];
    bool anybody = false;
    *choice = (struct counter_choice){.name = strdup(name), .control = counter_control_of(name, group->scope)};
    if (!choice->name)
        return -ENOMEM;
    group->count++;
    for (size_t source = 0; source < group->source_count; source++) {
        struct counter_verdict refusal = {.status = YOKE_COUNTER_UNAVAILABLE};
        int status = group->sources[source]->find(name, group->scope, &choice->codes[source], &refusal);
        choice->known[source] = status == 0;
        anybody |= status != -ENOENT;
        if (status && status != -ENOENT && source_serves(group, source))
            choice_note(choice, &refusal);
    }
    choice_advance(group, choice, 0);
    return anybody ? 0 : name_refuse(name, error);
}

/* Multiplexed, an event cannot be checked against known work, which is over before its turn. So it has to count alone,
 * on a counter of its own, before it may share one. */
static int choice_try_alone(struct counter_group *group, struct counter_choice *choice, struct yoke_error *error)
{
    struct counter_group *alone = NULL;
    const struct counter_wish wish = {
        .names = (const char *const[]){choice->name}, .name_count = 1, .scope = group->scope};
    if (choice->source != COUNTER_NO_SOURCE && !group->sources[choice->source]->hardware)
        return 0;
    const int status = counter_group_open_from(group->sources, group->source_count, &wish, &alone, error);
    if (status)
        return status;
    const struct counter_choice *found = &alone->choices[0];
    if (found->verdict.status != YOKE_COUNTER_OK) {
        choice->source = COUNTER_NO_SOURCE;
        choice->verdict = found->verdict;
    } else if (choice->source == COUNTER_NO_SOURCE) {
        counter_verdict_set(
            &choice->verdict, YOKE_COUNTER_UNAVAILABLE,
            "it counts alone and cannot be multiplexed: the share of time is known for the kernel's generic "
            "events only (yoke help counters)");
    }
    counter_group_close(alone);
    return 0;
}

/* Moves the events on that the try has failed: those that only found no place, or all the others. Returns how many. */
static int group_move(struct counter_group *group, const struct counter_set *set, bool machine_wide, bool crowded)
{
    int moved = 0;
    for (size_t i = 0; i < group->count; i++) {
        struct counter_choice *choice = &group->choices[i];
        const struct counter_verdict *verdict = &set->verdicts[i];
        if (choice->source == COUNTER_NO_SOURCE || group->sources[choice->source]->machine_wide != machine_wide ||
            verdict->status == YOKE_COUNTER_OK || verdict->crowded != crowded)
            continue;
        choice_note(choice, verdict);
        choice_advance(group, choice, choice->source + 1);
        moved++;
    }
    return moved;
}

/* One try of all events together. Returns how many had to move on, 0 when all that have a source count, or -ENOMEM. */
static int group_try(struct counter_group *group, bool machine_wide)
{
    struct counter_set set;
    if (counter_set_open(group, machine_wide, &set))
        return -ENOMEM;
    counter_set_judge(&set, ~0u);
    counter_set_close(&set);
    int moved = group_move(group, &set, machine_wide, false);
    /* An event that found no place gets another chance when others have left theirs. */
    return moved ? moved : group_move(group, &set, machine_wide, true);
}

static void group_settle(struct counter_group *group)
{
    for (size_t i = 0; i < group->count; i++) {
        struct counter_choice *choice = &group->choices[i];
        if (choice->source != COUNTER_NO_SOURCE)
            choice->verdict = (struct counter_verdict){.status = YOKE_COUNTER_OK};
        bool ok = choice->verdict.status == YOKE_COUNTER_OK;
        choice->event = (struct counter_event){.name = choice->name,
                                               .status = choice->verdict.status,
                                               .reason = ok ? NULL : choice->verdict.reason,
                                               .crowded = !ok && choice->verdict.crowded,
                                               .machine_wide = ok && group->sources[choice->source]->machine_wide};
    }
}

int counter_wish_check(const struct counter_wish *wish, struct yoke_error *error)
{
    if (wish->name_count > COUNTERS_MOST) {
        yoke_error_set(error, "%zu counters are asked for, at most %d can be counted at a time", wish->name_count,
                       COUNTERS_MOST);
        return -EINVAL;
    }
    for (size_t i = 0; i < wish->name_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(wish->names[i], wish->names[j]) == 0) {
                yoke_error_set(error, "counter \"%.80s\" is named twice", wish->names[i]);
                return -EINVAL;
            }
    return 0;
}

struct counter_wish counter_wish_spell(const struct counter_wish *wish)
{
    struct counter_wish given = wish ? *wish : (struct counter_wish){0};
    if (!given.names)
        for (given.names = counter_families[0].events; given.names[given.name_count];)
            given.name_count++;
    return given;
}

/* Tries until what is left counts: every round but the last moves an event on, so there are at most events times
 * sources of them. Returns 0 or a negative errno. */
static int group_decide(struct counter_group *group, struct yoke_error *error)
{
    int status = 0;
    for (size_t i = 0; i < group->count && group->multiplex && !status; i++)
        status = choice_try_alone(group, &group->choices[i], error);
    for (int machine_wide = 0; machine_wide < 2 && !status; machine_wide++)
        for (int moved = 1; moved > 0;) {
            moved = group_try(group, machine_wide);
            status = moved < 0 ? moved : status;
        }
    return status;
}

int counter_group_open_from(const struct counter_source *const sources[], size_t source_count,
                            const struct counter_wish *wish, struct counter_group **group, struct yoke_error *error)
{
    const struct counter_wish given = counter_wish_spell(wish);
    int status = counter_wish_check(&given, error);
    if (status)
        return status;
    struct counter_group *mine = calloc(1, sizeof *mine);
    if (!mine)
        status = -ENOMEM;
    else
        *mine = (struct counter_group){
            .sources = sources, .source_count = source_count, .scope = given.scope, .multiplex = given.multiplex};
    for (size_t i = 0; !status && i < given.name_count; i++)
        status = choice_find(mine, given.names[i], error);
    if (!status)
        status = group_decide(mine, error);
    if (status) {
        if (status == -ENOMEM)
            yoke_error_set(error, "no memory for counters");
        counter_group_close(mine);
        return status;
    }
    group_settle(mine);
    *group = mine;
    return 0;
}

int counter_group_open(const struct counter_wish *wish, struct counter_group **group, struct yoke_error *error)
{
    int status = counter_group_open_from(counter_sources, COUNTER_SOURCES_MOST, wish, group, error);
    if (status)
        return status;
    struct counter_surroundings surroundings;
    counter_surroundings_read(&surroundings);
    counter_describe(*group, &surroundings, (*group)->description, sizeof(*group)->description);
    return 0;
}

void counter_group_close(struct counter_group *group)
{
    if (!group)
        return;
    for (size_t i = 0; i < group->count; i++)
        free(group->choices[i].name);
    free(group);
}

size_t counter_group_count(const struct counter_group *group)
{
    return group->count;
}

const struct counter_event *counter_group_event(const struct counter_group *group, size_t index)
{
    return &group->choices[index].event;
}

const char *counter_group_describe(const struct counter_group *group)
{
    return group->description;
}
