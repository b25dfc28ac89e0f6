/* SPDX-License-Identifier: MIT */
/* A comparison in words, the same in every format. UTF-8 throughout: who prints converts. */
#ifndef COMPARISON_TEXT_H
#define COMPARISON_TEXT_H

#include <stddef.h>

#include "yoke/comparison.h"

enum { COMPARISON_TEXT_BYTES = 768 };

/* "after against before: 3 slower, 1 faster, 12 the same, 2 undecided; most spin pthread × 2, +12 % of wall": the first
 * line to read. Of several sides the one that differs most. */
void comparison_headline(char text[COMPARISON_TEXT_BYTES], const struct yoke_comparison *comparison);

/* How it was compared: by what, margins, levels, and what the intervals do not hold. */
void comparison_design(char text[COMPARISON_TEXT_BYTES], const struct yoke_comparison *comparison);

/* One side: how many rows of each kind, the time in sum, and last the geometric mean as a note. */
void comparison_side(char text[COMPARISON_TEXT_BYTES], const struct yoke_comparison *comparison,
                     const struct yoke_compared_side *side);

/* "spin n=4096 pthread × 2": what all rows have in common is left out; `size` bytes. */
void comparison_subject(char *text, size_t size, const struct yoke_comparison *comparison,
                        const struct yoke_compared_row *row);

/* Its two parts, "spin n=4096" and "pthread × 2". */
void comparison_row_work(char *text, size_t size, const struct yoke_comparison *comparison,
                         const struct yoke_compared_row *row);
void comparison_row_way(char *text, size_t size, const struct yoke_comparison *comparison,
                        const struct yoke_compared_row *row);

/* "matmul n=256" of a piece of work. */
void comparison_work(char *text, size_t size, const char *workload, const struct yoke_setting_value params[],
                     size_t param_count, const char *cell);

/* "pthread × 2" of a cell's name; "" where it does not say. */
void comparison_way(char *text, size_t size, const char *cell);

#endif
