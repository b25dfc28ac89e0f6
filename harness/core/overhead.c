/* SPDX-License-Identifier: MIT */
/* The median of many readings: single ones are lengthened by whatever interrupts them. */
#include "overhead.h"

#include <math.h>

#include "clock.h"
#include "noise.h"
#include "recorder.h"
#include "stats.h"

enum { READINGS = 201, CLOCK_READS = 100, TASKS = 100 };

/* So many at a time that the clock which times them costs little. */
static double clock_cost(void)
{
    double values[READINGS];
    for (int i = 0; i < READINGS; i++) {
        const uint64_t begin_ns = clock_now_ns();
        uint64_t last_ns = begin_ns;
        for (int k = 0; k < CLOCK_READS; k++)
            last_ns = clock_now_ns();
        values[i] = (double)(last_ns - begin_ns) / CLOCK_READS;
    }
    return stats_median(values, READINGS);
}

static double noise_cost(void)
{
    double values[READINGS];
    struct noise_self reading;
    for (int i = 0; i < READINGS; i++) {
        const uint64_t begin_ns = clock_now_ns();
        noise_read_self(&reading);
        values[i] = (double)(clock_now_ns() - begin_ns);
    }
    return stats_median(values, READINGS);
}

static double counter_cost(const struct counter_group *group)
{
    double values[READINGS];
    struct counter_count counts[COUNTERS_MOST];
    struct counter_set *set = NULL;
    if (!counter_group_count(group) || counter_set_start(group, &set, NULL))
        return NAN;
    for (int i = 0; i < READINGS; i++) {
        const uint64_t begin_ns = clock_now_ns();
        counter_set_read(set, counts);
        values[i] = (double)(clock_now_ns() - begin_ns);
    }
    counter_set_stop(set);
    return stats_median(values, READINGS);
}

static int empty_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)worker;
    (void)index;
    (void)result;
    return 0;
}

/* What calling an empty task takes, at a time when nobody can see through the pointer to it. */
static double task_cost(const struct yoke_job *job, struct recorder *recorder)
{
    double values[READINGS];
    struct yoke_worker worker = {.index = 0};
    for (int i = 0; i < READINGS; i++) {
        recorder->lanes->count = 0;
        const uint64_t begin_ns = clock_now_ns();
        for (uint64_t k = 0; k < TASKS; k++)
            job->task(job->context, &worker, k, NULL);
        values[i] = (double)(clock_now_ns() - begin_ns) / TASKS;
    }
    return stats_median(values, READINGS);
}

static double record_cost(void)
{
    struct recorder recorder;
    struct yoke_job job = {.task = empty_task, .task_count = TASKS};
    if (recorder_open(&recorder, 1, &job, NULL))
        return NAN;
    const double plain = task_cost(&job, &recorder);
    recorder_wrap(&recorder, &job);
    const double recorded = task_cost(&job, &recorder);
    recorder_close(&recorder);
    return fmax(recorded - plain, 0);
}

struct yoke_overhead overhead_measure(const struct counter_group *group)
{
    return (struct yoke_overhead){
        .clock_read = clock_cost(),
        .counter_read = counter_cost(group),
        .noise_read = noise_cost(),
        .task_record = record_cost(),
    };
}
