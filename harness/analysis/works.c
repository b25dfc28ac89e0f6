/* SPDX-License-Identifier: MIT */
/* Sorted by work; equal ones then stand side by side. */
#include "works.h"

#include <errno.h>
#include <stdlib.h>

static int texts_compare(const char *left, const char *right)
{
    if (left == right)
        return 0;
    return !left ? -1 : !right ? 1 : strcmp(left, right);
}

static int numbers_compare(uint64_t left, uint64_t right)
{
    return (left > right) - (left < right);
}

uint64_t works_tasks(const struct yoke_cell *cell)
{
    return cell->scale && cell->tasks != YOKE_MISSING && cell->workers ? cell->tasks / cell->workers : cell->tasks;
}

double works_growth(const struct yoke_cell *cell, const struct yoke_cell *base)
{
    return cell->scale && base->workers ? (double)cell->workers / (double)base->workers : 1;
}

static int work_compare(const struct yoke_cell *left, const struct yoke_cell *right)
{
    int sign = texts_compare(left->workload, right->workload);
    if (!sign)
        sign = texts_compare(left->side, right->side);
    if (!sign)
        sign = texts_compare(left->scale, right->scale);
    if (!sign)
        sign = numbers_compare(works_tasks(left), works_tasks(right));
    if (!sign)
        sign = texts_compare(left->arrivals, right->arrivals);
    if (!sign && left->arrivals)
        sign = (left->offered_rate > right->offered_rate) - (left->offered_rate < right->offered_rate);
    if (!sign)
        sign = numbers_compare(left->param_count, right->param_count);
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

/* `own` is the record. Cells of equal work keep their order. */
static int index_compare(const void *left, const void *right, void *own)
{
    const struct yoke_record *record = own;
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    const int sign = work_compare(&record->cells[a], &record->cells[b]);
    return sign ? sign : numbers_compare(a, b);
}

bool works_same(const struct yoke_cell *left, const struct yoke_cell *right)
{
    return work_compare(left, right) == 0;
}

int works_group(const struct yoke_record *record, struct works *works)
{
    const size_t count = record->cell_count;
    struct yoke_record facts = *record;
    *works = (struct works){
        .order = calloc(count + 1, sizeof *works->order),
        .begin = calloc(count + 1, sizeof *works->begin),
        .end = calloc(count + 1, sizeof *works->end),
    };
    if (!works->order || !works->begin || !works->end)
        return -ENOMEM;
    for (size_t i = 0; i < count; i++)
        works->order[i] = i;
    qsort_r(works->order, count, sizeof *works->order, index_compare, &facts);
    for (size_t first = 0, last; first < count; first = last) {
        for (last = first; last < count && works_same(&record->cells[works->order[first]], &record->cells[works->order[last]]); last++)
            ;
        for (size_t i = first; i < last; i++) {
            works->begin[works->order[i]] = first;
            works->end[works->order[i]] = last;
        }
    }
    return 0;
}

const struct yoke_cell *works_baseline(const struct yoke_record *record, const struct works *works,
                                       const struct yoke_cell *cell)
{
    const size_t index = (size_t)(cell - record->cells);
    for (size_t i = works->begin[index]; i < works->end[index] && cell->baseline; i++)
        if (yoke_text_same(record->cells[works->order[i]].name, cell->baseline))
            return &record->cells[works->order[i]];
    return NULL;
}

void works_release(struct works *works)
{
    free(works->order);
    free(works->begin);
    free(works->end);
    *works = (struct works){0};
}
