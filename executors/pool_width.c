/* SPDX-License-Identifier: MIT */
/* How many workers a pool has when nobody says: counting processors in every way, and the rules that people know. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "yoke/pool.h"

/* Sets of up to so many processors are tried: Linux has at most 8192 today. */
enum { PROCESSORS_MOST = 1 << 16 };

static unsigned affinity_count(void)
{
    for (int size = 1024; size <= PROCESSORS_MOST; size *= 2) {
        cpu_set_t *set = CPU_ALLOC((size_t)size);
        if (!set)
            return 0;
        int status = sched_getaffinity(0, CPU_ALLOC_SIZE((size_t)size), set);
        int count = status ? 0 : CPU_COUNT_S(CPU_ALLOC_SIZE((size_t)size), set);
        CPU_FREE(set);
        if (!status)
            return (unsigned)count;
    }
    return 0;
}

/* Reads up to two numbers from a file of the group: 0 where there is none, or a word. False: there is no such file. */
static bool numbers_read(const char *folder, const char *name, double *first, double *second)
{
    char path[1200], line[64] = "", *rest = line;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "re");
    if (!stream)
        return false;
    if (!fgets(line, sizeof line, stream))
        line[0] = '\0';
    fclose(stream);
    *first = strtod(line, &rest);
    if (rest == line)
        rest += strcspn(rest, " "); /* "max" */
    if (second)
        *second = strtod(rest, NULL);
    return true;
}

/* "quota period" of one group of version 2, or two files of version 1. 0: no limit, or none to see. */
static double quota_in(const char *folder)
{
    double most = 0, period = 0;
    if (!numbers_read(folder, "cpu.max", &most, &period) && numbers_read(folder, "cpu.cfs_quota_us", &most, NULL))
        numbers_read(folder, "cpu.cfs_period_us", &period, NULL);
    return most > 0 && period > 0 ? most / period : 0;
}

/* The tightest of a group and of those above it. */
static double quota_along(const char *mount, char path[])
{
    double tightest = 0;
    for (;;) {
        char folder[1100];
        snprintf(folder, sizeof folder, "%s%s", mount, path);
        double quota = quota_in(folder);
        if (quota > 0 && (tightest <= 0 || quota < tightest))
            tightest = quota;
        char *slash = strrchr(path, '/');
        if (!slash || !*path)
            return tightest;
        *slash = '\0';
    }
}

static double quota_own(void)
{
    FILE *groups = fopen("/proc/self/cgroup", "re");
    char line[1024];
    double tightest = 0;
    while (groups && fgets(line, sizeof line, groups)) {
        line[strcspn(line, "\n")] = '\0';
        char *controllers = strchr(line, ':'), *path = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!path)
            continue;
        *path++ = '\0';
        bool second = !controllers[1];
        if (!second && !strstr(controllers + 1, "cpu,") && !strstr(controllers + 1, ",cpu") &&
            strcmp(controllers + 1, "cpu") != 0)
            continue;
        double quota = quota_along(second ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu", path);
        if (quota > 0 && (tightest <= 0 || quota < tightest))
            tightest = quota;
    }
    if (groups)
        fclose(groups);
    return tightest;
}

void yoke_width_counts(struct yoke_width_counts *counts)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    counts->online = online > 0 ? (unsigned)online : 1;
    counts->affinity = affinity_count();
    if (!counts->affinity)
        counts->affinity = counts->online;
    counts->quota = quota_own();
    counts->usable = counts->affinity;
    unsigned whole = (unsigned)counts->quota + ((double)(unsigned)counts->quota < counts->quota);
    if (counts->quota > 0 && whole < counts->usable)
        counts->usable = whole ? whole : 1;
}

static unsigned least(unsigned first, unsigned second)
{
    return first < second ? first : second;
}

unsigned yoke_width(const char *rule, const struct yoke_width_counts *counts)
{
    const struct {
        const char *rule;
        unsigned width;
    } rules[] = {
        {"yoke", counts->usable},
        {"yoke-io", least(32, counts->usable + 4)},
        {"tutorial", counts->online + 4}, /* which forgets the cap */
        {"py35", 5 * counts->online},
        {"py38", least(32, counts->online + 4)},
        {"py313", least(32, counts->affinity + 4)},
        {"py32-process", counts->online},
        {"py35-process", counts->online},
        {"py38-process", counts->online},
        {"py313-process", counts->affinity},
    };
    for (size_t entry = 0; entry < sizeof rules / sizeof *rules; entry++)
        if (strcmp(rules[entry].rule, rule) == 0)
            return rules[entry].width;
    return 0; /* py32: the argument was required */
}
