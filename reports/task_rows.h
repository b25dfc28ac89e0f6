/* SPDX-License-Identifier: MIT */
/* Tasks of one worker that take turns overlap in time. Rows are what it takes to show them side by side: no two on one
 * row overlap, and there are no more rows than tasks that were under way at once. */
#ifndef TASK_ROWS_H
#define TASK_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "trace.h"

/* Sorts tasks by their starts, of equal ones by their ends. */
void task_rows_sort(struct trace_task tasks[], size_t count);

/* Gives each of the sorted tasks the lowest row, from 0, on which no task is under way when it starts; one that ends
 * when another starts is out of its way. `rows` has room for `count`. Returns 0, or -ENOMEM. */
int task_rows_assign(const struct trace_task tasks[], size_t count, uint32_t rows[], uint32_t *row_count);

#endif
