/* SPDX-License-Identifier: MIT */
/* Evidence of disturbance, from the kernel, without privilege. */
#include "noise.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cgroup.h"
#include "clock.h"
#include "frequency.h"
#include "proc_stat.h"
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

/* The processors that are asked about, and what they add up to. */
struct sum {
    const struct cpulist *cpus;
    struct noise_machine *reading;
};

static uint64_t with(uint64_t known, uint64_t more)
{
    return (known == YOKE_MISSING ? 0 : known) + more;
}

static void reading_add(void *own, const struct proc_stat *stat)
{
    const struct sum *sum = own;
    struct noise_machine *reading = sum->reading;
    if (!cpulist_has(sum->cpus, stat->cpu))
        return;
    reading->steal_ns = with(reading->steal_ns, stat->steal_ns);
    reading->busy_ns = with(reading->busy_ns, stat->busy_ns);
    reading->idle_ns = with(reading->idle_ns, stat->idle_ns);
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
    proc_stat_read(root, reading_add, &(struct sum){cpus, reading});
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
