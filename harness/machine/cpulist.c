/* SPDX-License-Identifier: MIT */
/* Sets of processors as the kernel writes them: "0-3,8". */
#include "cpulist.h"

#include <ctype.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads a number at *text and steps over it. */
static bool number_read(const char **text, unsigned long *number)
{
    char *end;
    if (!isdigit((unsigned char)**text))
        return false;
    *number = strtoul(*text, &end, 10);
    *text = end;
    return *number < CPULIST_MOST;
}

bool cpulist_parse(const char *text, struct cpulist *list)
{
    *list = (struct cpulist){0};
    while (*text && !isspace((unsigned char)*text)) {
        unsigned long first, last;
        bool good = number_read(&text, &first);
        last = first;
        if (good && *text == '-') {
            text++;
            good = number_read(&text, &last) && first <= last;
        }
        if (!good || (*text && *text != ',' && !isspace((unsigned char)*text))) {
            *list = (struct cpulist){0};
            return false;
        }
        for (unsigned long cpu = first; cpu <= last; cpu++)
            cpulist_add(list, (unsigned)cpu);
        text += *text == ',';
    }
    return true;
}

void cpulist_add(struct cpulist *list, unsigned cpu)
{
    if (cpu < CPULIST_MOST)
        list->words[cpu / 64] |= UINT64_C(1) << cpu % 64;
}

bool cpulist_has(const struct cpulist *list, unsigned cpu)
{
    return cpu < CPULIST_MOST && (list->words[cpu / 64] >> cpu % 64 & 1);
}

size_t cpulist_count(const struct cpulist *list)
{
    size_t count = 0;
    for (size_t i = 0; i < CPULIST_MOST / 64; i++)
        count += (size_t)__builtin_popcountll(list->words[i]);
    return count;
}

void cpulist_intersect(struct cpulist *list, const struct cpulist *other)
{
    for (size_t i = 0; i < CPULIST_MOST / 64; i++)
        list->words[i] &= other->words[i];
}

void cpulist_format(const struct cpulist *list, char *text, size_t bytes)
{
    size_t length = 0;
    text[0] = '\0';
    for (unsigned first = 0; first < CPULIST_MOST; first++) {
        if (!cpulist_has(list, first))
            continue;
        unsigned last = first;
        while (cpulist_has(list, last + 1))
            last++;
        const char *comma = length ? "," : "";
        int added = first == last ? snprintf(text + length, bytes - length, "%s%u", comma, first)
                                  : snprintf(text + length, bytes - length, "%s%u-%u", comma, first, last);
        if (added < 0 || (size_t)added >= bytes - length)
            return;
        length += (size_t)added;
        first = last;
    }
}

bool cpulist_of_thread(struct cpulist *list)
{
    size_t bytes = CPU_ALLOC_SIZE(CPULIST_MOST);
    cpu_set_t *mask = CPU_ALLOC(CPULIST_MOST);
    *list = (struct cpulist){0};
    bool known = mask && sched_getaffinity(0, bytes, mask) == 0;
    for (unsigned cpu = 0; known && cpu < CPULIST_MOST; cpu++)
        if (CPU_ISSET_S(cpu, bytes, mask))
            cpulist_add(list, cpu);
    CPU_FREE(mask);
    return known;
}
