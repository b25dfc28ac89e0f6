/* SPDX-License-Identifier: MIT */
/* One small file a processor; the first that is missing ends the reading, so that machines without them pay for one look. */
#include "frequency.h"

#include "sysfile.h"
#include "yoke/record.h"

/* The sum of one number of every processor, and how many there are. */
static uint64_t numbers_sum(const char *root, const struct cpulist *cpus, const char *file, uint64_t *count)
{
    uint64_t sum = 0;
    *count = 0;
    for (unsigned cpu = 0; cpu < CPULIST_MOST; cpu++) {
        char text[32];
        uint64_t number;
        if (!cpulist_has(cpus, cpu))
            continue;
        if (sysfile_read(root, text, sizeof text, "/sys/devices/system/cpu/cpu%u/%s", cpu, file) <= 0 ||
            !sysfile_number(text, &number))
            return YOKE_MISSING;
        sum += number;
        *count += 1;
    }
    return *count ? sum : YOKE_MISSING;
}

uint64_t frequency_mean_hz(const char *root, const struct cpulist *cpus)
{
    uint64_t count;
    const uint64_t sum_khz = numbers_sum(root, cpus, "cpufreq/scaling_cur_freq", &count);
    return sum_khz == YOKE_MISSING ? YOKE_MISSING : sum_khz / count * 1000;
}

uint64_t frequency_heat_events(const char *root, const struct cpulist *cpus)
{
    uint64_t count;
    return numbers_sum(root, cpus, "thermal_throttle/core_throttle_count", &count);
}
