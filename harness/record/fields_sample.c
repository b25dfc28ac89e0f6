/* SPDX-License-Identifier: MIT */
/* The keys of a sample: one timed execution of all tasks of a cell. */
#include "fields_private.h"
#include "yoke/record.h"

static const char *const counter_words[] = {"ok", "scaled", "unavailable", "denied", "not_counting", NULL};
static const struct field counter_fields[] = {
    {.key = "status", .kind = FIELD_WORD, AT(yoke_counter, status), .words = counter_words, .required = true,
     .summary = "ok and scaled have a value, the others a reason"},
    COUNT(yoke_counter, value, "summed over the workers"),
    REAL(yoke_counter, running_share, "share of the time it was counted, when scaled"),
    TEXT(yoke_counter, reason, "why there is no value"),
    END,
};
static const struct shape counter_shape = SHAPE("counter", yoke_counter, counter_fields);

static const struct field noise_fields[] = {
    COUNT(yoke_noise, steal_ns, "taken by the hypervisor"),
    COUNT(yoke_noise, throttled_ns, "held back by the cgroup's quota"),
    COUNT(yoke_noise, run_delay_ns, "workers ready and waiting for a processor, summed"),
    COUNT(yoke_noise, involuntary_switches, "workers pushed off their processor"),
    COUNT(yoke_noise, voluntary_switches, "workers that waited"),
    COUNT(yoke_noise, migrations, "workers moved to another processor"),
    COUNT(yoke_noise, major_faults, "pages that came from a disk"),
    COUNT(yoke_noise, frequency_hz, "mean of the processors allowed, right after the sample"),
    COUNT(yoke_noise, heat_events, "times that heat slowed their cores down"),
    COUNT(yoke_noise, pressure_ns, "some task of the machine waited for a processor"),
    COUNT(yoke_noise, canary_before_ns, "a fixed piece of work, timed before"),
    COUNT(yoke_noise, canary_before_cpu_ns, "processor time of the same, without the wait for a processor"),
    COUNT(yoke_noise, canary_after_ns, "and after"),
    COUNT(yoke_noise, canary_after_cpu_ns, "processor time of that"),
    END,
};
static const struct shape noise_shape = SHAPE("noise", yoke_noise, noise_fields);

static const struct field lateness_fields[] = {
    COUNT(yoke_lateness_facts, count, "sleeps"),
    REAL(yoke_lateness_facts, mean_ns, "average of woke - due"),
    COUNT(yoke_lateness_facts, max_ns, "the latest"),
    END,
};
static const struct shape lateness_shape = SHAPE("lateness", yoke_lateness_facts, lateness_fields);

static const struct field trace_fields[] = {
    TEXT(yoke_trace, file, "relative to the folder of the record"),
    COUNT(yoke_trace, tasks, "in it"),
    COUNT(yoke_trace, bytes, "of it"),
    COUNT(yoke_trace, missed, "tasks that are not in it for want of room"),
    END,
};
static const struct shape trace_shape = SHAPE("trace", yoke_trace, trace_fields);

static const struct field turn_fields[] = {
    COUNT(yoke_turn_facts, slices, "of tasks, from going on to waiting"),
    COUNT(yoke_turn_facts, stall_ns, "a slice that is longer is a stall"),
    COUNT(yoke_turn_facts, stalls, "slices that kept an event loop's other tasks waiting"),
    COUNT(yoke_turn_facts, longest_ns, "the longest slice"),
    COUNT(yoke_turn_facts, tasks_most, "begun and not ended at once, on one worker"),
    COUNT(yoke_turn_facts, stack_bytes, "of every task"),
    COUNT(yoke_turn_facts, stack_used_bytes, "the most that a task used of it"),
    END,
};
static const struct shape turn_shape = SHAPE("turns", yoke_turn_facts, turn_fields);

static const struct field sample_fields[] = {
    MUST(block, FIELD_COUNT, yoke_sample, "visit number"),
    COUNT(yoke_sample, order, "position of the cell in its block"),
    MUST(process, FIELD_COUNT, yoke_sample, "process id; samples of one process are not independent"),
    COUNT(yoke_sample, iteration, "within the process, warm-up not counted"),
    COUNT(yoke_sample, started_ns, "first worker's start since the run began"),
    COUNT(yoke_sample, wall_ns, "first worker's start to last worker's end"),
    COUNT(yoke_sample, cpu_ns, "user + system time of all workers"),
    COUNT(yoke_sample, max_rss_bytes, "largest resident set of a process that a task started"),
    COUNT(yoke_sample, spin_ns, "workers spun at the start gate for at most so long before they slept"),
    {.key = "busy_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, busy_ns, busy_count),
     .summary = "per worker: its own start to its own end"},
    {.key = "worker_cpu_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, worker_cpu_ns, worker_cpu_count),
     .summary = "per worker: user + system time"},
    {.key = "worker_delay_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, worker_delay_ns, worker_delay_count),
     .summary = "per worker: ready and waiting for a processor"},
    {.key = "cpus", .kind = FIELD_COUNTS, COUNTED(yoke_sample, cpus, cpu_count),
     .summary = "per worker: the processor it ended on"},
    {.key = "tasks", .kind = FIELD_COUNTS, COUNTED(yoke_sample, tasks, task_count),
     .summary = "per worker: how many tasks it ran"},
    {.key = "latency_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, latency_ns, latency_ns_count),
     .summary = "times of single tasks, in an open loop since they were due: middles of buckets, ascending"},
    {.key = "latency_count", .kind = FIELD_COUNTS, COUNTED(yoke_sample, latency_count, latency_count_count),
     .summary = "tasks in each of those buckets"},
    COUNT(yoke_sample, latency_max_ns, "the longest task"),
    COUNT(yoke_sample, latency_missed, "tasks that were not recorded for want of room"),
    {.key = "queue_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, queue_ns, queue_ns_count),
     .summary = "likewise how long single tasks were queued before they were started"},
    {.key = "queue_count", .kind = FIELD_COUNTS, COUNTED(yoke_sample, queue_count, queue_count_count),
     .summary = "tasks in each of those buckets"},
    COUNT(yoke_sample, queue_max_ns, "the longest of these"),
    {.key = "service_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, service_ns, service_ns_count),
     .summary = "in an open loop, likewise, from single tasks' starts to their ends"},
    {.key = "service_count", .kind = FIELD_COUNTS, COUNTED(yoke_sample, service_count, service_count_count),
     .summary = "tasks in each of those buckets"},
    COUNT(yoke_sample, service_max_ns, "the longest of these"),
    COUNT(yoke_sample, last_due_ns, "in an open loop: when its last task was due"),
    OBJECT(yoke_sample, trace, trace_shape, "the file with every single task"),
    COUNT(yoke_sample, peak_bytes, "most memory its process had resident"),
    REAL(yoke_sample, dispatch_ns, "handing out one empty task in this process"),
    FLAG(yoke_sample, crashed, "a task did not return"),
    FLAG(yoke_sample, verified, "the answers were checked and right"),
    OBJECT(yoke_sample, noise, noise_shape, "what disturbed it"),
    OBJECT(yoke_sample, lateness, lateness_shape, "how late sleeps woke"),
    OBJECT(yoke_sample, turns, turn_shape, "how tasks took turns on event loops"),
    COUNT(yoke_sample, counter_pass, "which of the plan's passes was counted, 0-based"),
    {.key = "counters", .kind = FIELD_MAP, COUNTED(yoke_sample, counters, counter_count), .shape = &counter_shape,
     .summary = "events by name"},
    TEXT(yoke_sample, disturbed, "evidence that something else ran beside it"),
    TEXT(yoke_sample, disturbed_by, "theft, canary, environment or waiting"),
    FLAG(yoke_sample, usable, "it enters the summary"),
    TEXT(yoke_sample, reject_reason, "why it does not"),
    END,
};
const struct shape sample_shape = SHAPE("sample", yoke_sample, sample_fields);
