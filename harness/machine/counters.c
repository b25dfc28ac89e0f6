/* SPDX-License-Identifier: MIT */
/* What can be counted here: every event is started in one set with all others, made to count known work, and moved on
 * to the next source, or given up with the reason, until all that are left do count, together. */
#include "counter_group.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "counter_description.h"

static const char *const default_names[] = {"PAPI_TOT_INS",     "PAPI_TOT_CYC",   "task-clock",
                                            "context-switches", "cpu-migrations", "page-faults"};

/* PAPI before the bare call: it knows hundreds of events where the other knows two. */
static const struct counter_source *const machine_sources[] = {&counter_software, &counter_papi, &counter_raw};

/* How much a status tells about what is there; the strongest of several sources' words stands for the event. */
static int status_weight(enum yoke_counter_status status)
{
    return status == YOKE_COUNTER_NOT_COUNTING ? 2 : status == YOKE_COUNTER_DENIED ? 1 : 0;
}

/* Adds one source's refusal to what the others have said. */
static void choice_note(struct counter_choice *choice, const struct counter_verdict *refusal)
{
    struct counter_verdict *all = &choice->verdict;
    size_t length = strlen(all->reason);
    if (!length || status_weight(refusal->status) > status_weight(all->status))
        all->status = refusal->status;
    all->crowded |= refusal->crowded;
    snprintf(all->reason + length, sizeof all->reason - length, "%s%s", length ? "; " : "", refusal->reason);
}

static void choice_advance(struct counter_choice *choice, size_t from, size_t source_count)
{
    choice->source = COUNTER_NO_SOURCE;
    for (size_t source = from; source < source_count && choice->source == COUNTER_NO_SOURCE; source++)
        if (choice->known[source])
            choice->source = source;
}

/* Asks every source for the name. */
static int choice_find(struct counter_group *group, const char *name, struct yoke_error *error)
{
    struct counter_choice *choice = &group->choices[group->count];
    bool anybody = false;
    *choice = (struct counter_choice){.name = strdup(name), .control = counter_control_of(name)};
    if (!choice->name)
        return -ENOMEM;
    group->count++;
    for (size_t source = 0; source < group->source_count; source++) {
        struct counter_verdict refusal = {.status = YOKE_COUNTER_UNAVAILABLE};
        int status = group->sources[source]->find(name, &choice->codes[source], &refusal);
        choice->known[source] = status == 0;
        anybody |= status != -ENOENT;
        if (status && status != -ENOENT)
            choice_note(choice, &refusal);
    }
    choice_advance(choice, 0, group->source_count);
    if (anybody)
        return 0;
    yoke_error_set(
        error,
        "unknown counter \"%.80s\": name a PAPI preset (PAPI_TOT_INS, papi_avail lists them), a native event "
        "(papi_native_avail), or one of task-clock, context-switches, voluntary-switches, involuntary-switches, "
        "cpu-migrations, page-faults, minor-faults, major-faults",
        name);
    return -EINVAL;
}

/* Moves the events on that the try has failed: those that only found no place, or all the others. Returns how many. */
static int group_move(struct counter_group *group, const struct counter_set *set, bool crowded)
{
    int moved = 0;
    for (size_t i = 0; i < group->count; i++) {
        struct counter_choice *choice = &group->choices[i];
        const struct counter_verdict *verdict = &set->verdicts[i];
        if (choice->source == COUNTER_NO_SOURCE || verdict->status == YOKE_COUNTER_OK || verdict->crowded != crowded)
            continue;
        choice_note(choice, verdict);
        choice_advance(choice, choice->source + 1, group->source_count);
        moved++;
    }
    return moved;
}

/* One try of all events together. Returns how many had to move on, 0 when all that have a source count, or -ENOMEM. */
static int group_try(struct counter_group *group)
{
    struct counter_set set;
    if (counter_set_open(group, &set))
        return -ENOMEM;
    counter_set_judge(&set, ~0u);
    counter_set_close(&set);
    int moved = group_move(group, &set, false);
    /* An event that found no place gets another chance when others have left theirs. */
    return moved ? moved : group_move(group, &set, true);
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
                                               .crowded = !ok && choice->verdict.crowded};
    }
}

static int names_check(const char *const names[], size_t name_count, struct yoke_error *error)
{
    if (name_count > COUNTERS_MOST) {
        yoke_error_set(error, "%zu counters are asked for, at most %d can be counted at a time", name_count,
                       COUNTERS_MOST);
        return -EINVAL;
    }
    for (size_t i = 0; i < name_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(names[i], names[j]) == 0) {
                yoke_error_set(error, "counter \"%.80s\" is named twice", names[i]);
                return -EINVAL;
            }
    return 0;
}

int counter_group_open_from(const struct counter_source *const sources[], size_t source_count,
                            const char *const names[], size_t name_count, struct counter_group **group,
                            struct yoke_error *error)
{
    if (!names) {
        names = default_names;
        name_count = sizeof default_names / sizeof *default_names;
    }
    int status = names_check(names, name_count, error);
    if (status)
        return status;
    struct counter_group *mine = calloc(1, sizeof *mine);
    if (!mine)
        status = -ENOMEM;
    else
        *mine = (struct counter_group){.sources = sources, .source_count = source_count};
    for (size_t i = 0; !status && i < name_count; i++)
        status = choice_find(mine, names[i], error);
    /* Every round but the last moves an event on, so there are at most events times sources of them. */
    int moved = 1;
    while (!status && moved) {
        moved = group_try(mine);
        if (moved < 0)
            status = moved;
    }
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

int counter_group_open(const char *const names[], size_t name_count, struct counter_group **group,
                       struct yoke_error *error)
{
    int status = counter_group_open_from(machine_sources, sizeof machine_sources / sizeof *machine_sources, names,
                                         name_count, group, error);
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
