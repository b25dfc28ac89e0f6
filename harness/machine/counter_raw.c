/* SPDX-License-Identifier: MIT */
/* Events straight from the kernel, twice: for the machines on which PAPI does not deliver although the system call does
 * (processors libpfm4 does not know, and perf_event_paranoid 3 as root), each on a counter of its own; and shared, for
 * those who want more events at once than there are counters, since PAPI hides the share of time that must be told. */
#include "counter_raw.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define L1_DATA_LOADS(result)                                                                                          \
    (PERF_COUNT_HW_CACHE_L1D | PERF_COUNT_HW_CACHE_OP_READ << 8 | PERF_COUNT_HW_CACHE_RESULT_##result << 16)

/* The names are PAPI's and libpfm4's, where the meaning is the same: a record should not change its keys with the
 * machine. */
static const struct {
    const char *name;
    uint32_t type;
    uint64_t config;
} raw_events[] = {
    {"PAPI_TOT_INS", PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
    {"PAPI_TOT_CYC", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
    {"PAPI_BR_INS", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_INSTRUCTIONS},
    {"PAPI_BR_MSP", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
    {"perf::INSTRUCTIONS", PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
    {"perf::CYCLES", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
    {"perf::BRANCHES", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_INSTRUCTIONS},
    {"perf::BRANCH-MISSES", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
    {"perf::CACHE-REFERENCES", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_REFERENCES},
    {"perf::CACHE-MISSES", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES},
    {"perf::L1-DCACHE-LOADS", PERF_TYPE_HW_CACHE, L1_DATA_LOADS(ACCESS)},
    {"perf::L1-DCACHE-LOAD-MISSES", PERF_TYPE_HW_CACHE, L1_DATA_LOADS(MISS)},
};

/* A code is the event's place in the table and, above it, the scope. */
enum { RAW_CODE_SCOPE = 256 };

struct raw_tally {
    size_t count;
    bool shared;
    int codes[COUNTERS_MOST];
    int descriptors[COUNTERS_MOST]; /* -1: left out */
};

/* As the kernel answers a read with both times asked for. */
struct raw_reading {
    uint64_t value, enabled_ns, running_ns;
};

/* Returns a descriptor that counts the calling thread, or a negative errno. */
static int raw_open(int code, bool shared)
{
    const enum counter_scope scope = (enum counter_scope)(code / RAW_CODE_SCOPE);
    struct perf_event_attr attributes = {
        .type = raw_events[code % RAW_CODE_SCOPE].type,
        .size = sizeof attributes,
        .config = raw_events[code % RAW_CODE_SCOPE].config,
        .read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
        .pinned = !shared, /* all of the time or an error, never a part that would have to be scaled */
        .exclude_user = scope == COUNTER_SCOPE_KERNEL,
        .exclude_kernel = scope == COUNTER_SCOPE_USER,
        .exclude_hv = 1,
    };
    long descriptor = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
    return descriptor < 0 ? -errno : (int)descriptor;
}

/* In the order of the table: cycles are what nearly every counter unit has. */
enum { RAW_CYCLES = 1 };

static int raw_probe(enum counter_scope scope)
{
    const int descriptor = raw_open(RAW_CYCLES + (int)scope * RAW_CODE_SCOPE, false);
    if (descriptor < 0)
        return -descriptor;
    close(descriptor);
    return 0;
}

enum counter_pmu counter_raw_pmu(int *error)
{
    *error = raw_probe(COUNTER_SCOPE_USER);
    if (*error == EACCES || *error == EPERM)
        return PMU_DENIED;
    return *error ? PMU_ABSENT : PMU_THERE;
}

bool counter_raw_scope_allowed(enum counter_scope scope, struct counter_verdict *verdict)
{
    const int error = scope == COUNTER_SCOPE_USER ? 0 : raw_probe(scope);
    if (error != EACCES && error != EPERM)
        return true;
    counter_verdict_set(verdict, YOKE_COUNTER_DENIED,
                        "kernel mode may be counted with CAP_PERFMON or kernel.perf_event_paranoid of 1 or less (%s)",
                        strerrorname_np(error));
    return false;
}

static int raw_find(const char *name, enum counter_scope scope, int *code, struct counter_verdict *verdict)
{
    for (size_t i = 0; i < sizeof raw_events / sizeof *raw_events; i++)
        if (strcmp(raw_events[i].name, name) == 0) {
            *code = (int)i + (int)scope * RAW_CODE_SCOPE;
            return counter_raw_scope_allowed(scope, verdict) ? 0 : -EACCES;
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

static int raw_start_as(bool shared, const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    struct raw_tally *mine = malloc(sizeof *mine);
    if (!mine)
        return -ENOMEM;
    mine->count = count;
    mine->shared = shared;
    for (size_t i = 0; i < count; i++) {
        mine->codes[i] = codes[i];
        mine->descriptors[i] = raw_open(codes[i], shared);
        if (mine->descriptors[i] < 0)
            raw_refuse(&verdicts[i], -mine->descriptors[i]);
    }
    *tally = mine;
    return 0;
}

static int raw_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    return raw_start_as(false, codes, count, verdicts, tally);
}

static int shared_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    return raw_start_as(true, codes, count, verdicts, tally);
}

static void raw_read(void *tally, struct counter_count counts[])
{
    const struct raw_tally *mine = tally;
    for (size_t i = 0; i < mine->count; i++) {
        struct raw_reading reading;
        counts[i] = (struct counter_count){.value = YOKE_MISSING};
        if (mine->descriptors[i] < 0)
            continue;
        /* A pinned event that lost its counter reads end-of-file; one that never ran has running 0. */
        if (read(mine->descriptors[i], &reading, sizeof reading) != (ssize_t)sizeof reading)
            continue;
        if (mine->shared)
            counts[i] = (struct counter_count){reading.value, reading.enabled_ns, reading.running_ns};
        else if (reading.running_ns && reading.running_ns == reading.enabled_ns)
            counts[i].value = reading.value;
    }
}

static void shared_renew(void *tally)
{
    struct raw_tally *mine = tally;
    for (size_t i = 0; i < mine->count; i++)
        if (mine->descriptors[i] >= 0) {
            close(mine->descriptors[i]);
            mine->descriptors[i] = raw_open(mine->codes[i], true);
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

const struct counter_source counter_shared = {
    .name = "perf_event_open, in turns",
    .hardware = true,
    .in_turns = true,
    .find = raw_find,
    .start = shared_start,
    .read = raw_read,
    .renew = shared_renew,
    .stop = raw_stop,
};
