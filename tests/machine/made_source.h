/* SPDX-License-Identifier: MIT */
/* A made-up processor that knows every name in capitals and counts at most so many at a time. */
#ifndef MADE_SOURCE_H
#define MADE_SOURCE_H

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "counter_group.h"
#include "fixture.h"

static size_t made_capacity; /* events at a time */
static unsigned made_renewals;
static const char *made_lost = ""; /* an event it has not got */
/* Of events that take turns: how long they wanted to count between two reads, and how long they did. */
static uint64_t made_enabled_ns = 4000, made_running_ns = 1000;

struct made_tally {
    size_t count, running;
    uint64_t reads;
};

static int made_find(const char *name, enum counter_scope scope, int *code, struct counter_verdict *verdict)
{
    (void)scope;
    *code = 0;
    if (!isupper((unsigned char)name[0]) && strncmp(name, "perf::", 6) != 0)
        return -ENOENT;
    if (strcmp(name, made_lost) != 0)
        return 0;
    counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE, "this processor has none");
    return -ENODEV;
}

static int made_start_within(size_t most, size_t count, struct counter_verdict verdicts[], void **tally)
{
    struct made_tally *mine = calloc(1, sizeof *mine);
    assert_non_null(mine);
    *mine = (struct made_tally){.count = count, .running = count < most ? count : most};
    for (size_t i = mine->running; i < count; i++) {
        counter_verdict_set(&verdicts[i], YOKE_COUNTER_UNAVAILABLE, "no room");
        verdicts[i].crowded = true;
    }
    *tally = mine;
    return 0;
}

static int made_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    (void)codes;
    return made_start_within(made_capacity, count, verdicts, tally);
}

static int made_start_turns(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    (void)codes;
    return made_start_within(count, count, verdicts, tally);
}

static void made_read(void *tally, struct counter_count counts[])
{
    struct made_tally *mine = tally;
    mine->reads++;
    for (size_t i = 0; i < mine->count; i++)
        counts[i] = (struct counter_count){.value = i < mine->running ? mine->reads * 1000000 : YOKE_MISSING};
}

static void made_read_turns(void *tally, struct counter_count counts[])
{
    struct made_tally *mine = tally;
    mine->reads++;
    for (size_t i = 0; i < mine->count; i++)
        counts[i] =
            (struct counter_count){mine->reads * 1000, mine->reads * made_enabled_ns, mine->reads * made_running_ns};
}

static void made_renew(void *tally)
{
    struct made_tally *mine = tally;
    mine->reads = 0;
    made_renewals++;
}

static const struct counter_source made_source = {
    .name = "made", .hardware = true, .find = made_find, .start = made_start, .read = made_read, .stop = free};
static const struct counter_source made_turns = {.name = "made, in turns",
                                                 .hardware = true,
                                                 .in_turns = true,
                                                 .find = made_find,
                                                 .start = made_start_turns,
                                                 .read = made_read_turns,
                                                 .renew = made_renew,
                                                 .stop = free};
/* Beside what the kernel counts here. */
static const struct counter_source *const made_sources[] = {&counter_software, &made_source, &made_turns};
enum { MADE_SOURCES = 3 };

#endif
