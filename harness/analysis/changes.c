/* SPDX-License-Identifier: MIT */
/* Blocks that are void because a setting of the machine changed. */
#include "changes.h"

const struct yoke_change *changes_find(const struct yoke_record *record, uint64_t block)
{
    for (size_t i = 0; i < record->change_count; i++)
        if (record->changes[i].first_block <= block && block <= record->changes[i].last_block)
            return &record->changes[i];
    return NULL;
}

const char *changes_describe(struct record *record, const struct yoke_change *change)
{
    return record_text(record, "the machine's %s changed, %s -> %s", change->condition,
                       change->before ? change->before : "unknown", change->after ? change->after : "unknown");
}
