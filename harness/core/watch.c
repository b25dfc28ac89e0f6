/* SPDX-License-Identifier: MIT */
/* Blocks are compared with the start of the run and not with the block before: the record describes one machine, and its
 * fingerprint is that of the start. */
#include "watch.h"

#include <errno.h>

/* NULL where the kernel does not say. */
static const char *value_copy(const struct conditions *conditions, enum condition condition, struct record *record)
{
    return conditions->values[condition][0] ? record_copy(record, conditions->values[condition]) : NULL;
}

int watch_begin(struct watch *watch, const struct conditions *start, struct record *record)
{
    struct yoke_record *facts = &record->facts;
    *watch = (struct watch){.start = *start};
    facts->conditions = record_alloc(record, CONDITIONS * sizeof *facts->conditions);
    if (!facts->conditions)
        return -ENOMEM;
    facts->condition_count = CONDITIONS;
    facts->change_count = 0;
    for (enum condition i = 0; i < CONDITIONS; i++) {
        const char *value = value_copy(start, i, record);
        facts->conditions[i] = (struct yoke_condition){condition_name(i), value, value};
    }
    return 0;
}

/* The newest change of this condition, if the block before saw it too. */
static struct yoke_change *change_going_on(struct yoke_record *facts, const char *name, uint64_t block)
{
    for (size_t i = facts->change_count; i-- > 0;)
        if (yoke_text_same(facts->changes[i].condition, name))
            return facts->changes[i].last_block + 1 == block ? &facts->changes[i] : NULL;
    return NULL;
}

static int change_note(const struct watch *watch, enum condition condition, const char *value, uint64_t block,
                       struct record *record)
{
    struct yoke_record *facts = &record->facts;
    struct yoke_change *going_on = change_going_on(facts, condition_name(condition), block);
    if (going_on && yoke_text_same(going_on->after, value)) {
        going_on->last_block = block;
        return 0;
    }
    const struct yoke_change change = {.condition = condition_name(condition),
                                       .before = value_copy(&watch->start, condition, record),
                                       .after = value,
                                       .first_block = block,
                                       .last_block = block};
    return record_add_change(record, &change);
}

int watch_look(struct watch *watch, const struct conditions *now, uint64_t block, struct record *record)
{
    int status = 0;
    for (enum condition i = 0; i < CONDITIONS && !status; i++) {
        const char *value = value_copy(now, i, record);
        const bool strays = !condition_same(&watch->start, now, i);
        struct yoke_change *going_on = change_going_on(&record->facts, condition_name(i), block);
        record->facts.conditions[i].after = value;
        if (strays)
            status = change_note(watch, i, value, block, record);
        else if (watch->strayed[i] && going_on)
            going_on->last_block = block; /* it changed back somewhere in this block */
        watch->strayed[i] = strays;
    }
    return status;
}
