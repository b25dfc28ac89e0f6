/* SPDX-License-Identifier: MIT */
/* One worker's counting: a part for each source, and what it costs to read them all. */
#include "counter_group.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Passes over the empty region: the first one of a process looks symbols up, hundreds of instructions more. */
enum { EMPTY_PASSES = 5 };

static int part_start(struct counter_set *set, size_t source)
{
    const struct counter_group *group = set->group;
    struct counter_part *part = &set->parts[set->part_count];
    struct counter_verdict verdicts[COUNTERS_MOST] = {0};
    int codes[COUNTERS_MOST];
    *part = (struct counter_part){.source = group->sources[source]};
    for (size_t i = 0; i < group->count; i++)
        if (group->choices[i].source == source) {
            codes[part->count] = group->choices[i].codes[source];
            part->index[part->count++] = i;
        }
    if (!part->count)
        return 0;
    int status = part->source->start(codes, part->count, verdicts, &part->tally);
    if (status)
        return status;
    set->part_count++;
    for (size_t i = 0; i < part->count; i++)
        set->verdicts[part->index[i]] = verdicts[i];
    return 0;
}

int counter_set_open(const struct counter_group *group, bool machine_wide, struct counter_set *set)
{
    *set = (struct counter_set){.group = group};
    for (size_t i = 0; i < group->count; i++)
        set->verdicts[i] = group->choices[i].verdict;
    for (size_t source = 0; source < group->source_count; source++)
        if (group->sources[source]->machine_wide == machine_wide && part_start(set, source)) {
            counter_set_close(set);
            return -ENOMEM;
        }
    return 0;
}

void counter_set_close(struct counter_set *set)
{
    while (set->part_count) {
        struct counter_part *part = &set->parts[--set->part_count];
        part->source->stop(part->tally);
    }
}

/* Totals since the sources were started. */
static void set_totals(const struct counter_set *set, struct counter_count counts[])
{
    struct counter_count own[COUNTERS_MOST];
    for (size_t i = 0; i < set->group->count; i++)
        counts[i] = (struct counter_count){.value = YOKE_MISSING};
    for (size_t p = 0; p < set->part_count; p++) {
        const struct counter_part *part = &set->parts[p];
        part->source->read(part->tally, own);
        for (size_t i = 0; i < part->count; i++)
            if (set->verdicts[part->index[i]].status == YOKE_COUNTER_OK)
                counts[part->index[i]] = own[i];
    }
}

static void event_judge(struct counter_verdict *verdict, const struct counter_control *control, bool worked,
                        uint64_t before, uint64_t after)
{
    if (before == YOKE_MISSING || after == YOKE_MISSING)
        counter_verdict_set(verdict, YOKE_COUNTER_NOT_COUNTING,
                            "it opens and starts without an error and cannot be read");
    else if (worked && after - before < control->least)
        counter_verdict_set(
            verdict, YOKE_COUNTER_NOT_COUNTING,
            "it opens and starts without an error and reads %llu in %s, where at least %llu must be counted",
            (unsigned long long)(after - before), control->work, (unsigned long long)control->least);
}

void counter_set_judge(struct counter_set *set, unsigned allowed)
{
    const struct counter_group *group = set->group;
    struct counter_count before[COUNTERS_MOST], after[COUNTERS_MOST];
    unsigned wanted = 0;
    for (size_t p = 0; p < set->part_count; p++)
        for (size_t i = 0; i < set->parts[p].count && !set->parts[p].source->in_turns; i++)
            wanted |= group->choices[set->parts[p].index[i]].control->stimuli;
    set_totals(set, before);
    unsigned happened = counter_control_run(wanted & allowed);
    set_totals(set, after);
    for (size_t p = 0; p < set->part_count; p++)
        for (size_t k = 0; k < set->parts[p].count; k++) {
            const size_t i = set->parts[p].index[k];
            const struct counter_control *control = group->choices[i].control;
            /* Known work is over before an event that takes turns has had its own. */
            const bool worked = !set->parts[p].source->in_turns && (control->stimuli & ~happened) == 0;
            if (set->verdicts[i].status == YOKE_COUNTER_OK)
                event_judge(&set->verdicts[i], control, worked, before[i].value, after[i].value);
        }
}

uint64_t counter_count_between(const struct counter_count *earlier, const struct counter_count *later)
{
    if (earlier->value == YOKE_MISSING || later->value == YOKE_MISSING)
        return YOKE_MISSING;
    const uint64_t counted = later->value - earlier->value, enabled_ns = later->enabled_ns - earlier->enabled_ns,
                   running_ns = later->running_ns - earlier->running_ns;
    if (running_ns == enabled_ns)
        return counted;
    return running_ns ? (uint64_t)((double)counted * (double)enabled_ns / (double)running_ns) : YOKE_MISSING;
}

/* The smallest difference over some passes: what disturbs a pass can only add. */
static void set_measure_empty(struct counter_set *set)
{
    struct counter_count before[COUNTERS_MOST], after[COUNTERS_MOST];
    for (int pass = 0; pass < EMPTY_PASSES; pass++) {
        set_totals(set, before);
        set_totals(set, after);
        for (size_t i = 0; i < set->group->count; i++) {
            uint64_t cost = counter_count_between(&before[i], &after[i]);
            if (pass == 0 || cost < set->empty[i])
                set->empty[i] = cost;
        }
    }
}

static int set_start(const struct counter_group *group, bool machine_wide, struct counter_set **set,
                     struct yoke_error *error)
{
    struct counter_set *mine = malloc(sizeof *mine);
    int status = mine ? counter_set_open(group, machine_wide, mine) : -ENOMEM;
    if (status) {
        yoke_error_set(error, "no memory for %s counters", machine_wide ? "the machine's" : "a worker's");
        free(mine);
        return status;
    }
    /* Not migrations: the worker may be bound already, and is to stay where it is. */
    counter_set_judge(mine, ~(unsigned)STIMULUS_MIGRATION);
    for (size_t i = 0; i < group->count; i++) {
        struct counter_verdict *verdict = &mine->verdicts[i];
        bool ok = verdict->status == YOKE_COUNTER_OK;
        mine->events[i] = (struct counter_event){.name = group->choices[i].name,
                                                 .status = verdict->status,
                                                 .reason = ok ? NULL : verdict->reason,
                                                 .crowded = !ok && verdict->crowded,
                                                 .machine_wide = group->choices[i].event.machine_wide};
    }
    set_measure_empty(mine);
    set_totals(mine, mine->base);
    *set = mine;
    return 0;
}

int counter_set_start(const struct counter_group *group, struct counter_set **set, struct yoke_error *error)
{
    return set_start(group, false, set, error);
}

int counter_set_start_machine(const struct counter_group *group, struct counter_set **set, struct yoke_error *error)
{
    bool any = false;
    for (size_t i = 0; i < group->count; i++)
        any |= group->choices[i].event.machine_wide;
    *set = NULL;
    return any ? set_start(group, true, set, error) : 0;
}

void counter_set_renew(struct counter_set *set)
{
    for (size_t p = 0; p < set->part_count; p++) {
        const struct counter_part *part = &set->parts[p];
        if (!part->source->renew)
            continue;
        part->source->renew(part->tally);
        for (size_t i = 0; i < part->count; i++)
            set->base[part->index[i]] = (struct counter_count){0};
    }
}

void counter_set_stop(struct counter_set *set)
{
    if (!set)
        return;
    counter_set_close(set);
    free(set);
}

const struct counter_event *counter_set_event(const struct counter_set *set, size_t index)
{
    return &set->events[index];
}

void counter_set_read(struct counter_set *set, struct counter_count counts[])
{
    set_totals(set, counts);
    for (size_t i = 0; i < set->group->count; i++) {
        const struct counter_count *base = &set->base[i];
        if (base->value == YOKE_MISSING || counts[i].value == YOKE_MISSING)
            counts[i] = (struct counter_count){.value = YOKE_MISSING};
        else
            counts[i] = (struct counter_count){counts[i].value - base->value, counts[i].enabled_ns - base->enabled_ns,
                                               counts[i].running_ns - base->running_ns};
    }
}

void counter_set_empty(const struct counter_set *set, uint64_t values[])
{
    memcpy(values, set->empty, set->group->count * sizeof *values);
}
