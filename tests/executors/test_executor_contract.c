/* SPDX-License-Identifier: MIT */
/* What every executor of the list promises, on every schedule of the list. */
#include <sys/wait.h>

#include "trial.h"

static const unsigned widths[] = {1, 2, 3, 8, 17};
static const uint64_t counts[] = {0, 1, 2, 7, 1000, 100000};
static const uint64_t chunks[] = {1, 3, 64};

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static const struct yoke_executor *executor_of(void **state)
{
    return trial_executor(state, 0, NULL);
}

/* Workers the executor can be asked for, at most `wanted`. */
static unsigned width_of(const struct yoke_executor *executor, unsigned wanted)
{
    return executor->capabilities & YOKE_PARALLEL ? wanted : 1;
}

/* A chunk that wraps around, as a user may write it. */
static const uint64_t endless_chunk = UINT64_MAX;

static void expect_each_once(struct trial *trial, uint64_t task_count)
{
    uint64_t digest = 0;
    for (uint64_t index = 0; index < task_count; index++) {
        if (atomic_load(&trial->begun[index]) != 1 || trial->results[index] != 3 * index + 1)
            fail_msg("%s, %u workers, %s, chunk %llu: task %llu of %llu ran %u times and left %llu",
                     trial->executor->name, trial->worker_count, trial->job.schedule->name,
                     (unsigned long long)trial->job.chunk, (unsigned long long)index, (unsigned long long)task_count,
                     atomic_load(&trial->begun[index]), (unsigned long long)trial->results[index]);
        digest += index;
    }
    for (unsigned index = 0; index < trial->worker_count; index++)
        digest -= trial->workers[index].digest;
    assert_int_equal(digest, 0);
    assert_int_equal(trial_done(trial), task_count);
    assert_int_equal(trial->job.failed_count, 0);
    assert_int_equal(trial->job.casualty_count, 0);
    assert_int_equal(trial->job.death_count, 0);
}

static void run_once_each(struct trial *trial, const struct yoke_schedule *schedule, uint64_t task_count,
                          uint64_t chunk)
{
    assert_int_equal(trial_run(trial, schedule, task_count, chunk), 0);
    expect_each_once(trial, task_count);
}

static void every_index_runs_once(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    for (size_t width = 0; width < LENGTH(widths); width++) {
        if (width_of(executor, widths[width]) < widths[width]) {
            print_message("%s is not parallel: %u workers left out\n", executor->name, widths[width]);
            continue;
        }
        struct trial *trial = trial_new(executor, widths[width]);
        trial_start(trial);
        for (const struct yoke_schedule *const *schedule = yoke_schedules; *schedule; schedule++) {
            if (!yoke_executor_takes(executor, *schedule))
                continue;
            for (size_t count = 0; count < LENGTH(counts); count++)
                for (size_t chunk = 0; chunk < ((*schedule)->takes_chunk ? LENGTH(chunks) : 1); chunk++)
                    run_once_each(trial, *schedule, counts[count], chunks[chunk]);
            run_once_each(trial, *schedule, 1000, endless_chunk);
        }
        trial_free(trial);
    }
}

static void hooks_come_once_a_worker_in_order_and_begin_after_all_are_prepared(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    for (size_t width = 0; width < LENGTH(widths); width++) {
        unsigned workers = width_of(executor, widths[width]);
        struct trial *trial = trial_new(executor, workers);
        trial_start(trial);
        for (unsigned run = 1; run <= 20; run++) {
            run_once_each(trial, yoke_schedules[run % 2], 50, 1);
            for (unsigned index = 0; index < workers; index++) {
                assert_int_equal(trial->logs[index].prepares, run);
                assert_int_equal(trial->logs[index].begins, run);
                assert_int_equal(trial->logs[index].ends, run);
                assert_int_equal(trial->logs[index].disorder, 0);
            }
        }
        trial_free(trial);
    }
}

static void workers_are_started_once_differ_and_are_stopped_once(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    unsigned workers = width_of(executor, TRIAL_WORKERS);
    struct trial *trial = trial_new(executor, workers);
    trial_start(trial);
    run_once_each(trial, yoke_schedules[0], 100, 1);
    executor->stop(trial->team);
    trial->team = NULL;
    for (unsigned index = 0; index < workers; index++) {
        const struct trial_log *log = &trial->logs[index];
        assert_int_equal(log->starts, 1);
        assert_int_equal(log->stops, 1);
        assert_int_equal(log->process == getpid(), !(executor->capabilities & YOKE_ISOLATED));
        for (unsigned other = 0; other < index; other++)
            assert_int_not_equal(log->thread, trial->logs[other].thread);
    }
    trial_free(trial);
}

static void a_worker_that_cannot_start_says_why_and_nothing_is_left_running(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    unsigned workers = width_of(executor, 3);
    for (unsigned refusing = 0; refusing < workers; refusing++) {
        struct trial *trial = trial_new(executor, workers);
        trial->refusing = (int)refusing;
        char sentence[64];
        snprintf(sentence, sizeof sentence, "worker %u does not want to", refusing);
        assert_int_equal(executor->start(&trial->options, &trial->team, &trial->error), -EPERM);
        assert_string_equal(trial->error.text, sentence);
        for (unsigned index = 0; index < workers; index++) {
            assert_int_equal(trial->logs[index].starts, 1);
            assert_int_equal(trial->logs[index].stops, index != refusing);
        }
        trial->team = NULL;
        trial_free(trial);
    }
}

static int fail_every_tenth(struct trial *trial, uint64_t index)
{
    (void)trial;
    return index % 10 == 3 ? -ERANGE : 0;
}

static void tasks_that_fail_are_counted_and_one_is_named(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, width_of(executor, 3));
    trial->act = fail_every_tenth;
    trial_start(trial);
    for (const struct yoke_schedule *const *schedule = yoke_schedules; *schedule; schedule++) {
        if (!yoke_executor_takes(executor, *schedule))
            continue;
        assert_int_equal(trial_run(trial, *schedule, 1000, 1), 0);
        assert_int_equal(trial->job.failed_count, 100);
        assert_int_equal(trial->job.failed_task % 10, 3);
        assert_int_equal(trial->job.failed_status, -ERANGE);
        assert_int_equal(trial_done(trial), 1000);
    }
    assert_int_equal(trial_run(trial, yoke_schedules[0], 3, 1), 0);
    assert_int_equal(trial->job.failed_count, 0);
    trial_free(trial);
}

static void a_job_nobody_can_run_is_refused_with_a_sentence(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 1);
    trial_start(trial);
    assert_int_equal(trial_run(trial, yoke_schedules[0], 1, 0), -EINVAL);
    assert_non_null(strstr(trial->error.text, "least is 1"));
    trial->error.text[0] = '\0';
    trial->job.chunk = 1;
    trial->job.task_count = UINT64_MAX;
    assert_int_equal(executor->run(trial->team, &trial->job, &trial->error), -EINVAL);
    assert_non_null(strstr(trial->error.text, "the most is"));
    run_once_each(trial, yoke_schedules[0], 7, 1);
    trial_free(trial);
}

static void a_schedule_it_cannot_take_is_refused_with_a_sentence(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, width_of(executor, 2));
    trial_start(trial);
    unsigned refused = 0;
    for (const struct yoke_schedule *const *schedule = yoke_schedules; *schedule; schedule++) {
        if (yoke_executor_takes(executor, *schedule))
            continue;
        trial->error.text[0] = '\0';
        assert_int_equal(trial_run(trial, *schedule, 10, 1), -EINVAL);
        assert_non_null(strstr(trial->error.text, (*schedule)->name));
        refused++;
    }
    run_once_each(trial, yoke_schedules[0], 7, 1);
    trial_free(trial);
    if (refused)
        return;
    print_message("%s takes every schedule\n", executor->name);
    skip();
}

static int null_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)index;
    worker->digest++;
    return result ? -EFAULT : 0;
}

static void no_result_slots_means_null(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 1);
    trial->job.task = null_task;
    trial->job.results = NULL;
    trial->job.result_bytes = 0;
    trial_start(trial);
    assert_int_equal(trial_run(trial, yoke_schedules[0], 1000, 1), 0);
    assert_int_equal(trial->job.failed_count, 0);
    assert_int_equal(trial->workers[0].digest, 1000);
    trial_free(trial);
}

static void a_width_it_does_not_have_is_refused_with_a_sentence(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 2);
    if (executor->capabilities & YOKE_PARALLEL)
        trial->options.worker_count = 0;
    assert_int_equal(executor->start(&trial->options, &trial->team, &trial->error), -EINVAL);
    assert_non_null(strstr(trial->error.text, "worker"));
    assert_null(trial->team);
    trial_free(trial);
}

static void expect_no_process_left(const struct trial *trial)
{
    for (unsigned index = 0; index < trial->worker_count; index++)
        if (trial->logs[index].process != getpid())
            assert_int_equal(kill(trial->logs[index].process, 0), -1);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void team_live_and_die(const struct yoke_executor *executor)
{
    struct trial *trial = trial_new(executor, width_of(executor, 3));
    trial_start(trial);
    run_once_each(trial, yoke_schedules[1], 100, 1);
    executor->stop(trial->team);
    trial->team = NULL;
    expect_no_process_left(trial);
    trial_free(trial);
}

static void no_thread_process_or_descriptor_is_left(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    team_live_and_die(executor); /* makes what stays for the program's life: a sanitizer's thread, libomp's pool */
    unsigned threads = trial_entries("/proc/self/task"), descriptors = trial_entries("/proc/self/fd");
    /* More rounds than a team has threads: some of the first team's may have been counted while they ended. */
    for (unsigned round = 0; round < 5; round++) {
        team_live_and_die(executor);
        assert_int_equal(trial_entries("/proc/self/fd"), descriptors);
    }
    assert_true(trial_settles("/proc/self/task", threads));
}

static const struct trial_promise promises[] = {
    {"every index runs once, its answer in its slot", every_index_runs_once},
    {"hooks come once a worker, in order, begin after all are prepared",
     hooks_come_once_a_worker_in_order_and_begin_after_all_are_prepared},
    {"workers are started once, differ, are stopped once", workers_are_started_once_differ_and_are_stopped_once},
    {"a worker that cannot start says why", a_worker_that_cannot_start_says_why_and_nothing_is_left_running},
    {"tasks that fail are counted and one is named", tasks_that_fail_are_counted_and_one_is_named},
    {"a job nobody can run is refused", a_job_nobody_can_run_is_refused_with_a_sentence},
    {"a schedule it cannot take is refused", a_schedule_it_cannot_take_is_refused_with_a_sentence},
    {"no result slots means NULL", no_result_slots_means_null},
    {"a width it does not have is refused", a_width_it_does_not_have_is_refused_with_a_sentence},
    {"no thread, process or descriptor is left", no_thread_process_or_descriptor_is_left},
};

int main(void)
{
    return trial_suite("executor contract", promises, LENGTH(promises));
}
