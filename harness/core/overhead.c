/* SPDX-License-Identifier: MIT */
/* The median of many readings: single ones are lengthened by whatever interrupts them. */
#include "overhead.h"

#include <math.h>

#include "clock.h"
#include "noise.h"
#include "stats.h"

enum { READINGS = 201, CLOCK_READS = 100 };

/* So many at a time that the clock which times them costs little. */
static double clock_cost(void)
{
    double values[READINGS];
    for (int i = 0; i < READINGS; i++) {
        const uint64_t begin_ns = clock_now_ns();
        uint64_t last_ns = begin_ns;
        for (int k = 0; k < CLOCK_READS; k++)
            last_ns = clock_now_ns();
        values[i] = (double)(last_ns - begin_ns) / CLOCK_READS;
    }
    return stats_median(values, READINGS);
}

static double noise_cost(void)
{
    double values[READINGS];
    struct noise_self reading;
    for (int i = 0; i < READINGS; i++) {
        const uint64_t begin_ns = clock_now_ns();
        noise_read_self(&reading);
        values[i] = (double)(clock_now_ns() - begin_ns);
    }
    return stats_median(values, READINGS);
}

static double counter_cost(const struct counter_group *group)
{
    double values[READINGS];
    uint64_t counts[COUNTERS_MOST];
    struct counter_set *set = NULL;
    if (!counter_group_count(group) || counter_set_start(group, &set, NULL))
        return NAN;
    for (int i = 0; i < READINGS; i++) {
        const uint64_t begin_ns = clock_now_ns();
        counter_set_read(set, counts);
        values[i] = (double)(clock_now_ns() - begin_ns);
    }
    counter_set_stop(set);
    return stats_median(values, READINGS);
}

struct yoke_overhead overhead_measure(const struct counter_group *group)
{
    return (struct yoke_overhead){.clock_read = clock_cost(), .counter_read = counter_cost(group), .noise_read = noise_cost()};
}
