/* SPDX-License-Identifier: MIT */
/* A logarithmic axis of times. */
#include "chart_times.h"

#include <math.h>
#include <stdbool.h>

#include "quantity.h"

/* A millionth of a nanosecond, and thirty thousand years: a record may say anything. */
static const double LEAST_NS = 1e-6, MOST_NS = 1e21;

void chart_times_take(struct chart_times *times, double ns)
{
    if (!(ns > LEAST_NS) || !(ns < MOST_NS))
        return;
    times->high = fmax(times->high, ns);
    times->low = times->low > 0 ? fmin(times->low, ns) : ns;
}

void chart_times_close(struct chart_times *times, double factor)
{
    times->low = times->low > 0 ? times->low / factor : 1;
    times->high = fmax(times->high * factor, 4 * times->low);
}

double chart_times_pixel(const struct chart_times *times, double ns)
{
    return times->pixels * log(fmax(ns, times->low) / times->low) / log(times->high / times->low);
}

static void ticks_print(FILE *script, const struct chart_times *times, bool named)
{
    static const double factors[] = {1, 2, 5};
    const int low = (int)floor(log10(times->low)), high = (int)floor(log10(times->high));
    const double decades = log10(times->high / times->low);
    const size_t step = decades < 2.2 ? 1 : 3;
    const int stride = (int)(decades / 8) + 1;
    bool first = true;
    for (int power = low; power <= high; power += stride)
        for (size_t i = 0; i < 3; i += step) {
            const double value = factors[i] * pow(10, power);
            const struct quantity_unit *unit = quantity_time_unit(value * 1.001);
            if (value < times->low || value > times->high)
                continue;
            fputs(first ? "" : ",", script);
            if (named)
                fprintf(script, "\"%.4g %s\" ", value / unit->ns, unit->name);
            fprintf(script, "%.6g", value);
            first = false;
        }
}

void chart_times_print(FILE *script, const char *side, const struct chart_times *times)
{
    fprintf(script, "%s_LOW = %.6g\n%s_HIGH = %.6g\n%s_TICKS = '", side, times->low, side, times->high, side);
    ticks_print(script, times, true);
    fprintf(script, "'\n%s_MARKS = '", side);
    ticks_print(script, times, false);
    fputs("'\n", script);
}
