/* SPDX-License-Identifier: MIT */
#include "habit_rows.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "habits.h"
#include "recommend_sentence.h"

static const char *name_of(const char *name)
{
    return name ? name : "?";
}

static size_t prices_count(const struct yoke_advice *advice)
{
    size_t priced = 0;
    for (size_t i = 0; i < advice->default_count; i++)
        priced += isnan(advice->defaults[i].loss.value) ? 0 : 1;
    return priced;
}

bool habits_are_priced(const struct yoke_record *record, const struct yoke_advice *advice)
{
    const size_t own = prices_count(advice);
    for (size_t i = 0; i < record->advice_count; i++) {
        const struct yoke_advice *other = &record->advice[i];
        const size_t count = recommend_same_work(other, advice) ? prices_count(other) : 0;
        if (count > own || (count == own && other < advice))
            return false;
    }
    return own > 0;
}

static int habit_order(const void *left, const void *right)
{
    const struct yoke_default *first = *(const struct yoke_default *const *)left;
    const struct yoke_default *second = *(const struct yoke_default *const *)right;
    if (first->workers != second->workers)
        return first->workers < second->workers ? -1 : 1;
    return (first > second) - (first < second); /* as the record has them */
}

static void name_append(struct habit_row *row, const struct yoke_advice *advice, const struct yoke_default *habit)
{
    char ratio[32] = "";
    const size_t used = strlen(row->names);
    if (!strcmp(name_of(habit->rule), "goetz") && !isnan(advice->wait_per_compute))
        snprintf(ratio, sizeof ratio, " (wait / compute %.2g)", advice->wait_per_compute);
    snprintf(row->names + used, sizeof row->names - used, "%s%s%s", used ? ", " : "",
             habits_label(name_of(habit->rule)), ratio);
}

int habit_rows_make(const struct yoke_advice *advice, struct habit_row **rows, size_t *count)
{
    const struct yoke_default **habits = calloc(advice->default_count + 1, sizeof(const struct yoke_default *));
    *rows = calloc(advice->default_count + 1, sizeof **rows);
    *count = 0;
    for (size_t i = 0; habits && i < advice->default_count; i++)
        habits[i] = &advice->defaults[i];
    if (habits && *rows)
        qsort(habits, advice->default_count, sizeof *habits, habit_order);
    for (size_t i = 0; habits && *rows && i < advice->default_count; i++) {
        if (!*count || (*rows)[*count - 1].workers != habits[i]->workers) {
            (*rows)[*count].workers = habits[i]->workers;
            recommend_loss_text(&habits[i]->loss, (*rows)[*count].loss, HABIT_LOSS_BYTES);
            ++*count;
        }
        name_append(&(*rows)[*count - 1], advice, habits[i]);
    }
    const int status = habits && *rows ? 0 : -ENOMEM;
    free(habits);
    return status;
}
