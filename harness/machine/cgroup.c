/* SPDX-License-Identifier: MIT */
/* The control group this process lives in. A machine may have version 1, version 2, or both with the controllers shared
 * out between them; a container may see its own group as the topmost one. So nothing is assumed about where a group
 * lies: its path is looked up in /proc/self/cgroup and its mount in /proc/self/mountinfo. */
#include "cgroup.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpulist.h"
#include "sysfile.h"
#include "yoke/record.h"

enum {
    CGROUP_LIST_BYTES = 8192, /* /proc/self/cgroup: one line for each hierarchy */
    CGROUP_MOUNTS_BYTES =
        1 << 18, /* /proc/self/mountinfo: some 150 bytes for each of the mounts, a thousand in bad containers */
};

/* Is `word` one of the words between commas? */
static bool list_has(const char *list, size_t length, const char *word)
{
    size_t word_length = strlen(word);
    for (size_t at = 0; at <= length; at++) {
        size_t end = at;
        while (end < length && list[end] != ',')
            end++;
        if (end - at == word_length && strncmp(list + at, word, word_length) == 0)
            return true;
        at = end;
    }
    return false;
}

/* Reads lines "4:cpu,cpuacct:/path" and "0::/path". Returns the version, 0 when the controller is in none. */
static int group_path(const char *lines, const char *controller, char *path)
{
    int version = 0;
    for (const char *line = lines; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        size_t length = strcspn(line, "\n");
        const char *names = memchr(line, ':', length);
        const char *rest = names ? memchr(names + 1, ':', length - (size_t)(names + 1 - line)) : NULL;
        if (!rest)
            continue;
        size_t names_length = (size_t)(rest - names - 1);
        bool first = names_length && list_has(names + 1, names_length, controller);
        bool second = names_length == 0 && line[0] == '0';
        if (!first && (!second || version))
            continue;
        snprintf(path, CGROUP_PATH_BYTES, "%.*s", (int)(length - (size_t)(rest + 1 - line)), rest + 1);
        version = first ? 1 : 2;
    }
    return version;
}

/* One line of mountinfo: "36 35 98:0 /root /mount rw … - type source options". */
static bool mount_matches(const char *line, int version, const char *controller, char *root, char *mount)
{
    char type[32], options[512];
    const char *dash = strstr(line, " - ");
    const char *end = strchr(line, '\n');
    if (!dash || (end && dash > end) || sscanf(line, "%*s %*s %*s %255s %255s", root, mount) != 2 ||
        sscanf(dash, " - %31s %*s %511s", type, options) != 2)
        return false;
    if (version == 2)
        return strcmp(type, "cgroup2") == 0;
    return strcmp(type, "cgroup") == 0 && list_has(options, strlen(options), controller);
}

/* The group's path as seen below the mount, which may show a part of the hierarchy only. */
static void path_below(const char *path, const char *mount_root, char *below)
{
    size_t length = strcmp(mount_root, "/") == 0 ? 0 : strlen(mount_root);
    if (strncmp(path, mount_root, length) != 0 || (path[length] && path[length] != '/') || strncmp(path, "/..", 3) == 0)
        path = "", length = 0; /* a group outside of what is mounted: the mount's own top is the nearest we see */
    snprintf(below, CGROUP_PATH_BYTES, "%s", strcmp(path + length, "/") == 0 ? "" : path + length);
}

int cgroup_find(const char *root, const char *controller, struct cgroup_place *place)
{
    char groups[CGROUP_LIST_BYTES], path[CGROUP_PATH_BYTES], mount_root[CGROUP_PATH_BYTES];
    *place = (struct cgroup_place){0};
    if (sysfile_read(root, groups, sizeof groups, "/proc/self/cgroup") <= 0)
        return -ENOENT;
    place->version = group_path(groups, controller, path);
    char *mounts = malloc(CGROUP_MOUNTS_BYTES);
    int status = -ENOENT;
    if (place->version && mounts && sysfile_read(root, mounts, CGROUP_MOUNTS_BYTES, "/proc/self/mountinfo") > 0)
        for (const char *line = mounts; *line && status; line += strcspn(line, "\n"), line += *line == '\n')
            if (mount_matches(line, place->version, controller, mount_root, place->mount))
                status = 0;
    free(mounts);
    if (status)
        return status;
    snprintf(place->root, sizeof place->root, "%s", root);
    path_below(path, mount_root, place->path);
    return 0;
}

/* Steps from a group's path to the one above it. Returns false at the top. */
static bool path_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

static int group_read(const struct cgroup_place *place, const char *path, const char *file, char *text, size_t bytes)
{
    return sysfile_read(place->root, text, bytes, "%s%s/%s", place->mount, path, file);
}

/* One group's quota in processors; NaN: none. */
static double group_quota(const struct cgroup_place *place, const char *path)
{
    char text[64], period[64];
    double quota_us, period_us;
    if (place->version == 2) {
        /* "max 100000" or "50000 100000" */
        if (group_read(place, path, "cpu.max", text, sizeof text) <= 0 ||
            sscanf(text, "%lf %lf", &quota_us, &period_us) != 2)
            return NAN;
    } else {
        /* -1: unlimited */
        if (group_read(place, path, "cpu.cfs_quota_us", text, sizeof text) <= 0 ||
            group_read(place, path, "cpu.cfs_period_us", period, sizeof period) <= 0)
            return NAN;
        quota_us = strtod(text, NULL);
        period_us = strtod(period, NULL);
    }
    return quota_us > 0 && period_us > 0 ? quota_us / period_us : NAN;
}

double cgroup_quota(const struct cgroup_place *cpu)
{
    double tightest = NAN;
    char path[CGROUP_PATH_BYTES];
    snprintf(path, sizeof path, "%s", cpu->path);
    do {
        double quota = group_quota(cpu, path);
        if (!isnan(quota) && !(tightest <= quota))
            tightest = quota;
    } while (path_up(path));
    return tightest;
}

uint64_t cgroup_cpuset_count(const struct cgroup_place *cpuset)
{
    static const char *const files[] = {"cpuset.cpus.effective", "cpuset.effective_cpus", "cpuset.cpus"};
    char path[CGROUP_PATH_BYTES], text[4096];
    snprintf(path, sizeof path, "%s", cpuset->path);
    /* A version 2 group without the controller is held by the nearest one above that has it. */
    do {
        for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
            struct cpulist list;
            if (group_read(cpuset, path, files[i], text, sizeof text) > 0 && cpulist_parse(text, &list))
                return cpulist_count(&list);
        }
    } while (path_up(path));
    return YOKE_MISSING;
}

/* Adds the value behind `key` times `factor`, if it is there. */
static void throttling_add(const char *text, const char *key, uint64_t factor, uint64_t *sum)
{
    char value[32];
    uint64_t number;
    if (sysfile_field(text, key, value, sizeof value) && sysfile_number(value, &number))
        *sum = (*sum == YOKE_MISSING ? 0 : *sum) + number * factor;
}

void cgroup_read_throttling(const struct cgroup_place *cpu, struct cgroup_throttling *throttling)
{
    char path[CGROUP_PATH_BYTES], text[1024];
    *throttling = (struct cgroup_throttling){.throttled_ns = YOKE_MISSING, .periods = YOKE_MISSING};
    snprintf(path, sizeof path, "%s", cpu->path);
    do {
        if (group_read(cpu, path, "cpu.stat", text, sizeof text) <= 0)
            continue;
        throttling_add(text, "throttled_time", 1, &throttling->throttled_ns);    /* version 1, ns */
        throttling_add(text, "throttled_usec", 1000, &throttling->throttled_ns); /* version 2, us */
        throttling_add(text, "nr_throttled", 1, &throttling->periods);
    } while (path_up(path));
}
