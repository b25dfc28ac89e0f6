/* SPDX-License-Identifier: MIT */
/* Durations are kept raw while tasks run, because finding a bucket costs more than a store. */
#include "recorder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "yoke/shared.h"

/* 8 MiB of durations a worker. Percentiles of the first million tasks are percentiles of the rest, or nothing would be
 * steady. */
static const uint64_t ROOM_MOST = 1000000;

int recorder_open(struct recorder *recorder, unsigned worker_count, const struct yoke_job *job, struct yoke_error *error)
{
    const uint64_t room = job->task_count < ROOM_MOST ? job->task_count : ROOM_MOST;
    *recorder = (struct recorder){
        .task = job->task, .context = job->context, .worker_count = worker_count, .room = room};
    recorder->lanes_bytes = worker_count * sizeof *recorder->lanes;
    recorder->ticks_bytes = worker_count * room * sizeof *recorder->ticks;
    recorder->lanes = yoke_shared_map(recorder->lanes_bytes);
    recorder->ticks = yoke_shared_map(recorder->ticks_bytes);
    if (!recorder->lanes || !recorder->ticks) {
        recorder_close(recorder);
        yoke_error_set(error, "no memory to record the tasks of %u workers", worker_count);
        return -ENOMEM;
    }
    for (unsigned i = 0; i < worker_count; i++)
        recorder->lanes[i].ticks = recorder->ticks + i * room;
    return 0;
}

void recorder_close(struct recorder *recorder)
{
    yoke_shared_unmap(recorder->lanes, recorder->lanes_bytes);
    yoke_shared_unmap(recorder->ticks, recorder->ticks_bytes);
    *recorder = (struct recorder){0};
}

static int recorded_task(void *own, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct recorder *recorder = own;
    struct recorder_lane *lane = &recorder->lanes[worker->index];
    const uint64_t begin = ticks_now();
    const int status = recorder->task(recorder->context, worker, index, result);
    const uint64_t ticks = ticks_now() - begin;
    if (lane->count < recorder->room)
        lane->ticks[lane->count++] = ticks;
    else
        lane->missed++;
    return status;
}

void recorder_wrap(struct recorder *recorder, struct yoke_job *job)
{
    for (unsigned i = 0; i < recorder->worker_count; i++)
        recorder->lanes[i].count = recorder->lanes[i].missed = 0;
    job->task = recorded_task;
    job->context = recorder;
    recorder->begin = ticks_anchor();
}

/* 64 buckets an octave: the six bits below the highest one, and its position. */
static unsigned bucket_of(uint64_t value_ns)
{
    if (value_ns < 64)
        return (unsigned)value_ns;
    const unsigned octave = 63 - (unsigned)__builtin_clzll(value_ns);
    return (octave - 5) * 64 + (unsigned)(value_ns >> (octave - 6)) - 64;
}

/* The middle of the bucket. */
static uint64_t bucket_value_ns(unsigned bucket)
{
    if (bucket < 64)
        return bucket;
    const unsigned octave = bucket / 64 + 5;
    const uint64_t width = UINT64_C(1) << (octave - 6);
    return (64 + (uint64_t)(bucket % 64)) * width + width / 2;
}

static void buckets_fill(const struct recorder *recorder, double tick_ns, uint64_t counts[RECORDER_BUCKETS],
                         struct yoke_sample *sample)
{
    uint64_t longest_ns = 0;
    sample->latency_missed = 0;
    for (unsigned i = 0; i < recorder->worker_count; i++) {
        const struct recorder_lane *lane = &recorder->lanes[i];
        sample->latency_missed += lane->missed;
        for (uint64_t k = 0; k < lane->count; k++) {
            const uint64_t value_ns = (uint64_t)((double)lane->ticks[k] * tick_ns);
            counts[bucket_of(value_ns)]++;
            longest_ns = value_ns > longest_ns ? value_ns : longest_ns;
        }
    }
    sample->latency_max_ns = longest_ns;
}

int recorder_sum(const struct recorder *recorder, struct record *memory, struct yoke_sample *sample)
{
    uint64_t *counts = calloc(RECORDER_BUCKETS, sizeof *counts);
    if (!counts)
        return -ENOMEM;
    size_t hit = 0;
    buckets_fill(recorder, ticks_length_ns(recorder->begin, ticks_anchor()), counts, sample);
    for (unsigned bucket = 0; bucket < RECORDER_BUCKETS; bucket++)
        hit += counts[bucket] > 0;
    sample->latency_ns = record_alloc(memory, hit * sizeof *sample->latency_ns);
    sample->latency_count = record_alloc(memory, hit * sizeof *sample->latency_count);
    const int status = sample->latency_ns && sample->latency_count ? 0 : -ENOMEM;
    for (unsigned bucket = 0; bucket < RECORDER_BUCKETS && !status; bucket++) {
        if (!counts[bucket])
            continue;
        sample->latency_ns[sample->latency_ns_count] = bucket_value_ns(bucket);
        sample->latency_count[sample->latency_ns_count++] = counts[bucket];
    }
    sample->latency_count_count = sample->latency_ns_count;
    free(counts);
    return status;
}
