/* SPDX-License-Identifier: MIT */
/* Ticks are kept raw while tasks run, because finding a bucket costs more than a store. */
#include "recorder_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "yoke/shared.h"

/* 24 MiB of tasks a worker. Percentiles of the first million tasks are percentiles of the rest, or nothing would be steady. */
static const uint64_t ROOM_MOST = 1000000;

int recorder_open(struct recorder *recorder, unsigned worker_count, const struct yoke_job *job, struct yoke_error *error)
{
    const uint64_t room = job->task_count < ROOM_MOST ? job->task_count : ROOM_MOST;
    *recorder = (struct recorder){.task = job->task,
                                  .context = job->context,
                                  .worker_count = worker_count,
                                  .room = room,
                                  .task_count = job->task_count,
                                  .begin = ticks_anchor()};
    recorder->lanes_bytes = worker_count * sizeof *recorder->lanes;
    recorder->entries_bytes = worker_count * room * sizeof *recorder->entries;
    recorder->lanes = yoke_shared_map(recorder->lanes_bytes);
    recorder->entries = yoke_shared_map(recorder->entries_bytes);
    if (!recorder->lanes || !recorder->entries) {
        recorder_close(recorder);
        yoke_error_set(error, "no memory to record the tasks of %u workers", worker_count);
        return -ENOMEM;
    }
    for (unsigned i = 0; i < worker_count; i++)
        recorder->lanes[i].entries = recorder->entries + i * room;
    return 0;
}

void recorder_close(struct recorder *recorder)
{
    yoke_shared_unmap(recorder->lanes, recorder->lanes_bytes);
    yoke_shared_unmap(recorder->entries, recorder->entries_bytes);
    *recorder = (struct recorder){0};
}

void recorder_touch(struct recorder *recorder, unsigned worker)
{
    enum { PAGE_ENTRIES = 4096 / sizeof(struct recorder_entry) };
    const uint64_t share = 2 * (recorder->task_count / recorder->worker_count + 1);
    const uint64_t wanted = share < recorder->room ? share : recorder->room;
    for (uint64_t i = 0; i < wanted; i += PAGE_ENTRIES)
        ((volatile struct recorder_entry *)recorder->lanes[worker].entries)[i].begin = 0;
}

static int recorded_task(void *own, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct recorder *recorder = own;
    struct recorder_lane *lane = &recorder->lanes[worker->index];
    const uint64_t begin = ticks_now();
    const int status = recorder->task(recorder->context, worker, index, result);
    const uint64_t end = ticks_now();
    if (lane->count < recorder->room)
        lane->entries[lane->count++] = (struct recorder_entry){index, begin, end};
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
}

struct recorder_scale recorder_scale_make(const struct recorder *recorder, uint64_t gate_ns)
{
    return (struct recorder_scale){recorder->begin, ticks_length_ns(recorder->begin, ticks_anchor()), gate_ns};
}

uint64_t recorder_scale_apply(const struct recorder_scale *scale, uint64_t ticks)
{
    const double since_ns = (double)(ticks - scale->origin.ticks) * scale->tick_ns;
    const double gate_ns = (double)(scale->gate_ns - scale->origin.clock_ns);
    return since_ns > gate_ns ? (uint64_t)(since_ns - gate_ns) : 0;
}

uint64_t recorder_queued_ns(const struct recorder *recorder, const struct recorder_entry *entry, uint64_t started_ns)
{
    const uint64_t queued_ns = recorder->queued_ns ? recorder->queued_ns[entry->index] : 0;
    return queued_ns < started_ns ? queued_ns : started_ns;
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

/* What is made of a run: how often each bucket was hit, and the longest time exactly. */
struct tally {
    uint64_t counts[RECORDER_BUCKETS];
    uint64_t longest_ns;
};

static void tally_add(struct tally *tally, uint64_t value_ns)
{
    tally->counts[bucket_of(value_ns)]++;
    if (value_ns > tally->longest_ns)
        tally->longest_ns = value_ns;
}

/* The same distribution twice would be one too many where tasks are queued by nobody but the run itself. */
enum { LATENCY, QUEUE, SERVICE, TALLIES };

static void tallies_fill(const struct recorder *recorder, uint64_t gate_ns, struct tally tallies[TALLIES])
{
    const struct recorder_scale scale = recorder_scale_make(recorder, gate_ns);
    for (unsigned i = 0; i < recorder->worker_count; i++)
        for (uint64_t k = 0; k < recorder->lanes[i].count; k++) {
            const struct recorder_entry *entry = &recorder->lanes[i].entries[k];
            const uint64_t started_ns = recorder_scale_apply(&scale, entry->begin);
            const uint64_t ticks = entry->end > entry->begin ? entry->end - entry->begin : 0;
            const uint64_t service_ns = (uint64_t)((double)ticks * scale.tick_ns);
            const uint64_t queue_ns = started_ns - recorder_queued_ns(recorder, entry, started_ns);
            tally_add(&tallies[LATENCY], recorder->queued_ns ? queue_ns + service_ns : service_ns);
            tally_add(&tallies[QUEUE], queue_ns);
            if (recorder->queued_ns)
                tally_add(&tallies[SERVICE], service_ns);
        }
}

/* The buckets that were hit. */
static int tally_list(const struct tally *tally, struct record *memory, uint64_t **values_ns, uint64_t **counts, size_t *count)
{
    size_t hit = 0;
    for (unsigned bucket = 0; bucket < RECORDER_BUCKETS; bucket++)
        hit += tally->counts[bucket] > 0;
    *values_ns = record_alloc(memory, hit * sizeof **values_ns);
    *counts = record_alloc(memory, hit * sizeof **counts);
    *count = 0;
    if (!*values_ns || !*counts)
        return -ENOMEM;
    for (unsigned bucket = 0; bucket < RECORDER_BUCKETS; bucket++) {
        if (!tally->counts[bucket])
            continue;
        (*values_ns)[*count] = bucket_value_ns(bucket);
        (*counts)[(*count)++] = tally->counts[bucket];
    }
    return 0;
}

int recorder_sum(const struct recorder *recorder, uint64_t gate_ns, struct record *memory, struct yoke_sample *sample)
{
    struct tally *tallies = calloc(TALLIES, sizeof *tallies);
    if (!tallies)
        return -ENOMEM;
    tallies_fill(recorder, gate_ns, tallies);
    sample->latency_missed = 0;
    for (unsigned i = 0; i < recorder->worker_count; i++)
        sample->latency_missed += recorder->lanes[i].missed;
    sample->latency_max_ns = tallies[LATENCY].longest_ns;
    sample->queue_max_ns = tallies[QUEUE].longest_ns;
    int status = tally_list(&tallies[LATENCY], memory, &sample->latency_ns, &sample->latency_count, &sample->latency_ns_count);
    if (!status)
        status = tally_list(&tallies[QUEUE], memory, &sample->queue_ns, &sample->queue_count, &sample->queue_ns_count);
    if (!status && recorder->queued_ns) {
        status = tally_list(&tallies[SERVICE], memory, &sample->service_ns, &sample->service_count, &sample->service_ns_count);
        sample->service_max_ns = tallies[SERVICE].longest_ns;
    }
    sample->latency_count_count = sample->latency_ns_count;
    sample->queue_count_count = sample->queue_ns_count;
    sample->service_count_count = sample->service_ns_count;
    free(tallies);
    return status;
}
