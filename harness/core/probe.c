/* SPDX-License-Identifier: MIT */
/* The order of readings decides what is inside the timed window: system calls stand outside, one clock read at each end
 * inside. The CPU clock is read as close to the window as a system call can be. */
#include "probe.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "thread_books.h"
#include "yoke/shared.h"

int probe_open(struct probe *probe, const struct counter_group *group, unsigned worker_count, struct yoke_error *error)
{
    *probe = (struct probe){.group = group, .worker_count = worker_count};
    probe->readings = yoke_shared_map(worker_count * sizeof *probe->readings);
    probe->instruments = calloc(worker_count, sizeof *probe->instruments);
    if (probe->readings && probe->instruments)
        return 0;
    yoke_error_set(error, "no memory for the readings of %u workers", worker_count);
    probe_close(probe);
    return -ENOMEM;
}

void probe_close(struct probe *probe)
{
    yoke_shared_unmap(probe->readings, probe->worker_count * sizeof *probe->readings);
    free(probe->instruments);
    *probe = (struct probe){0};
}

int probe_attach(struct probe *probe, const struct yoke_worker *worker, struct yoke_error *error)
{
    struct probe_instruments *instruments = &probe->instruments[worker->index];
    instruments->schedstat = thread_books_open_schedstat();
    return counter_set_start(probe->group, &instruments->counters, error);
}

void probe_detach(struct probe *probe, const struct yoke_worker *worker)
{
    struct probe_instruments *instruments = &probe->instruments[worker->index];
    if (instruments->counters)
        counter_set_stop(instruments->counters);
    if (instruments->schedstat >= 0)
        close(instruments->schedstat);
    *instruments = (struct probe_instruments){.schedstat = -1};
}

void probe_reset(struct probe *probe)
{
    memset(probe->readings, 0, probe->worker_count * sizeof *probe->readings);
}

uint64_t probe_first_ns(const struct probe *probe)
{
    uint64_t first_ns = UINT64_MAX;
    for (unsigned i = 0; i < probe->worker_count; i++)
        if (probe->readings[i].begin_ns < first_ns)
            first_ns = probe->readings[i].begin_ns;
    return first_ns;
}

uint64_t probe_wall_ns(const struct probe *probe)
{
    uint64_t last_ns = 0;
    for (unsigned i = 0; i < probe->worker_count; i++)
        if (probe->readings[i].end_ns > last_ns)
            last_ns = probe->readings[i].end_ns;
    return last_ns - probe_first_ns(probe);
}

void probe_prepare(void *own, struct yoke_worker *worker)
{
    struct probe *probe = own;
    struct probe_reading *reading = &probe->readings[worker->index];
    noise_read_self(&reading->noise_before);
    counter_set_renew(probe->instruments[worker->index].counters);
    counter_set_read(probe->instruments[worker->index].counters, reading->counters_before);
}

void probe_begin(void *own, struct yoke_worker *worker)
{
    struct probe *probe = own;
    struct probe_reading *reading = &probe->readings[worker->index];
    reading->delay_begin_ns = thread_books_run_delay(probe->instruments[worker->index].schedstat);
    reading->cpu_begin_ns = clock_thread_cpu_ns();
    reading->begin_ns = clock_now_ns();
}

void probe_end(void *own, struct yoke_worker *worker)
{
    struct probe *probe = own;
    struct probe_reading *reading = &probe->readings[worker->index];
    const uint64_t end_ns = clock_now_ns();
    reading->cpu_end_ns = clock_thread_cpu_ns();
    reading->delay_end_ns = thread_books_run_delay(probe->instruments[worker->index].schedstat);
    counter_set_read(probe->instruments[worker->index].counters, reading->counters_after);
    noise_read_self(&reading->noise_after);
    const int cpu = sched_getcpu();
    reading->cpu = cpu < 0 ? 0 : (unsigned)cpu;
    reading->end_ns = end_ns;
}
