/* SPDX-License-Identifier: MIT */
/* What a table says of a cell's counters: only those that counted, as the median of the cell's usable samples. */
#ifndef TABLE_COUNTERS_H
#define TABLE_COUNTERS_H

#include "study.h"

enum { TABLE_COUNTERS_MOST = 4 }; /* more columns than that nobody compares by eye; JSON has all */

/* Puts the names of up to TABLE_COUNTERS_MOST events that counted in some sample of the study into `names`, in the
 * record's order: of those that the kernel keeps, since table_derived.h shows the others; the task clock is left out (it
 * is CPU time). Returns how many. */
size_t table_counter_names(const struct study *study, const char *names[TABLE_COUNTERS_MOST]);

/* Median over the cell's usable samples in which the event counted all the time; NaN: in none. */
double table_counter_median(const struct yoke_cell *cell, const char *name);

/* Median over the usable samples of how late sleeps woke on average, in ns; NaN: nothing slept. */
double table_lateness(const struct yoke_cell *cell);

#endif
