/* SPDX-License-Identifier: MIT */
/* Executors that survive a crash: a worker that dies costs the task it was in and nothing else, on every schedule.
 *
 * Under sanitizers too: workers put every signal back to its default action, so a worker that faults is ended by the
 * signal and not by a sanitizer's report. */
#include <sys/wait.h>

#include "trial.h"

enum { TASKS = 1000, FATAL = 500 };

static const struct yoke_executor *executor_of(void **state)
{
    return trial_executor(state, YOKE_SURVIVES_CRASH, "does not survive a crash");
}

__attribute__((no_sanitize("address", "undefined", "thread"))) static void fault(void)
{
    int *volatile nowhere = (int *)16; /* volatile: else the compiler sees what this is and does what it likes */
    *nowhere = 0;
}

static void stop_by_exit_0(void)
{
    exit(0);
}

static void stop_by_exit_3(void)
{
    exit(3);
}

static void stop_by_kill(void)
{
    kill(getpid(), SIGKILL);
}

static const struct {
    const char *name;
    void (*stop)(void);
    enum yoke_death death;
    int code;
} ends[] = {
    {"a fault", fault, YOKE_DEATH_SIGNAL, SIGSEGV},        {"abort", abort, YOKE_DEATH_SIGNAL, SIGABRT},
    {"exit(0)", stop_by_exit_0, YOKE_DEATH_EXIT, 0},       {"exit(3)", stop_by_exit_3, YOKE_DEATH_EXIT, 3},
    {"kill -9", stop_by_kill, YOKE_DEATH_SIGNAL, SIGKILL},
};
enum { ENDS = sizeof ends / sizeof ends[0] };

static unsigned end_chosen;

static int die_once(struct trial *trial, uint64_t index)
{
    (void)trial;
    if (index == FATAL)
        ends[end_chosen].stop();
    return 0;
}

/* All ran once, and all but `lost` of them to their end. */
static void expect_lost(const struct trial *trial, uint64_t lost)
{
    uint64_t missing = 0;
    for (uint64_t index = 0; index < trial->job.task_count; index++) {
        if (atomic_load(&trial->begun[index]) != 1)
            fail_msg("%s: task %llu was begun %u times", trial->job.schedule->name, (unsigned long long)index,
                     atomic_load(&trial->begun[index]));
        missing += atomic_load(&trial->returned[index]) == 0;
    }
    assert_int_equal(missing, lost);
    assert_int_equal(trial->job.casualty_count, lost);
    assert_int_equal(trial->job.death_count, lost);
    assert_int_equal(trial_done(trial) + lost, trial->job.task_count);
}

static void run_dying(const struct yoke_executor *executor, unsigned workers, const struct yoke_schedule *schedule)
{
    struct trial *trial = trial_new(executor, workers);
    trial->act = die_once;
    trial_start(trial);
    for (uint64_t chunk = 1; chunk <= (schedule->takes_chunk ? 64 : 1); chunk *= 8) {
        assert_int_equal(trial_run(trial, schedule, TASKS, chunk), 0);
        expect_lost(trial, 1);
        const struct yoke_casualty *casualty = &trial->job.casualty;
        assert_int_equal(casualty->death, ends[end_chosen].death);
        assert_int_equal(casualty->code, ends[end_chosen].code);
        assert_int_equal(casualty->task, FATAL);
        assert_true(casualty->worker < workers);
        assert_int_not_equal(casualty->process, trial->logs[casualty->worker].process); /* which is its successor's */
    }
    assert_int_equal(trial_run(trial, schedule, FATAL, 1), 0);
    expect_lost(trial, 0);
    trial_free(trial);
}

static void a_task_that_dies_is_lost_alone_and_named(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    for (end_chosen = 0; end_chosen < ENDS; end_chosen++)
        for (const struct yoke_schedule *const *schedule = yoke_schedules; *schedule; schedule++)
            for (unsigned workers = 1; workers <= 3 && yoke_executor_takes(executor, *schedule); workers += 2)
                run_dying(executor, workers, *schedule);
}

static int die_often(struct trial *trial, uint64_t index)
{
    (void)trial;
    if (index % 3 == 1)
        ends[index % ENDS].stop();
    return 0;
}

static void every_third_task_may_die(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 3);
    trial->act = die_often;
    trial_start(trial);
    for (const struct yoke_schedule *const *schedule = yoke_schedules; *schedule; schedule++) {
        if (!yoke_executor_takes(executor, *schedule))
            continue;
        assert_int_equal(trial_run(trial, *schedule, 60, 4), 0);
        expect_lost(trial, 20);
    }
    trial_free(trial);
}

static void die_preparing(struct trial *trial)
{
    (void)trial;
    _exit(9);
}

static void workers_that_die_again_and_again_without_progress_break_the_team(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    for (unsigned workers = 1; workers <= TRIAL_WORKERS; workers += TRIAL_WORKERS - 1) {
        struct trial *trial = trial_new(executor, workers);
        trial->preparing = die_preparing;
        trial_start(trial);
        assert_true(trial_run(trial, yoke_schedules[0], TASKS, 1) < 0);
        assert_non_null(strstr(trial->error.text, "in a row"));
        assert_non_null(strstr(trial->error.text, "exit(9)"));
        assert_true(trial_run(trial, yoke_schedules[0], TASKS, 1) < 0); /* and it stays broken */
        trial_free(trial);
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    }
}

static int refuse_from_now_on(struct trial *trial, uint64_t index)
{
    if (index == FATAL) {
        trial->refusing = 0;
        stop_by_kill();
    }
    return 0;
}

static void a_successor_that_cannot_start_breaks_the_team_with_its_sentence(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 1);
    trial->act = refuse_from_now_on;
    trial_start(trial);
    assert_int_equal(trial_run(trial, yoke_schedules[0], TASKS, 1), -EPERM);
    assert_string_equal(trial->error.text, "worker 0 does not want to");
    trial_free(trial);
}

static const struct trial_promise promises[] = {
    {"a task that dies is lost alone and named", a_task_that_dies_is_lost_alone_and_named},
    {"every third task may die", every_third_task_may_die},
    {"deaths without progress break the team", workers_that_die_again_and_again_without_progress_break_the_team},
    {"a successor that cannot start breaks the team", a_successor_that_cannot_start_breaks_the_team_with_its_sentence},
};

int main(void)
{
    return trial_suite("worker death", promises, sizeof promises / sizeof promises[0]);
}
