/* SPDX-License-Identifier: MIT */
/* The verdicts of a record as texts, the same in every format. UTF-8 throughout: who prints converts. */
#ifndef VERDICT_ROWS_H
#define VERDICT_ROWS_H

#include <stdbool.h>
#include <stdio.h>

#include "quantity.h"
#include "yoke/record.h"

/* What a row means to who reads it. */
enum verdict_mood {
    VERDICT_WORSE,  /* fails the gate */
    VERDICT_DOUBT,  /* not decided, refused, or accepted though worse */
    VERDICT_BETTER,
    VERDICT_SAME,
    VERDICT_BROKEN, /* a side failed */
};

struct verdict_row {
    const struct yoke_verdict *verdict;
    const struct yoke_cell *cell; /* on the base; NULL: the record does not have it */
    enum verdict_mood mood;
    char subject[256];              /* workload and the parameters in which cells differ: "spin spin=4096" */
    char way[64];                   /* "pthread × 4" */
    char change[24], interval[40];  /* "+5.1 %", "+4.2 … +6.0"; "" when not known */
    char before[QUANTITY_BYTES], after[QUANTITY_BYTES];
    char word[48];                  /* the verdict, "regressed (accepted)" */
};

void verdict_row_make(struct verdict_row *row, const struct yoke_record *record, size_t index);

/* The order in which somebody in a hurry reads: broken and worse ones first, the same last; fills `order` with indices. */
void verdict_rows_order(const struct yoke_record *record, size_t order[]);

/* "+5.1 %" of a ratio; "" when NaN. */
void verdict_change(char *text, size_t size, double ratio);

/* "+4.2 … +6.0" in per cent, of an interval of ratios; an open end is "?"; "" when both are. */
void verdict_interval(char *text, size_t size, const struct yoke_estimate *ratio);

/* A value in the unit of a metric: "10.2 ms", "3.1 MiB"; "" when NaN. */
void verdict_quantity(char out[QUANTITY_BYTES], const char *unit, double value);

/* "Gate failed: 1 of 3 got worse, most spin/…: cpu by +5.1 %", no full stop. */
void verdict_headline(char *text, size_t size, const struct yoke_record *record);

/* "base ./old against candidate ./new · default: slower above 1 %, the same within 3 % · coin-flip pairs of fresh processes, …" */
void verdict_design(char *text, size_t size, const struct yoke_record *record);

/* What grew between the profiles of the two sides, where both are there: "From the base to this the processor time of a task grows …";
 * else "". Only for the first verdict of a cell that changed: of one cell all say the same. */
void verdict_growth(char *text, size_t size, const struct yoke_record *record, size_t index);

/* What the exit status means, in a word or two: "slower". */
const char *verdict_exit_meaning(const struct yoke_record *record);

/* What a control shows, base against itself: the slow-downs that would be found here, in the median test and in the noisiest.
 * Returns false and an empty text for what is no control. */
bool verdict_floor(char *text, size_t size, const struct yoke_record *record);

/* An acceptance that is over, where the headline does not say so already; else NULL. */
const char *verdict_expired(const struct yoke_record *record);

#endif
