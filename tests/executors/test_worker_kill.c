/* SPDX-License-Identifier: MIT */
/* Executors that survive a crash: workers, the helper behind them and the coordinator are killed from outside, at any
 * instruction; no task is lost unnoticed, none is run twice, nothing stays alive. */
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "trial.h"

enum { TASKS = 1000, DEATHS = 200 };

static const struct yoke_executor *executor_of(void **state)
{
    return trial_executor(state, YOKE_SURVIVES_CRASH, "does not survive a crash");
}

/* Kills a process and waits until it is gone, whosever child it is. */
static void kill_and_see(int process)
{
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    assert_true(descriptor >= 0);
    assert_int_equal(kill(process, SIGKILL), 0);
    struct pollfd gone = {.fd = descriptor, .events = POLLIN};
    assert_int_equal(poll(&gone, 1, 10000), 1);
    close(descriptor);
}

static void workers_that_die_between_runs_are_replaced_before_the_next(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 3);
    trial_start(trial);
    for (unsigned round = 0; round < 6; round++) {
        kill_and_see(trial->logs[round % 3].process);
        if (round >= 3)
            kill_and_see(trial->logs[(round + 1) % 3].process);
        assert_int_equal(trial_run(trial, yoke_schedules[round], TASKS, 1), 0);
        for (uint64_t index = 0; index < TASKS; index++)
            assert_int_equal(atomic_load(&trial->begun[index]), 1);
        assert_int_equal(trial->job.casualty_count, 0);
    }
    trial_free(trial);
}

/* Kills random workers, each after it has run some tasks, until told to stop. */
static void killer(const struct trial *trial)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    uint64_t seen[TRIAL_WORKERS] = {0};
    for (unsigned random = 12345;;) {
        random = random * 1103515245 + 12345;
        unsigned worker = (random >> 16) % trial->worker_count;
        uint64_t target = atomic_load(&trial->total) + (random >> 8) % 2000;
        while (atomic_load(&trial->total) < target && atomic_load(&trial->total) + 2000 > target)
            sched_yield();
        uint64_t digest = *(const volatile uint64_t *)&trial->workers[worker].digest;
        if (digest != seen[worker]) /* a worker killed before it gets anywhere is another test's subject */
            kill(trial->logs[worker].process, SIGKILL);
        seen[worker] = digest;
    }
}

/* Killed between two steps of the test's own task a worker leaves a task begun or not begun, but none twice, and as
 * many without an end as it reports at most. */
static void expect_accounted(const struct trial *trial)
{
    uint64_t missing = 0;
    for (uint64_t index = 0; index < trial->job.task_count; index++) {
        if (atomic_load(&trial->begun[index]) > 1)
            fail_msg("%s: task %llu was begun %u times", trial->job.schedule->name, (unsigned long long)index,
                     atomic_load(&trial->begun[index]));
        missing += atomic_load(&trial->returned[index]) == 0;
    }
    assert_true(missing <= trial->job.casualty_count);
    assert_true(trial->job.casualty_count <= trial->job.death_count);
    assert_int_equal(trial_done(trial) + trial->job.casualty_count, trial->job.task_count);
}

static void workers_killed_at_any_instruction_leave_every_task_accounted_for(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 3);
    trial_start(trial);
    int process = fork();
    if (process == 0)
        killer(trial);
    uint64_t deaths = 0;
    const struct yoke_schedule *const *next = yoke_schedules;
    for (uint64_t chunk = 1; deaths < DEATHS; chunk = chunk % 3 + 1) {
        const struct yoke_schedule *schedule = *next++;
        next = *next && yoke_executor_takes(executor, *next) ? next : yoke_schedules;
        if (trial_run(trial, schedule, 20000, chunk) != 0)
            fail_msg("%s: %s", schedule->name, trial->error.text);
        expect_accounted(trial);
        deaths += trial->job.death_count;
    }
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
    print_message("%llu workers died during runs\n", (unsigned long long)deaths);
    trial_free(trial);
}

static int parent_of(int process)
{
    char path[64], line[512];
    int parent = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    fclose(file);
    assert_int_equal(sscanf(strrchr(line, ')'), ") %*c %d", &parent), 1);
    return parent;
}

static void a_team_whose_helper_is_killed_is_broken_and_says_so(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 3);
    trial_start(trial);
    int helper = parent_of(trial->logs[0].process);
    assert_int_not_equal(helper, getpid());
    kill_and_see(helper);
    assert_int_equal(trial_run(trial, yoke_schedules[0], TASKS, 1), -EPIPE);
    assert_non_null(strstr(trial->error.text, "signal 9"));
    trial_free(trial);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static int wait_for_the_end(struct trial *trial, uint64_t index)
{
    (void)trial;
    (void)index;
    while (pause() < 0)
        ;
    return 0;
}

/* A process of its own that has a team in the middle of a run. */
static int process_with_team(struct trial *trial)
{
    int process = fork();
    if (process)
        return process;
    trial_start(trial);
    trial_run(trial, yoke_schedules[0], 3, 1);
    _exit(EXIT_FAILURE); /* cmocka's own clean-up is the parent's */
}

static void nothing_survives_a_killed_coordinator(void **state)
{
    const struct yoke_executor *executor = executor_of(state);
    struct trial *trial = trial_new(executor, 3);
    trial->act = wait_for_the_end;
    int process = process_with_team(trial);
    while (atomic_load(&trial->total) < 3)
        sched_yield();
    struct pollfd workers[3];
    for (unsigned index = 0; index < 3; index++) {
        workers[index] =
            (struct pollfd){.fd = (int)syscall(SYS_pidfd_open, trial->logs[index].process, 0), .events = POLLIN};
        assert_true(workers[index].fd >= 0);
    }
    assert_int_equal(kill(process, SIGKILL), 0);
    for (unsigned index = 0; index < 3; index++) {
        assert_int_equal(poll(&workers[index], 1, 10000), 1);
        close(workers[index].fd);
    }
    assert_int_equal(waitpid(process, NULL, 0), process);
    trial->team = NULL; /* it was the killed process's */
    trial_free(trial);
}

static const struct trial_promise promises[] = {
    {"workers that die between runs are replaced before the next",
     workers_that_die_between_runs_are_replaced_before_the_next},
    {"workers killed at any instruction leave every task accounted for",
     workers_killed_at_any_instruction_leave_every_task_accounted_for},
    {"a team whose helper is killed is broken and says so", a_team_whose_helper_is_killed_is_broken_and_says_so},
    {"nothing survives a killed coordinator", nothing_survives_a_killed_coordinator},
};

int main(void)
{
    return trial_suite("worker kill", promises, sizeof promises / sizeof promises[0]);
}
