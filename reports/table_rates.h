/* SPDX-License-Identifier: MIT */
/* What a cell's facts make of its time: operations and bytes a second. */
#ifndef TABLE_RATES_H
#define TABLE_RATES_H

#include <stdbool.h>

#include "quantity.h"
#include "yoke/record.h"

enum { TABLE_RATE_TITLE_BYTES = 48 };

/* "elements/s", by what the cell calls its operations; "operations/s" where it has no name for them. Clean UTF-8. */
void table_rate_title(const struct yoke_cell *cell, bool utf8, char title[TABLE_RATE_TITLE_BYTES]);

/* Writes how much of `amount`, which is all that one sample does, the cell gets done in a second. Returns false when it
 * cannot be said, and in an open loop, where the arrivals decide it. */
bool table_rate(const struct yoke_cell *cell, double amount, char text[QUANTITY_BYTES]);

#endif
