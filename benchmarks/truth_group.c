/* SPDX-License-Identifier: MIT */
/* Both versions of control groups, as the kernel mounts them below /sys/fs/cgroup. */
#include "truth_group.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Periods of 20 ms, where the kernel's own are of 100: samples of some tens of milliseconds then see the quota and not
 * what was saved up for them. */
enum { PERIOD_US = 20000, QUOTA_US = PERIOD_US / 2 };

static const char *const parents[] = {"/sys/fs/cgroup/cpu", "/sys/fs/cgroup"};
static char group[96], before[160];

static bool value_write(const char *name, const char *value)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", group, name);
    FILE *file = fopen(path, "we");
    const bool written = file && fputs(value, file) >= 0;
    return file && !fclose(file) && written;
}

static bool quota_set(void)
{
    char quota[64], period[32];
    snprintf(quota, sizeof quota, "%d %d", QUOTA_US, PERIOD_US);
    if (value_write("cpu.max", quota))
        return true;
    snprintf(quota, sizeof quota, "%d", QUOTA_US);
    snprintf(period, sizeof period, "%d", PERIOD_US);
    return value_write("cpu.cfs_period_us", period) && value_write("cpu.cfs_quota_us", quota);
}

const char *truth_group_make(char *reason, unsigned size)
{
    snprintf(reason, size, "there are no control groups here");
    for (size_t i = 0; i < sizeof parents / sizeof *parents; i++) {
        snprintf(group, sizeof group, "%s/yoke-truth-%d", parents[i], (int)getpid());
        if (mkdir(group, 0755)) {
            snprintf(reason, size, "%s: %s", group, strerror(errno));
            continue;
        }
        if (quota_set()) {
            snprintf(before, sizeof before, "echo $$ >%s/cgroup.procs && ", group);
            return before;
        }
        snprintf(reason, size, "%s takes no quota: %s", group, strerror(errno));
        rmdir(group);
    }
    group[0] = '\0';
    return NULL;
}

void truth_group_remove(void)
{
    if (group[0])
        rmdir(group);
    group[0] = '\0';
}
