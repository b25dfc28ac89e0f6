/* SPDX-License-Identifier: MIT */
/* The software events, from the books that the kernel keeps for every thread: no privilege, no perf, kernel mode
 * included. perf's own would need paranoid 1 for switches and migrations, and cost more to read. */
#include "counter_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "counters.h"
#include "thread_books.h"

enum software_event { TASK_CLOCK, SWITCHES, VOLUNTARY, INVOLUNTARY, MIGRATIONS, FAULTS, MINOR_FAULTS, MAJOR_FAULTS };

static const char *const software_names[] = {
    [TASK_CLOCK] = "task-clock",        [SWITCHES] = "context-switches",
    [VOLUNTARY] = "voluntary-switches", [INVOLUNTARY] = "involuntary-switches",
    [MIGRATIONS] = "cpu-migrations",    [FAULTS] = "page-faults",
    [MINOR_FAULTS] = "minor-faults",    [MAJOR_FAULTS] = "major-faults",
};

struct software_tally {
    size_t count;
    int codes[COUNTERS_MOST];
    int sched; /* descriptor, or a negative errno; -1 when nobody asked for migrations */
};

/* The kernel books a thread's user and kernel mode together, so the scope changes nothing. */
static int software_find(const char *name, enum counter_scope scope, int *code, struct counter_verdict *verdict)
{
    (void)scope;
    (void)verdict;
    for (size_t i = 0; i < sizeof software_names / sizeof *software_names; i++)
        if (strcmp(software_names[i], name) == 0) {
            *code = (int)i;
            return 0;
        }
    return -ENOENT;
}

static int software_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    struct software_tally *mine = malloc(sizeof *mine);
    if (!mine)
        return -ENOMEM;
    mine->count = count;
    mine->sched = -1;
    memcpy(mine->codes, codes, count * sizeof *codes);
    for (size_t i = 0; i < count; i++) {
        if (codes[i] != MIGRATIONS)
            continue;
        mine->sched = thread_books_open_sched();
        if (mine->sched < 0)
            counter_verdict_set(&verdicts[i], YOKE_COUNTER_UNAVAILABLE,
                                "/proc/thread-self/sched cannot be opened (%s)%s", strerrorname_np(-mine->sched),
                                mine->sched == -ENOENT ? ": this kernel was built without CONFIG_SCHED_DEBUG" : "");
        else if (thread_books_migrations(mine->sched) == YOKE_MISSING)
            counter_verdict_set(&verdicts[i], YOKE_COUNTER_UNAVAILABLE,
                                "/proc/thread-self/sched does not name nr_migrations");
    }
    *tally = mine;
    return 0;
}

static uint64_t software_value(const struct software_tally *tally, const struct rusage *usage, int code)
{
    switch ((enum software_event)code) {
    case TASK_CLOCK:
        return clock_thread_cpu_ns();
    case SWITCHES:
        return (uint64_t)usage->ru_nvcsw + (uint64_t)usage->ru_nivcsw;
    case VOLUNTARY:
        return (uint64_t)usage->ru_nvcsw;
    case INVOLUNTARY:
        return (uint64_t)usage->ru_nivcsw;
    case MIGRATIONS:
        return thread_books_migrations(tally->sched);
    case FAULTS:
        return (uint64_t)usage->ru_minflt + (uint64_t)usage->ru_majflt;
    case MINOR_FAULTS:
        return (uint64_t)usage->ru_minflt;
    case MAJOR_FAULTS:
        return (uint64_t)usage->ru_majflt;
    }
    return YOKE_MISSING;
}

static void software_read(void *tally, struct counter_count counts[])
{
    const struct software_tally *mine = tally;
    struct rusage usage;
    bool known = getrusage(RUSAGE_THREAD, &usage) == 0;
    for (size_t i = 0; i < mine->count; i++) {
        bool from_usage = mine->codes[i] != TASK_CLOCK && mine->codes[i] != MIGRATIONS;
        counts[i] = (struct counter_count){
            .value = from_usage && !known ? YOKE_MISSING : software_value(mine, &usage, mine->codes[i])};
    }
}

static void software_stop(void *tally)
{
    struct software_tally *mine = tally;
    if (mine->sched >= 0)
        close(mine->sched);
    free(mine);
}

const struct counter_source counter_software = {
    .name = "kernel",
    .hardware = false,
    .find = software_find,
    .start = software_start,
    .read = software_read,
    .stop = software_stop,
};
