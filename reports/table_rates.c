/* SPDX-License-Identifier: MIT */
/* Rates of the median sample. */
#include "table_rates.h"

#include <math.h>
#include <stdio.h>

#include "text.h"

void table_rate_title(const struct yoke_cell *cell, bool utf8, char title[TABLE_RATE_TITLE_BYTES])
{
    char operation[TABLE_RATE_TITLE_BYTES / 2];
    text_fit(operation, sizeof operation, cell->operation ? cell->operation : "operation", 0, utf8);
    snprintf(title, TABLE_RATE_TITLE_BYTES, "%ss/s", operation);
}

bool table_rate(const struct yoke_cell *cell, double amount, char text[QUANTITY_BYTES])
{
    if (cell->arrivals || !(amount > 0) || !isfinite(amount) || !(cell->wall_ns.median > 0))
        return false;
    quantity_compact(text, 1e9 * amount / cell->wall_ns.median);
    return true;
}
