/* SPDX-License-Identifier: MIT */
/* The order of readings decides what is inside the timed window: system calls stand outside, one clock read at each end
 * inside. The CPU clock is read as close to the window as a system call can be. */
#include "probe.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "yoke/shared.h"

int probe_open(struct probe *probe, const struct counter_group *group, unsigned worker_count, struct yoke_error *error)
{
    *probe = (struct probe){.group = group, .worker_count = worker_count};
    probe->readings = yoke_shared_map(worker_count * sizeof *probe->readings);
    probe->sets = calloc(worker_count, sizeof(struct counter_set *));
    if (probe->readings && probe->sets)
        return 0;
    yoke_error_set(error, "no memory for the readings of %u workers", worker_count);
    probe_close(probe);
    return -ENOMEM;
}

void probe_close(struct probe *probe)
{
    yoke_shared_unmap(probe->readings, probe->worker_count * sizeof *probe->readings);
    free(probe->sets);
    *probe = (struct probe){0};
}

int probe_attach(struct probe *probe, const struct yoke_worker *worker, struct yoke_error *error)
{
    return counter_set_start(probe->group, &probe->sets[worker->index], error);
}

void probe_detach(struct probe *probe, const struct yoke_worker *worker)
{
    if (probe->sets[worker->index])
        counter_set_stop(probe->sets[worker->index]);
    probe->sets[worker->index] = NULL;
}

void probe_reset(struct probe *probe)
{
    memset(probe->readings, 0, probe->worker_count * sizeof *probe->readings);
}

void probe_prepare(void *own, struct yoke_worker *worker)
{
    struct probe *probe = own;
    struct probe_reading *reading = &probe->readings[worker->index];
    noise_read_self(&reading->noise_before);
    counter_set_read(probe->sets[worker->index], reading->counters_before);
}

void probe_begin(void *own, struct yoke_worker *worker)
{
    struct probe_reading *reading = &((struct probe *)own)->readings[worker->index];
    reading->cpu_begin_ns = clock_thread_cpu_ns();
    reading->begin_ns = clock_now_ns();
}

void probe_end(void *own, struct yoke_worker *worker)
{
    struct probe *probe = own;
    struct probe_reading *reading = &probe->readings[worker->index];
    const uint64_t end_ns = clock_now_ns();
    reading->cpu_end_ns = clock_thread_cpu_ns();
    counter_set_read(probe->sets[worker->index], reading->counters_after);
    noise_read_self(&reading->noise_after);
    const int cpu = sched_getcpu();
    reading->cpu = cpu < 0 ? 0 : (unsigned)cpu;
    reading->end_ns = end_ns;
}
