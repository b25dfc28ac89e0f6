/* SPDX-License-Identifier: MIT */
/* Sets of processors as the kernel writes them: "0-3,8". */
#ifndef CPULIST_H
#define CPULIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CPULIST_MOST = 8192 }; /* the largest NR_CPUS a kernel can be built with */

/* Plain data; all zero is the empty set. */
struct cpulist {
    uint64_t words[CPULIST_MOST / 64];
};

/* Reads "0-3,8"; an empty text is the empty set. Returns false, and the empty set, for anything else. */
bool cpulist_parse(const char *text, struct cpulist *list);
void cpulist_add(struct cpulist *list, unsigned cpu);
bool cpulist_has(const struct cpulist *list, unsigned cpu);
size_t cpulist_count(const struct cpulist *list);
void cpulist_intersect(struct cpulist *list, const struct cpulist *other);

/* Writes the shortest such text; cut off when `bytes` are too few. */
void cpulist_format(const struct cpulist *list, char *text, size_t bytes);

/* The calling thread's affinity mask. Returns false, and the empty set, when the kernel does not tell. */
bool cpulist_of_thread(struct cpulist *list);

#endif
