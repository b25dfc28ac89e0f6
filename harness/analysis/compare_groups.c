/* SPDX-License-Identifier: MIT */
/* Cells that are held against each other, found by sorting: two results of ten thousand cells are no more work than ten of a
 * thousand. */
#include "compare_private.h"

#include <errno.h>
#include <stdlib.h>

static int texts_compare(const char *left, const char *right)
{
    return left == right ? 0 : !left ? -1 : !right ? 1 : strcmp(left, right);
}

static int numbers_compare(uint64_t left, uint64_t right)
{
    return (left > right) - (left < right);
}

static int params_compare(const struct yoke_cell *left, const struct yoke_cell *right)
{
    int sign = numbers_compare(left->param_count, right->param_count);
    for (size_t i = 0; i < left->param_count && !sign; i++) {
        const struct yoke_setting_value *own = &left->params[i], *other = &right->params[i];
        sign = texts_compare(own->name, other->name);
        if (!sign)
            sign = numbers_compare(own->value, other->value);
        if (!sign)
            sign = texts_compare(own->word, other->word);
    }
    return sign;
}

static int commands_compare(const struct yoke_cell *left, const struct yoke_cell *right)
{
    int sign = numbers_compare(left->command_count, right->command_count);
    for (size_t i = 0; i < left->command_count && !sign; i++)
        sign = texts_compare(left->command[i], right->command[i]);
    return sign;
}

static int way_compare(const struct yoke_cell *left, const struct yoke_cell *right)
{
    int sign = texts_compare(left->schedule, right->schedule);
    if (!sign)
        sign = numbers_compare(left->chunk, right->chunk);
    return sign ? sign : texts_compare(left->placement, right->placement);
}

static int keys_compare(const struct compare_entry *left, const struct compare_entry *right, unsigned keys)
{
    const struct yoke_cell *own = left->cell, *other = right->cell;
    int sign = keys & COMPARE_SOURCE ? numbers_compare(left->source, right->source) : 0;
    if (!sign && keys & COMPARE_WORKLOAD)
        sign = texts_compare(own->workload, other->workload);
    if (!sign)
        sign = texts_compare(own->side, other->side);
    if (!sign)
        sign = params_compare(own, other);
    if (!sign)
        sign = commands_compare(own, other);
    if (!sign && keys & COMPARE_EXECUTOR)
        sign = texts_compare(own->executor, other->executor);
    if (!sign && keys & COMPARE_WAY)
        sign = way_compare(own, other);
    if (!sign && keys & COMPARE_WORKERS)
        sign = numbers_compare(own->workers, other->workers);
    return sign;
}

static int entries_compare(const void *left, const void *right, void *keys)
{
    const struct compare_entry *own = left, *other = right;
    int sign = keys_compare(own, other, *(const unsigned *)keys);
    if (!sign)
        sign = numbers_compare(own->side, other->side);
    if (!sign)
        sign = numbers_compare(own->cell->workers, other->cell->workers);
    return sign ? sign : numbers_compare(own->place, other->place);
}

static int places_compare(const void *left, const void *right)
{
    const struct compare_group *own = left, *other = right;
    return numbers_compare(own->place, other->place);
}

int compare_groups_make(const struct comparer *comparer, unsigned keys, struct compare_groups *groups)
{
    const size_t count = comparer->entry_count;
    *groups = (struct compare_groups){
        .entries = calloc(count + 1, sizeof *groups->entries),
        .groups = calloc(count + 1, sizeof *groups->groups),
    };
    if (!groups->entries || !groups->groups)
        return -ENOMEM;
    memcpy(groups->entries, comparer->entries, count * sizeof *groups->entries);
    qsort_r(groups->entries, count, sizeof *groups->entries, entries_compare, &keys);
    for (size_t first = 0, end; first < count; first = end) {
        size_t place = groups->entries[first].place;
        for (end = first; end < count && !keys_compare(&groups->entries[first], &groups->entries[end], keys); end++)
            place = groups->entries[end].place < place ? groups->entries[end].place : place;
        groups->groups[groups->count++] = (struct compare_group){first, end, place};
    }
    qsort(groups->groups, groups->count, sizeof *groups->groups, places_compare);
    return 0;
}

void compare_groups_release(struct compare_groups *groups)
{
    free(groups->entries);
    free(groups->groups);
    *groups = (struct compare_groups){0};
}

size_t compare_group_side(const struct compare_groups *groups, const struct compare_group *group, size_t side, size_t *first)
{
    *first = group->first;
    while (*first < group->end && groups->entries[*first].side < side)
        ++*first;
    size_t end = *first;
    while (end < group->end && groups->entries[end].side == side)
        end++;
    return end;
}
