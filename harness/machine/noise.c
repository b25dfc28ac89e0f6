/* SPDX-License-Identifier: MIT */
/* Evidence of disturbance, from the kernel, without privilege. */
#include "noise.h"

#include <ctype.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cgroup.h"
#include "clock.h"
#include "frequency.h"
#include "sysfile.h"
#include "thread_books.h"
#include "yoke/record.h"

void noise_read_self(struct noise_self *reading)
{
    struct rusage usage;
    bool known = getrusage(RUSAGE_THREAD, &usage) == 0;
    int sched = thread_books_open_sched(), schedstat = thread_books_open_schedstat();
    *reading = (struct noise_self){
        .cpu_ns = clock_thread_cpu_ns(),
        .run_delay_ns = thread_books_run_delay(schedstat),
        .involuntary_switches = known ? (uint64_t)usage.ru_nivcsw : YOKE_MISSING,
        .voluntary_switches = known ? (uint64_t)usage.ru_nvcsw : YOKE_MISSING,
        .migrations = thread_books_migrations(sched),
        .minor_faults = known ? (uint64_t)usage.ru_minflt : YOKE_MISSING,
        .major_faults = known ? (uint64_t)usage.ru_majflt : YOKE_MISSING,
    };
    if (sched >= 0)
        close(sched);
    if (schedstat >= 0)
        close(schedstat);
}

/* The columns of a line "cpu3 user nice system idle iowait irq softirq steal guest guest_nice", in ticks. Guest time is
 * part of user time already. */
enum { TICK_USER, TICK_NICE, TICK_SYSTEM, TICK_IDLE, TICK_IOWAIT, TICK_IRQ, TICK_SOFTIRQ, TICK_STEAL, TICK_COUNT };

/* Reads one line of /proc/stat. Returns false when it is none of a single processor's. */
static bool ticks_parse(const char *line, unsigned *cpu, uint64_t ticks[TICK_COUNT])
{
    int used;
    /* The digit has to follow at once: "cpu  1" is the sum of all processors, and its 1 a number of ticks. */
    if (!isdigit((unsigned char)line[3]) || sscanf(line, "cpu%u%n", cpu, &used) != 1)
        return false;
    for (int i = 0; i < TICK_COUNT; i++) {
        char *end;
        ticks[i] = strtoull(line + used, &end, 10);
        if (end == line + used)
            return false; /* before Linux 2.6.11 there was no steal: too old to be told apart from broken */
        used = (int)(end - line);
    }
    return true;
}

static void reading_add(struct noise_machine *reading, const uint64_t ticks[TICK_COUNT], uint64_t tick_ns)
{
    uint64_t busy = ticks[TICK_USER] + ticks[TICK_NICE] + ticks[TICK_SYSTEM] + ticks[TICK_IRQ] + ticks[TICK_SOFTIRQ];
    reading->steal_ns = (reading->steal_ns == YOKE_MISSING ? 0 : reading->steal_ns) + ticks[TICK_STEAL] * tick_ns;
    reading->busy_ns = (reading->busy_ns == YOKE_MISSING ? 0 : reading->busy_ns) + busy * tick_ns;
    reading->idle_ns =
        (reading->idle_ns == YOKE_MISSING ? 0 : reading->idle_ns) + (ticks[TICK_IDLE] + ticks[TICK_IOWAIT]) * tick_ns;
}

static void stat_read(const char *root, const struct cpulist *cpus, struct noise_machine *reading)
{
    char path[SYSFILE_PATH_BYTES], *line = NULL;
    size_t line_bytes = 0;
    long ticks_per_second = sysconf(_SC_CLK_TCK);
    snprintf(path, sizeof path, "%s/proc/stat", root);
    FILE *file = ticks_per_second > 0 ? fopen(path, "re") : NULL;
    if (!file)
        return;
    /* The processors come first; a line that is not theirs ends them, and the long interrupt line is never read. */
    while (getline(&line, &line_bytes, file) > 0 && strncmp(line, "cpu", 3) == 0) {
        unsigned cpu;
        uint64_t ticks[TICK_COUNT];
        if (ticks_parse(line, &cpu, ticks) && cpulist_has(cpus, cpu))
            reading_add(reading, ticks, 1000000000u / (uint64_t)ticks_per_second);
    }
    free(line);
    fclose(file);
}

/* "some avg10=0.00 avg60=0.00 avg300=0.00 total=12345", microseconds. */
static uint64_t pressure_read(const char *root)
{
    char text[256];
    uint64_t total_us;
    if (sysfile_read(root, text, sizeof text, "/proc/pressure/cpu") <= 0)
        return YOKE_MISSING;
    const char *total = strstr(text, "total=");
    if (strncmp(text, "some", 4) != 0 || !total || sscanf(total, "total=%" SCNu64, &total_us) != 1)
        return YOKE_MISSING;
    return total_us * 1000;
}

/* The own group is looked up once: finding it reads all mounts, and a process rarely changes its group. */
static struct cgroup_place own_group;
static bool own_group_found;

static void own_group_find(void)
{
    own_group_found = cgroup_find("", "cpu", &own_group) == 0;
}

static void throttling_read(const char *root, struct cgroup_throttling *throttling)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct cgroup_place place;
    *throttling = (struct cgroup_throttling){.throttled_ns = YOKE_MISSING, .periods = YOKE_MISSING};
    if (root[0]) {
        if (cgroup_find(root, "cpu", &place) == 0)
            cgroup_read_throttling(&place, throttling);
        return;
    }
    pthread_once(&once, own_group_find);
    if (own_group_found)
        cgroup_read_throttling(&own_group, throttling);
}

void noise_read_processors(const char *root, const struct cpulist *cpus, struct noise_machine *reading)
{
    struct cgroup_throttling throttling;
    throttling_read(root, &throttling);
    *reading = (struct noise_machine){
        .steal_ns = YOKE_MISSING,
        .busy_ns = YOKE_MISSING,
        .idle_ns = YOKE_MISSING,
        .throttled_ns = throttling.throttled_ns,
        .throttled_periods = throttling.periods,
        .frequency_hz = frequency_mean_hz(root, cpus),
        .heat_events = frequency_heat_events(root, cpus),
        .pressure_ns = pressure_read(root),
    };
    stat_read(root, cpus, reading);
}

void noise_read_machine(struct noise_machine *reading)
{
    struct cpulist mask;
    cpulist_of_thread(&mask);
    noise_read_processors("", &mask, reading);
}

uint64_t noise_difference(uint64_t earlier, uint64_t later)
{
    if (earlier == YOKE_MISSING || later == YOKE_MISSING || later < earlier)
        return YOKE_MISSING;
    return later - earlier;
}
