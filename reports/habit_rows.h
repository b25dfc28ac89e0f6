/* SPDX-License-Identifier: MIT */
/* What habits of choosing a number of workers would lose, for those who print it: those that give the same width
 * together. */
#ifndef HABIT_ROWS_H
#define HABIT_ROWS_H

#include <stdbool.h>

#include "yoke/record.h"

enum { HABIT_LOSS_BYTES = 64, HABIT_NAMES_BYTES = 448 };

/* Habits of one width. */
struct habit_row {
    uint64_t workers;
    char loss[HABIT_LOSS_BYTES];   /* of throughput: "62 % [60..64]" or "not measured" */
    char names[HABIT_NAMES_BYTES]; /* between commas */
};

/* Habits are priced on one executor of each work; on the others a width or two is known by chance. */
bool habits_are_priced(const struct yoke_record *record, const struct yoke_advice *advice);

/* Makes the rows of an advice, narrowest first; `*rows` is the caller's to free, `*count` of them. Returns 0 or
 * -ENOMEM. */
int habit_rows_make(const struct yoke_advice *advice, struct habit_row **rows, size_t *count);

#endif
