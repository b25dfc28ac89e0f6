/* SPDX-License-Identifier: MIT */
/* Times of single tasks: every task is counted once, in a bucket that is right to 1.6 %. */
#include "recorder.h"

#include <stdlib.h>
#include <unistd.h>

#include "fixture.h"
#include "made_record.h"
#include "trace.h"

static int task_returns_index(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    ++*(unsigned *)context;
    *(uint64_t *)result = index;
    return index == 3 ? -5 : 0;
}

static void the_wrapped_task_is_called_with_its_own_context_and_its_status_comes_back(void **state)
{
    (void)state;
    struct recorder recorder;
    struct yoke_error error = {0};
    struct yoke_worker worker = {.index = 0};
    unsigned calls = 0;
    uint64_t result = 0;
    struct yoke_job job = {.task = task_returns_index, .context = &calls, .task_count = 10};
    assert_int_equal(recorder_open(&recorder, 1, &job, &error), 0);
    recorder_wrap(&recorder, &job);
    assert_int_equal(job.task(job.context, &worker, 2, &result), 0);
    assert_int_equal(job.task(job.context, &worker, 3, &result), -5);
    assert_int_equal(calls, 2);
    assert_int_equal(result, 3);
    assert_int_equal(recorder.lanes[0].count, 2);
    recorder_close(&recorder);
}

static const uint64_t *queue_of; /* when they were due; NULL: at the gate */

/* Tasks written by hand, worker about, all begun `begun_ns` after the gate. */
static void sum_of(const uint64_t durations_ns[], size_t count, uint64_t begun_ns, struct record *memory,
                   struct yoke_sample *sample)
{
    struct recorder recorder;
    struct yoke_error error = {0};
    struct yoke_job job = {.task_count = 100};
    assert_int_equal(recorder_open(&recorder, 2, &job, &error), 0);
    recorder_wrap(&recorder, &job);
    recorder.queued_ns = queue_of;
    while (clock_now_ns() - recorder.begin.clock_ns < 5000000)
        ; /* for a ratio of ticks to nanoseconds that is good to a few parts in a million */
    const double tick_ns = ticks_length_ns(recorder.begin, ticks_anchor());
    for (size_t i = 0; i < count; i++) {
        const uint64_t begin = recorder.begin.ticks + (uint64_t)((double)begun_ns / tick_ns);
        recorder.lanes[i % 2].entries[recorder.lanes[i % 2].count++] =
            (struct recorder_entry){i, begin, begin + (uint64_t)((double)durations_ns[i] / tick_ns)};
    }
    assert_int_equal(recorder_sum(&recorder, recorder.begin.clock_ns, memory, sample), 0);
    recorder_close(&recorder);
}

static void every_duration_lands_in_a_bucket_within_two_per_cent_of_it(void **state)
{
    (void)state;
    const uint64_t durations_ns[] = {40, 63, 64, 65, 127, 128, 1000, 12345, 999999, 1000000, 123456789, 60000000000};
    for (size_t i = 0; i < sizeof durations_ns / sizeof durations_ns[0]; i++) {
        struct record *memory = made_record(1);
        struct yoke_sample *sample = made_sample(memory, memory->facts.cells, 0, 1);
        sum_of(&durations_ns[i], 1, 0, memory, sample);
        assert_int_equal(sample->latency_ns_count, 1);
        assert_int_equal(sample->latency_count[0], 1);
        assert_near((double)sample->latency_ns[0], (double)durations_ns[i], 1.5 + 0.02 * (double)durations_ns[i]);
        record_free(memory);
    }
}

static void buckets_ascend_and_count_every_task_of_every_worker(void **state)
{
    (void)state;
    const uint64_t durations_ns[] = {5000, 100, 5000, 9000000, 100, 100};
    struct record *memory = made_record(1);
    struct yoke_sample *sample = made_sample(memory, memory->facts.cells, 0, 1);
    sum_of(durations_ns, 6, 0, memory, sample);
    assert_int_equal(sample->latency_ns_count, 3);
    assert_int_equal(sample->latency_count[0], 3);
    assert_int_equal(sample->latency_count[1], 2);
    assert_int_equal(sample->latency_count[2], 1);
    assert_true(sample->latency_ns[0] < sample->latency_ns[1] && sample->latency_ns[1] < sample->latency_ns[2]);
    assert_near((double)sample->latency_max_ns, 9000000, 9000);
    assert_int_equal(sample->latency_missed, 0);
    record_free(memory);
}

static void waiting_is_told_apart_from_working(void **state)
{
    (void)state;
    const uint64_t durations_ns[] = {1000, 2000};
    struct record *memory = made_record(1);
    struct yoke_sample *sample = made_sample(memory, memory->facts.cells, 0, 1);
    sum_of(durations_ns, 2, 1000000, memory, sample);
    assert_int_equal(sample->latency_ns_count, 2);
    assert_near((double)sample->latency_max_ns, 2000, 50);
    assert_int_equal(sample->service_ns_count, 0); /* it would be the same again */
    assert_int_equal(sample->queue_ns_count, 1);
    assert_int_equal(sample->queue_count[0], 2);
    assert_near((double)sample->queue_ns[0], 1000000, 17000);
    assert_near((double)sample->queue_max_ns, 1000000, 1000);
    record_free(memory);
}

static void in_an_open_loop_latency_counts_from_when_a_task_was_due(void **state)
{
    (void)state;
    struct record *memory = made_record(1);
    struct yoke_sample *sample = made_sample(memory, memory->facts.cells, 0, 1);
    const uint64_t due_ns[] = {0, 400000};
    queue_of = due_ns;
    sum_of((const uint64_t[]){1000, 2000}, 2, 1000000, memory, sample);
    queue_of = NULL;
    assert_near((double)sample->queue_max_ns, 1000000, 1000);
    assert_near((double)sample->latency_max_ns, 1001000, 1000); /* that of the first: it was due earlier */
    assert_near((double)sample->service_max_ns, 2000, 50);
    assert_int_equal(sample->latency_ns_count, 2);
    assert_near((double)sample->latency_ns[0], 602000, 12000);
    assert_int_equal(sample->service_ns_count, 2);
    record_free(memory);
}

static void a_trace_has_every_task_with_its_worker_and_its_times(void **state)
{
    (void)state;
    char path[] = "/tmp/yoke-recorder-XXXXXX";
    const int descriptor = mkstemp(path);
    struct recorder recorder;
    struct yoke_error error = {0};
    struct yoke_sample sample;
    struct trace *trace = NULL;
    struct trace_task task;
    uint64_t queued_ns[8] = {[7] = 600000};
    unsigned calls = 0;
    struct yoke_job job = {.task = task_returns_index, .context = &calls, .task_count = 8};
    assert_true(descriptor >= 0 && !close(descriptor));
    assert_int_equal(recorder_open(&recorder, 3, &job, &error), 0);
    recorder_touch(&recorder, 2);
    recorder_wrap(&recorder, &job);
    const uint64_t gate_ns = clock_now_ns();
    while (clock_now_ns() - gate_ns < 2000000)
        ;
    for (uint64_t i = 0; i < 8; i++) {
        struct yoke_worker worker = {.index = i < 5 ? 0 : 2};
        uint64_t result;
        job.task(job.context, &worker, i, &result);
    }
    recorder.queued_ns = queued_ns;
    assert_int_equal(recorder_trace(&recorder, gate_ns, path, &sample, &error), 0);
    const uint64_t over_ns = clock_now_ns() - gate_ns;
    assert_int_equal(sample.trace.tasks, 8);
    assert_true(sample.trace.missed == YOKE_MISSING);
    assert_int_equal(trace_open(path, &trace, &error), 0);
    assert_int_equal(trace_worker_count(trace), 3);
    for (uint64_t i = 0; i < 8; i++) {
        assert_true(trace_next(trace, &task));
        assert_int_equal(task.index, i);
        assert_int_equal(task.worker, i < 5 ? 0 : 2);
        assert_int_equal(task.queued_ns, i == 7 ? 600000 : 0);
        assert_true(task.started_ns > 1990000 && task.started_ns <= task.ended_ns && task.ended_ns < over_ns + 10000);
    }
    trace_close(trace);
    recorder_close(&recorder);
    unlink(path);
}

static void tasks_beyond_the_room_are_counted_as_missed(void **state)
{
    (void)state;
    struct recorder recorder;
    struct yoke_error error = {0};
    struct yoke_worker worker = {.index = 0};
    unsigned calls = 0;
    uint64_t result = 0;
    struct yoke_job job = {.task = task_returns_index, .context = &calls, .task_count = 2};
    assert_int_equal(recorder_open(&recorder, 1, &job, &error), 0);
    recorder_wrap(&recorder, &job);
    for (uint64_t i = 10; i < 15; i++)
        job.task(job.context, &worker, i, &result);
    assert_int_equal(recorder.lanes[0].count, 2);
    assert_int_equal(recorder.lanes[0].missed, 3);
    recorder_close(&recorder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wrapped_task_is_called_with_its_own_context_and_its_status_comes_back),
        cmocka_unit_test(every_duration_lands_in_a_bucket_within_two_per_cent_of_it),
        cmocka_unit_test(buckets_ascend_and_count_every_task_of_every_worker),
        cmocka_unit_test(waiting_is_told_apart_from_working),
        cmocka_unit_test(in_an_open_loop_latency_counts_from_when_a_task_was_due),
        cmocka_unit_test(a_trace_has_every_task_with_its_worker_and_its_times),
        cmocka_unit_test(tasks_beyond_the_room_are_counted_as_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
