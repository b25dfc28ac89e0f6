/* SPDX-License-Identifier: MIT */
/* NaN sides are open. */
#include "tally.h"

#include <math.h>

void tally_interval(struct tally *tally, struct stats_interval interval, double truth)
{
    const bool above = interval.low > truth, below = interval.high < truth;
    tally->trials++;
    tally->above += above;
    tally->below += below;
    tally->hits += !above && !below;
    if (isnan(interval.low) || isnan(interval.high))
        tally->open++;
    else
        tally->half_widths += (interval.high - interval.low) / 2;
}

void tally_event(struct tally *tally, bool happened)
{
    tally->trials++;
    tally->hits += happened;
}

double tally_percent(const struct tally *tally)
{
    return tally->trials ? 100 * (double)tally->hits / (double)tally->trials : NAN;
}

double tally_error(const struct tally *tally)
{
    const double share = tally_percent(tally) / 100;
    return 100 * sqrt(share * (1 - share) / (double)tally->trials);
}

double tally_half_width(const struct tally *tally)
{
    return tally->trials > tally->open ? tally->half_widths / (double)(tally->trials - tally->open) : NAN;
}

void tally_print(const struct tally *tally, FILE *stream)
{
    if (tally->trials)
        fprintf(stream, " %.*f |", tally_percent(tally) < 1 ? 2 : 1, tally_percent(tally));
    else
        fputs(" – |", stream);
}
