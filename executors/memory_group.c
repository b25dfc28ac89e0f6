/* SPDX-License-Identifier: MIT */
/* The group's files. A container sees its own group as the root of what is mounted, and its path from outside in
 * /proc/self/cgroup: then only the files at the root are there, which are the right ones. */
#include "memory_group.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES = 1200 };

/* Where the memory of one version of control groups is described. */
struct group {
    const char *mount, *limit, *kills; /* the files' names */
    char path[1024];
};

/* Reads a line of /proc/self/cgroup: "0::/path" or "9:memory:/path". Returns false for another controller's line. */
static bool group_read(char line[], struct group *group)
{
    line[strcspn(line, "\n")] = '\0';
    char *controllers = strchr(line, ':'), *path = controllers ? strchr(controllers + 1, ':') : NULL;
    if (!path)
        return false;
    *path++ = '\0';
    controllers++;
    bool second = !*controllers;
    if (!second && strcmp(controllers, "memory") != 0)
        return false;
    *group = second ? (struct group){.mount = "", .limit = "memory.max", .kills = "memory.events"}
                    : (struct group){.mount = "/memory", .limit = "memory.limit_in_bytes", .kills = "memory.oom_control"};
    snprintf(group->path, sizeof group->path, "%s", path);
    return true;
}

/* The limit in one folder; UINT64_MAX: "max", or no such file. */
static uint64_t limit_in(const char *root, const struct group *group)
{
    char file[PATH_BYTES], text[32] = "";
    snprintf(file, sizeof file, "%s/sys/fs/cgroup%s%s/%s", root, group->mount, group->path, group->limit);
    FILE *stream = fopen(file, "re");
    char *end = text;
    uint64_t bytes = stream && fgets(text, sizeof text, stream) ? strtoull(text, &end, 10) : 0;
    if (stream)
        fclose(stream);
    return end != text ? bytes : UINT64_MAX;
}

static uint64_t limit_along(const char *root, struct group *group)
{
    uint64_t least = UINT64_MAX;
    for (;;) {
        uint64_t bytes = limit_in(root, group);
        least = bytes < least ? bytes : least;
        char *slash = strrchr(group->path, '/');
        if (!slash)
            return least;
        *slash = '\0';
    }
}

static uint64_t kills_in(const char *root, const struct group *group)
{
    char file[PATH_BYTES], line[128];
    snprintf(file, sizeof file, "%s/sys/fs/cgroup%s%s/%s", root, group->mount, group->path, group->kills);
    FILE *stream = fopen(file, "re");
    uint64_t count = 0;
    while (stream && fgets(line, sizeof line, stream))
        if (strncmp(line, "oom_kill ", 9) == 0)
            count = strtoull(line + 9, NULL, 10);
    if (stream)
        fclose(stream);
    return count;
}

static FILE *groups_open(const char *root)
{
    char file[PATH_BYTES];
    snprintf(file, sizeof file, "%s/proc/self/cgroup", root);
    return fopen(file, "re");
}

uint64_t memory_group_limit(const char *root)
{
    FILE *groups = groups_open(root);
    char line[1024];
    struct group group;
    uint64_t least = UINT64_MAX;
    while (groups && fgets(line, sizeof line, groups)) {
        uint64_t bytes = group_read(line, &group) ? limit_along(root, &group) : UINT64_MAX;
        least = bytes < least ? bytes : least;
    }
    if (groups)
        fclose(groups);
    return least;
}

uint64_t memory_group_kills(const char *root)
{
    FILE *groups = groups_open(root);
    char line[1024];
    struct group group;
    uint64_t count = 0;
    while (groups && fgets(line, sizeof line, groups))
        if (group_read(line, &group))
            count += kills_in(root, &group);
    if (groups)
        fclose(groups);
    return count;
}
