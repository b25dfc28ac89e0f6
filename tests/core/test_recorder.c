/* SPDX-License-Identifier: MIT */
/* Times of single tasks: every task is counted once, in a bucket that is right to 1.6 %. */
#include "recorder.h"

#include <stdlib.h>

#include "fixture.h"
#include "made_record.h"

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

/* Durations written by hand: a tick is a nanosecond when the clock says so. */
static void sum_of(const uint64_t durations_ns[], size_t count, struct record *memory, struct yoke_sample *sample)
{
    struct recorder recorder;
    struct yoke_error error = {0};
    struct yoke_job job = {.task_count = 100};
    assert_int_equal(recorder_open(&recorder, 2, &job, &error), 0);
    recorder_wrap(&recorder, &job);
    while (clock_now_ns() - recorder.begin.clock_ns < 5000000)
        ; /* for a ratio of ticks to nanoseconds that is good to a few parts in a million */
    const double tick_ns = ticks_length_ns(recorder.begin, ticks_anchor());
    for (size_t i = 0; i < count; i++)
        recorder.lanes[i % 2].ticks[recorder.lanes[i % 2].count++] = (uint64_t)((double)durations_ns[i] / tick_ns);
    assert_int_equal(recorder_sum(&recorder, memory, sample), 0);
    recorder_close(&recorder);
}

static void every_duration_lands_in_a_bucket_within_two_per_cent_of_it(void **state)
{
    (void)state;
    const uint64_t durations_ns[] = {40, 63, 64, 65, 127, 128, 1000, 12345, 999999, 1000000, 123456789, 60000000000};
    for (size_t i = 0; i < sizeof durations_ns / sizeof durations_ns[0]; i++) {
        struct record *memory = made_record(1);
        struct yoke_sample *sample = made_sample(memory, memory->facts.cells, 0, 1);
        sum_of(&durations_ns[i], 1, memory, sample);
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
    sum_of(durations_ns, 6, memory, sample);
    assert_int_equal(sample->latency_ns_count, 3);
    assert_int_equal(sample->latency_count[0], 3);
    assert_int_equal(sample->latency_count[1], 2);
    assert_int_equal(sample->latency_count[2], 1);
    assert_true(sample->latency_ns[0] < sample->latency_ns[1] && sample->latency_ns[1] < sample->latency_ns[2]);
    assert_near((double)sample->latency_max_ns, 9000000, 9000);
    assert_int_equal(sample->latency_missed, 0);
    record_free(memory);
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
        cmocka_unit_test(tasks_beyond_the_room_are_counted_as_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
