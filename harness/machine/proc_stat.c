/* SPDX-License-Identifier: MIT */
#include "proc_stat.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sysfile.h"

/* The columns of a line "cpu3 user nice system idle iowait irq softirq steal guest guest_nice", in ticks. Guest time is
 * part of user time already. */
enum { TICK_USER, TICK_NICE, TICK_SYSTEM, TICK_IDLE, TICK_IOWAIT, TICK_IRQ, TICK_SOFTIRQ, TICK_STEAL, TICK_COUNT };

/* Reads one line of /proc/stat. Returns false when it is none of a single processor's. */
static bool line_parse(const char *line, uint64_t tick_ns, struct proc_stat *stat)
{
    uint64_t ticks[TICK_COUNT];
    int used;
    /* The digit has to follow at once: "cpu  1" is the sum of all processors, and its 1 a number of ticks. */
    if (!isdigit((unsigned char)line[3]) || sscanf(line, "cpu%u%n", &stat->cpu, &used) != 1)
        return false;
    for (int i = 0; i < TICK_COUNT; i++) {
        char *end;
        ticks[i] = strtoull(line + used, &end, 10);
        if (end == line + used)
            return false; /* before Linux 2.6.11 there was no steal: too old to be told apart from broken */
        used = (int)(end - line);
    }
    stat->busy_ns =
        tick_ns * (ticks[TICK_USER] + ticks[TICK_NICE] + ticks[TICK_SYSTEM] + ticks[TICK_IRQ] + ticks[TICK_SOFTIRQ]);
    stat->idle_ns = tick_ns * (ticks[TICK_IDLE] + ticks[TICK_IOWAIT]);
    stat->steal_ns = tick_ns * ticks[TICK_STEAL];
    return true;
}

void proc_stat_read(const char *root, void (*each)(void *own, const struct proc_stat *stat), void *own)
{
    char path[SYSFILE_PATH_BYTES], *line = NULL;
    size_t line_bytes = 0;
    const long ticks_per_second = sysconf(_SC_CLK_TCK);
    snprintf(path, sizeof path, "%s/proc/stat", root);
    FILE *file = ticks_per_second > 0 ? fopen(path, "re") : NULL;
    if (!file)
        return;
    /* The processors come first; a line that is not theirs ends them, and the long interrupt line is never read. */
    while (getline(&line, &line_bytes, file) > 0 && strncmp(line, "cpu", 3) == 0) {
        struct proc_stat stat;
        if (line_parse(line, 1000000000u / (uint64_t)ticks_per_second, &stat))
            each(own, &stat);
    }
    free(line);
    fclose(file);
}
