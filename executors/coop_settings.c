/* SPDX-License-Identifier: MIT */
/* Defaults, and variables that replace them. */
#include "coop_settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory_group.h"

/* Tasks in flight a worker, at most: each costs a page of memory while it waits, and what is begun too early waits in
 * the kernel's queues instead of ours. 100,000 is more than a worker can serve in the time that sockets wait for an
 * answer. */
#if COROUTINE_TSAN /* knows some 8,000 fibers */
#define INFLIGHT_MOST UINT64_C(2000)
#else
#define INFLIGHT_MOST UINT64_C(100000)
#endif
/* A waiting task's page, its share of page tables, and its part of the timers, rounded up. */
enum { TASK_BYTES = 8192 };
/* All of them together take this part at most of the memory that the machine has, or the control group allows. */
enum { MEMORY_PART = 4 };

static uint64_t inflight_default(unsigned worker_count)
{
    long pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || page_bytes <= 0)
        return INFLIGHT_MOST;
    uint64_t usable = (uint64_t)pages * (uint64_t)page_bytes, allowed = memory_group_limit("");
    usable = allowed < usable ? allowed : usable;
    uint64_t fit = usable / MEMORY_PART / TASK_BYTES / (worker_count ? worker_count : 1);
    if (fit == 0)
        fit = 1;
    return fit < INFLIGHT_MOST ? fit : INFLIGHT_MOST;
}

/* Reads a whole number from variable `name`, if it is set: `least` to `most`, times `unit`. */
static int number_read(const char *name, const char *meaning, uint64_t least, uint64_t most, uint64_t unit,
                       uint64_t *value, struct yoke_error *error)
{
    const char *text = getenv(name);
    if (!text || !*text)
        return 0;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (*end || errno || *text < '0' || *text > '9' || number < least || number > most) {
        yoke_error_set(error, "%s is \"%s\": it must be %s, a whole number from %llu to %llu", name, text, meaning,
                       (unsigned long long)least, (unsigned long long)most);
        return -EINVAL;
    }
    *value = number * unit;
    return 0;
}

static int switch_read(enum coroutine_switch *how, struct yoke_error *error)
{
    const char *text = getenv("YOKE_COOP_SWITCH");
    *how = COROUTINE_BEST;
    if (!text || !*text || strcmp(text, "best") == 0)
        return 0;
    *how = COROUTINE_UCONTEXT;
    if (strcmp(text, "ucontext") == 0)
        return 0;
    yoke_error_set(error, "YOKE_COOP_SWITCH is \"%s\": it must be best or ucontext", text);
    return -EINVAL;
}

int coop_settings_read(unsigned worker_count, struct coop_settings *settings, struct yoke_error *error)
{
    const uint64_t microsecond_ns = 1000, kib = 1024, second_us = 1000000;
    uint64_t stack_bytes = LOOP_STACK_BYTES;
    settings->inflight_most = inflight_default(worker_count);
    settings->stall_ns = LOOP_STALL_NS;
    settings->gap_ns = LOOP_GAP_NS;
    int status = switch_read(&settings->how, error);
    if (!status)
        status = number_read("YOKE_COOP_INFLIGHT", "tasks in flight a worker", 1, UINT32_MAX, 1,
                             &settings->inflight_most, error);
    if (!status) /* 16 KiB: the least that a call into the C library's output needs with room to spare */
        status =
            number_read("YOKE_COOP_STACK", "the size of a task's stack in KiB", 16, 1048576, kib, &stack_bytes, error);
    if (!status)
        status = number_read("YOKE_COOP_STALL", "microseconds", 1, 1000 * second_us, microsecond_ns,
                             &settings->stall_ns, error);
    if (!status)
        status = number_read("YOKE_COOP_GAP", "microseconds", 1, second_us, microsecond_ns, &settings->gap_ns, error);
    settings->stack_bytes = (size_t)stack_bytes;
    return status ? status : loop_driver_choose(getenv("YOKE_IO_DRIVER"), &settings->driver, error);
}
