/* SPDX-License-Identifier: MIT */
/* Sums and differences; a part that one worker could not read makes the whole missing, never smaller. */
#include "sample.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

static uint64_t counts_add(uint64_t left, uint64_t right)
{
    return left == YOKE_MISSING || right == YOKE_MISSING ? YOKE_MISSING : left + right;
}

static void times_fill(const struct sample_run *run, struct yoke_sample *sample)
{
    uint64_t cpu_ns = 0;
    for (unsigned i = 0; i < run->probe->worker_count; i++) {
        const struct probe_reading *reading = &run->probe->readings[i];
        const struct yoke_children *children = &run->workers[i].children;
        sample->worker_cpu_ns[i] = reading->cpu_end_ns - reading->cpu_begin_ns + children->cpu_ns;
        if (children->max_rss_bytes && (sample->max_rss_bytes == YOKE_MISSING || children->max_rss_bytes > sample->max_rss_bytes))
            sample->max_rss_bytes = children->max_rss_bytes;
        sample->worker_delay_ns[i] = noise_difference(reading->delay_begin_ns, reading->delay_end_ns);
        cpu_ns += sample->worker_cpu_ns[i];
        sample->busy_ns[i] = reading->end_ns - reading->begin_ns;
        sample->cpus[i] = reading->cpu;
        sample->tasks[i] = run->workers[i].tasks_done;
    }
    sample->started_ns = probe_first_ns(run->probe) - run->origin_ns;
    sample->wall_ns = probe_wall_ns(run->probe);
    sample->cpu_ns = cpu_ns;
}

static void noise_fill(const struct sample_run *run, struct yoke_noise *noise)
{
    *noise = (struct yoke_noise){
        .steal_ns = noise_difference(run->before.steal_ns, run->after.steal_ns),
        .throttled_ns = noise_difference(run->before.throttled_ns, run->after.throttled_ns),
        .frequency_hz = run->after.frequency_hz,
        .heat_events = noise_difference(run->before.heat_events, run->after.heat_events),
        .pressure_ns = noise_difference(run->before.pressure_ns, run->after.pressure_ns),
        .canary_before_ns = run->canary_before.wall_ns,
        .canary_before_cpu_ns = run->canary_before.cpu_ns,
        .canary_after_ns = YOKE_MISSING, /* the workers are still there */
        .canary_after_cpu_ns = YOKE_MISSING,
    };
    for (unsigned i = 0; i < run->probe->worker_count; i++) {
        const struct noise_self *before = &run->probe->readings[i].noise_before;
        const struct noise_self *after = &run->probe->readings[i].noise_after;
#define NOISE_ADD(member)                                                                                             \
    noise->member = counts_add(noise->member, noise_difference(before->member, after->member))
        noise->run_delay_ns = counts_add(noise->run_delay_ns, noise_difference(run->probe->readings[i].delay_begin_ns,
                                                                               run->probe->readings[i].delay_end_ns));
        NOISE_ADD(involuntary_switches);
        NOISE_ADD(voluntary_switches);
        NOISE_ADD(migrations);
        NOISE_ADD(major_faults);
#undef NOISE_ADD
    }
}

static void lateness_fill(const struct sample_run *run, struct yoke_lateness_facts *facts)
{
    struct yoke_lateness all = {0};
    for (unsigned i = 0; i < run->probe->worker_count; i++) {
        const struct yoke_lateness *late = &run->workers[i].late;
        all.count += late->count;
        all.total_ns += late->total_ns;
        if (late->max_ns > all.max_ns)
            all.max_ns = late->max_ns;
    }
    if (!all.count)
        return;
    *facts = (struct yoke_lateness_facts){all.count, (double)all.total_ns / (double)all.count, all.max_ns};
}

static uint64_t larger(uint64_t left, uint64_t right)
{
    return left > right ? left : right;
}

static void turns_fill(const struct sample_run *run, struct yoke_turn_facts *facts)
{
    struct yoke_turn_facts all = {0};
    for (unsigned i = 0; i < run->probe->worker_count; i++) {
        const struct yoke_turns *turns = &run->workers[i].turns;
        all.slices += turns->slices;
        all.stalls += turns->stalls;
        all.stall_ns = larger(all.stall_ns, turns->stall_ns);
        all.longest_ns = larger(all.longest_ns, turns->longest_ns);
        all.tasks_most = larger(all.tasks_most, turns->tasks_most);
        all.stack_bytes = larger(all.stack_bytes, turns->stack_bytes);
        all.stack_used_bytes = larger(all.stack_used_bytes, turns->stack_used_bytes);
    }
    if (all.slices)
        *facts = all;
}

/* One event over all workers. */
struct sum {
    uint64_t value; /* YOKE_MISSING: a worker has none */
    unsigned without; /* which */
    uint64_t enabled_ns, running_ns; /* multiplexed */
};

static struct sum event_sum(const struct sample_run *run, size_t index, bool machine_wide)
{
    struct sum sum = {0};
    const unsigned worker_count = machine_wide ? 1 : run->probe->worker_count;
    for (unsigned i = 0; i < worker_count && sum.value != YOKE_MISSING; i++) {
        const struct probe_reading *reading = &run->probe->readings[i];
        const struct counter_count *before = machine_wide ? &run->machine_before[index] : &reading->counters_before[index];
        const struct counter_count *after = machine_wide ? &run->machine_after[index] : &reading->counters_after[index];
        sum.value = counts_add(sum.value, counter_count_between(before, after));
        sum.without = i;
        sum.enabled_ns += after->enabled_ns - before->enabled_ns;
        sum.running_ns += after->running_ns - before->running_ns;
    }
    return sum;
}

static struct yoke_counter counter_make(const struct sample_run *run, struct record *memory,
                                        const struct counter_event *event, size_t index)
{
    struct yoke_counter counter = {.name = record_copy(memory, event->name), .status = event->status,
                                   .value = YOKE_MISSING, .running_share = NAN,
                                   .reason = record_copy(memory, event->reason)};
    if (event->status != YOKE_COUNTER_OK)
        return counter;
    const struct sum sum = event_sum(run, index, event->machine_wide);
    counter.value = sum.value;
    if (sum.value == YOKE_MISSING) {
        counter.status = YOKE_COUNTER_NOT_COUNTING;
        counter.reason = sum.enabled_ns ? record_text(memory, "multiplexed, it never had its turn in this sample")
                                        : record_text(memory, "it counts in the main thread and not in worker %u", sum.without);
    } else if (sum.running_ns < sum.enabled_ns) {
        counter.status = YOKE_COUNTER_SCALED;
        counter.running_share = (double)sum.running_ns / (double)sum.enabled_ns;
    }
    return counter;
}

/* After a death nothing is believed: what the dead worker had counted went with it, and a sum without it is no sum. */
static void counters_fill(const struct sample_run *run, struct record *memory, struct yoke_sample *sample)
{
    for (size_t k = 0; k < sample->counter_count; k++) {
        const struct counter_event *event = counter_group_event(run->probe->group, k);
        if (!sample->crashed || event->status != YOKE_COUNTER_OK)
            sample->counters[k] = counter_make(run, memory, event, k);
        else
            sample->counters[k] = (struct yoke_counter){
                .name = record_copy(memory, event->name), .status = YOKE_COUNTER_NOT_COUNTING, .value = YOKE_MISSING,
                .running_share = NAN, .reason = "a worker died in this sample, and its count with it"};
    }
}

/* Why the run does not count, or NULL. */
static const char *run_fault(const struct sample_run *run, struct record *memory)
{
    const struct yoke_job *job = run->job;
    const struct yoke_casualty *dead = &job->casualty;
    if (job->casualty_count)
        return record_text(memory, "task %" PRIu64 " on worker %u (process %d) %s %d%s%s%s", dead->task, dead->worker,
                           dead->process, dead->death == YOKE_DEATH_SIGNAL ? "was ended by signal" : "exited with status",
                           dead->code, dead->death == YOKE_DEATH_SIGNAL ? " (" : "",
                           dead->death == YOKE_DEATH_SIGNAL ? strsignal(dead->code) : "",
                           dead->death == YOKE_DEATH_SIGNAL ? ")" : "");
    if (job->failed_count)
        return record_text(memory, "task %" PRIu64 " failed: %s (%" PRIu64 " of %" PRIu64 " tasks failed)", job->failed_task,
                           strerror(-job->failed_status), job->failed_count, job->task_count);
    if (job->death_count)
        return record_text(memory, "%" PRIu64 " workers died between tasks: the times are disturbed", job->death_count);
    return NULL;
}

int sample_make(struct record *memory, const struct sample_run *run, struct yoke_sample *sample)
{
    const size_t worker_count = run->probe->worker_count;
    const size_t counter_count = counter_group_count(run->probe->group);
    sample->busy_ns = record_alloc(memory, worker_count * sizeof *sample->busy_ns);
    sample->worker_cpu_ns = record_alloc(memory, worker_count * sizeof *sample->worker_cpu_ns);
    sample->worker_delay_ns = record_alloc(memory, worker_count * sizeof *sample->worker_delay_ns);
    sample->cpus = record_alloc(memory, worker_count * sizeof *sample->cpus);
    sample->tasks = record_alloc(memory, worker_count * sizeof *sample->tasks);
    sample->counters = record_alloc(memory, counter_count * sizeof *sample->counters);
    if (!sample->busy_ns || !sample->worker_cpu_ns || !sample->worker_delay_ns || !sample->cpus || !sample->tasks || !sample->counters)
        return -ENOMEM;
    sample->busy_count = sample->worker_cpu_count = sample->worker_delay_count = sample->cpu_count = sample->task_count = worker_count;
    sample->counter_count = counter_count;
    sample->spin_ns = run->job->spin_ns;
    noise_fill(run, &sample->noise);
    lateness_fill(run, &sample->lateness);
    turns_fill(run, &sample->turns);
    sample->crashed = run->job->death_count > 0;
    sample->reject_reason = run_fault(run, memory);
    sample->usable = !sample->reject_reason;
    counters_fill(run, memory, sample);
    if (!sample->crashed) /* else a dead worker's readings are half written: no times */
        times_fill(run, sample);
    return 0;
}
