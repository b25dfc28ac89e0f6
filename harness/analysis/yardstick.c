/* SPDX-License-Identifier: MIT */
/* The number of workers that are not waiting is a birth-death process; what it does in the long run is a sum. */
#include "yardstick.h"

#include <math.h>
#include <stdbool.h>

#include "bisection.h"

/* The ratio was measured: what is above a whole number by less than this share is that number. */
static const double MEASURED = 0.01;

uint64_t yardstick_goetz(double wait, double processors)
{
    const double width = processors * (1 + wait);
    return isnan(width) ? 0 : (uint64_t)ceil(width * (1 - MEASURED));
}

struct repair {
    double wait, processors, enough;
};

/* Beyond it chances are scaled back, which their sum is too. */
static const double LARGE = 1e200;

/* Processors that so many workers keep busy on average. The chance that n of N are not waiting is to that of n - 1 as
 * the N - n + 1 that may come back, at a rate of 1 / w each, is to the min(n, p) that may leave, at 1 / c. */
static double processors_busy(const struct repair *repair, double workers)
{
    double chance = 1, sum = 1, busy = 0;
    for (double n = 1; n <= workers; n++) {
        const double leaving = fmin(n, repair->processors);
        chance *= (workers - n + 1) / repair->wait / leaving;
        sum += chance;
        busy += chance * leaving;
        if (chance > LARGE) {
            sum /= chance;
            busy /= chance;
            chance = 1;
        }
    }
    return busy / sum;
}

static bool is_enough(const void *own, double workers)
{
    const struct repair *repair = own;
    return processors_busy(repair, ceil(workers)) >= repair->enough;
}

uint64_t yardstick_queue(double wait, double processors, double theta)
{
    const struct repair repair = {wait, processors, processors / (1 + theta)};
    if (!(wait >= 0) || !(theta >= 0) || !(processors >= 1) || processors != floor(processors))
        return 0;
    if (wait == 0)
        return (uint64_t)ceil(repair.enough - 1e-9);
    const double width = bisection_first(is_enough, &repair, 1, YARDSTICK_WIDEST);
    return isnan(width) ? 0 : (uint64_t)ceil(width);
}
