/* SPDX-License-Identifier: MIT */
/* Numbers as people read them. */
#include "quantity.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct quantity_unit units[] = {{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}, {"ns", 1}};

const struct quantity_unit *quantity_time_unit(double ns)
{
    const size_t last = sizeof units / sizeof *units - 1;
    for (size_t i = 0; i < last; i++)
        if (ns >= units[i].ns)
            return &units[i];
    return &units[last];
}

unsigned quantity_decimals(double value, unsigned significant)
{
    if (!(fabs(value) > 0) || !isfinite(value))
        return 0;
    int wanted = (int)significant - 1 - (int)floor(log10(fabs(value)));
    /* 9.996 printed with three digits is 10.0, not 10.00 */
    if (wanted > 0 && fabs(value) + 0.5 * pow(10, -wanted) >= pow(10, (int)significant - wanted))
        wanted--;
    return wanted <= 0 ? 0 : wanted > 9 ? 9 : (unsigned)wanted;
}

unsigned quantity_column_decimals(double smallest, double largest)
{
    const unsigned few = quantity_decimals(smallest, 3), more = quantity_decimals(largest, 4);
    return more > few ? more : few;
}

void quantity_ratio(char out[QUANTITY_BYTES], double value)
{
    if (!isfinite(value) || fabs(value) >= 1e15) {
        snprintf(out, QUANTITY_BYTES, isnan(value) ? "?" : "%.3g", value);
        return;
    }
    const bool below_one = fabs(value) >= 0.0995 && fabs(value) < 1; /* a third decimal there is a false promise */
    snprintf(out, QUANTITY_BYTES, "%.*f", below_one ? 2 : (int)quantity_decimals(value, 3), value);
}

void quantity_column_ratio(char out[QUANTITY_BYTES], double value)
{
    if (fabs(value) >= 0.0995 && fabs(value) < 99.995)
        snprintf(out, QUANTITY_BYTES, "%.2f", value);
    else
        quantity_ratio(out, value);
}

void quantity_time(char out[QUANTITY_BYTES], double ns)
{
    const struct quantity_unit *unit = quantity_time_unit(ns);
    quantity_ratio(out, ns / unit->ns);
    if (isnan(ns))
        return;
    const size_t used = strlen(out);
    snprintf(out + used, QUANTITY_BYTES - used, " %s", unit->name);
}

void quantity_compact(char out[QUANTITY_BYTES], double value)
{
    static const struct {
        double least;
        const char *suffix;
    } scales[] = {{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e4, "k"}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (value >= scales[i].least) {
            const double unit = i == 3 ? 1e3 : scales[i].least; /* up to four digits are read as they are */
            quantity_ratio(out, value / unit);
            strncat(out, scales[i].suffix, QUANTITY_BYTES - strlen(out) - 1);
            return;
        }
    if (value == floor(value))
        snprintf(out, QUANTITY_BYTES, "%.0f", value);
    else
        quantity_ratio(out, value);
}

void quantity_count(char out[QUANTITY_BYTES], uint64_t value)
{
    char digits[24];
    const int count = snprintf(digits, sizeof digits, "%" PRIu64, value);
    size_t used = 0;
    for (int i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0 && count > 4) { /* 4096 reads well in one piece */
            memcpy(out + used, "\xC2\xA0", 2);
            used += 2;
        }
        out[used++] = digits[i];
    }
    out[used] = '\0';
}
