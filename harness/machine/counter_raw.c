/* SPDX-License-Identifier: MIT */
/* Instructions and cycles straight from the kernel, for the machines on which PAPI does not deliver although the system
 * call does: processors libpfm4 does not know, and perf_event_paranoid 3 as root. User mode only, as PAPI's default. */
#include "counter_raw.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counter_source.h"
#include "counters.h"

/* The names are PAPI's, because the meaning is the same and a record should not change its keys with the machine. */
static const struct {
    const char *name;
    uint64_t config;
} raw_events[] = {
    {"PAPI_TOT_INS", PERF_COUNT_HW_INSTRUCTIONS},
    {"PAPI_TOT_CYC", PERF_COUNT_HW_CPU_CYCLES},
};

struct raw_tally {
    size_t count;
    int descriptors[COUNTERS_MOST]; /* -1: left out */
};

/* As the kernel answers a read with both times asked for. */
struct raw_reading {
    uint64_t value, enabled_ns, running_ns;
};

/* Returns a descriptor that counts the calling thread, or a negative errno. */
static int raw_open(uint64_t config)
{
    struct perf_event_attr attributes = {
        .type = PERF_TYPE_HARDWARE,
        .size = sizeof attributes,
        .config = config,
        .read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
        .pinned = 1, /* all of the time or an error, never a part that would have to be scaled */
        .exclude_kernel = 1,
        .exclude_hv = 1,
    };
    long descriptor = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
    return descriptor < 0 ? -errno : (int)descriptor;
}

enum counter_pmu counter_raw_pmu(int *error)
{
    int descriptor = raw_open(PERF_COUNT_HW_CPU_CYCLES);
    *error = descriptor < 0 ? -descriptor : 0;
    if (descriptor >= 0)
        close(descriptor);
    if (*error == EACCES || *error == EPERM)
        return PMU_DENIED;
    return *error ? PMU_ABSENT : PMU_THERE;
}

static int raw_find(const char *name, int *code, struct counter_verdict *verdict)
{
    (void)verdict;
    for (size_t i = 0; i < sizeof raw_events / sizeof *raw_events; i++)
        if (strcmp(raw_events[i].name, name) == 0) {
            *code = (int)i;
            return 0;
        }
    return -ENOENT;
}

static void raw_refuse(struct counter_verdict *verdict, int error)
{
    if (error == EACCES || error == EPERM)
        counter_verdict_set(verdict, YOKE_COUNTER_DENIED,
                            "perf_event_open is refused (%s): kernel.perf_event_paranoid or a container forbids it",
                            strerrorname_np(error));
    else if (error == EMFILE)
        counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE,
                            "perf_event_open is refused (EMFILE): too many open files, raise \"ulimit -n\"");
    else
        counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE, "perf_event_open finds no such hardware counter (%s)",
                            strerrorname_np(error));
}

static int raw_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    struct raw_tally *mine = malloc(sizeof *mine);
    if (!mine)
        return -ENOMEM;
    mine->count = count;
    for (size_t i = 0; i < count; i++) {
        mine->descriptors[i] = raw_open(raw_events[codes[i]].config);
        if (mine->descriptors[i] < 0)
            raw_refuse(&verdicts[i], -mine->descriptors[i]);
    }
    *tally = mine;
    return 0;
}

static void raw_read(void *tally, uint64_t values[])
{
    const struct raw_tally *mine = tally;
    for (size_t i = 0; i < mine->count; i++) {
        struct raw_reading reading;
        values[i] = YOKE_MISSING;
        if (mine->descriptors[i] < 0)
            continue;
        /* A pinned event that lost its counter reads end-of-file; one that never ran has running 0. */
        ssize_t got = read(mine->descriptors[i], &reading, sizeof reading);
        if (got == (ssize_t)sizeof reading && reading.running_ns && reading.running_ns == reading.enabled_ns)
            values[i] = reading.value;
    }
}

static void raw_stop(void *tally)
{
    struct raw_tally *mine = tally;
    for (size_t i = 0; i < mine->count; i++)
        if (mine->descriptors[i] >= 0)
            close(mine->descriptors[i]);
    free(mine);
}

const struct counter_source counter_raw = {
    .name = "perf_event_open",
    .hardware = true,
    .find = raw_find,
    .start = raw_start,
    .read = raw_read,
    .stop = raw_stop,
};
