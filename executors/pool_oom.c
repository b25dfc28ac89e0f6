/* SPDX-License-Identifier: MIT */
/* How often the kernel has ended a process of this control group for its use of memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool_private.h"

/* The file that counts them, from a line of /proc/self/cgroup: "0::/path" or "9:memory:/path". Returns false for
 * another controller's line. */
static bool group_file(char line[], char file[], size_t bytes)
{
    line[strcspn(line, "\n")] = '\0';
    char *controllers = strchr(line, ':'), *path = controllers ? strchr(controllers + 1, ':') : NULL;
    if (!path)
        return false;
    *path++ = '\0';
    controllers++;
    bool second = strcmp(line, "0") == 0 && !*controllers;
    if (!second && strcmp(controllers, "memory") != 0)
        return false;
    snprintf(file, bytes, second ? "/sys/fs/cgroup%s/memory.events" : "/sys/fs/cgroup/memory%s/memory.oom_control",
             path);
    return true;
}

static uint64_t count_in(const char *file)
{
    FILE *stream = fopen(file, "re");
    uint64_t count = 0;
    char line[128];
    while (stream && fgets(line, sizeof line, stream))
        if (strncmp(line, "oom_kill ", 9) == 0)
            count = strtoull(line + 9, NULL, 10);
    if (stream)
        fclose(stream);
    return count;
}

uint64_t oom_kills(void)
{
    FILE *groups = fopen("/proc/self/cgroup", "re");
    char line[1024], file[1100];
    uint64_t count = 0;
    while (groups && fgets(line, sizeof line, groups))
        if (group_file(line, file, sizeof file))
            count += count_in(file);
    if (groups)
        fclose(groups);
    return count;
}
