/* SPDX-License-Identifier: MIT */
/* Numbers as people read them: one unit, three or four significant digits. */
#ifndef QUANTITY_H
#define QUANTITY_H

#include <stddef.h>
#include <stdint.h>

enum { QUANTITY_BYTES = 48 };

/* A unit of time and what it is in nanoseconds. */
struct quantity_unit {
    const char *name; /* "ns", "µs", "ms", "s" */
    double ns;
};

/* The largest unit in which `ns` is at least 1; nanoseconds for anything smaller. */
const struct quantity_unit *quantity_time_unit(double ns);

/* Digits after the point that give `value` that many significant digits (none for whole numbers that have enough). */
unsigned quantity_decimals(double value, unsigned significant);

/* Digits after the point for a column of numbers from `smallest` to `largest` in one unit: three significant digits for
 * the smallest, four for the largest where that asks for more. */
unsigned quantity_column_decimals(double smallest, double largest);

/* "104 ms", "5.21 µs": three significant digits. "?" when NaN. */
void quantity_time(char out[QUANTITY_BYTES], double ns);

/* "1.97", "14.9", "204", "0.71": three significant digits, no unit; two decimals between 0.1 and 1. "?" when NaN. */
void quantity_ratio(char out[QUANTITY_BYTES], double value);

/* "1.97", "14.93", "0.71": two decimals, so that a column of ratios aligns; as quantity_ratio below 0.1 and above 100.
 */
void quantity_column_ratio(char out[QUANTITY_BYTES], double value);

/* "789", "12.3k", "4.56M": a count in three significant digits. "?" when NaN. */
void quantity_compact(char out[QUANTITY_BYTES], double value);

/* "5 000 000", grouped by no-break spaces (UTF-8). */
void quantity_count(char out[QUANTITY_BYTES], uint64_t value);

#endif
