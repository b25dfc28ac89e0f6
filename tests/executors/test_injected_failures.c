/* SPDX-License-Identifier: MIT */
/* Whatever the system refuses, at whatever call: an executor says so in a sentence or does without, leaves nothing behind and
 * does not hang. For every function that may fail, its first call fails, then its second, until none is left to fail. */
#include <sys/wait.h>

#include "injected.h"
#include "trial.h"
#include "wakeup.h"

enum { WORKERS = 3, TASKS = 200, FATAL = 77, CALLS_MOST = 2000, LIMIT_S = 60 };

/* What the process has, apart from memory. */
struct belongings {
    unsigned threads, descriptors;
    int64_t mapped_bytes;
};

static struct belongings belongings_now(void)
{
    return (struct belongings){.threads = trial_entries("/proc/self/task"),
                               .descriptors = trial_entries("/proc/self/fd"),
                               .mapped_bytes = atomic_load(&injected_mapped_bytes)};
}

static void expect_nothing_left(const struct belongings *before, const char *what, unsigned at)
{
    if (trial_entries("/proc/self/fd") != before->descriptors)
        fail_msg("%s, call %u: %u descriptors, %u before", what, at, trial_entries("/proc/self/fd"), before->descriptors);
    if (atomic_load(&injected_mapped_bytes) != before->mapped_bytes)
        fail_msg("%s, call %u: %lld bytes mapped, %lld before", what, at,
                 (long long)atomic_load(&injected_mapped_bytes), (long long)before->mapped_bytes);
    if (!trial_settles("/proc/self/task", before->threads))
        fail_msg("%s, call %u: %u threads, %u before", what, at, trial_entries("/proc/self/task"), before->threads);
    if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
        fail_msg("%s, call %u: a process is left", what, at);
}

static int die_at_one(struct trial *trial, uint64_t index)
{
    (void)trial;
    if (index == FATAL)
        raise(SIGKILL);
    return 0;
}

/* One run; where a worker may die, one does, so that it has to be replaced. */
static int run_once(struct trial *trial, bool deadly)
{
    trial->act = deadly ? die_at_one : NULL;
    int status = trial_run(trial, yoke_schedules[1], TASKS, 1);
    if (status)
        return status;
    assert_int_equal(trial_done(trial) + trial->job.casualty_count, TASKS);
    assert_int_equal(trial->job.casualty_count, deadly);
    for (uint64_t index = 0; index < TASKS; index++)
        assert_int_equal(atomic_load(&trial->begun[index]), 1);
    return 0;
}

static void expect_sentence(const struct trial *trial, int status, const char *what, unsigned at)
{
    if (status < 0 && trial->error.text[0] && !strchr(trial->error.text, '\n'))
        return;
    fail_msg("%s, call %u: status %d, \"%s\"", what, at, status, trial->error.text);
}

/* A team's whole life while the call fails. Returns whether it came to that. */
static bool live_with_failure(const struct yoke_executor *executor, enum injected_call call, unsigned at, unsigned *refused)
{
    const bool mortal = executor->capabilities & YOKE_SURVIVES_CRASH;
    struct trial *trial = trial_new(executor, executor->capabilities & YOKE_PARALLEL ? WORKERS : 1);
    injection_begin(call, at);
    int status = executor->start(&trial->options, &trial->team, &trial->error);
    bool started = status == 0;
    if (started)
        status = run_once(trial, false);
    if (!status && mortal)
        status = run_once(trial, true);
    if (!status)
        status = run_once(trial, false);
    if (started)
        executor->stop(trial->team);
    bool fired = injection_end();
    if (status) {
        ++*refused;
        expect_sentence(trial, status, injected_names[call], at);
    }
    trial->team = NULL;
    trial_free(trial);
    return fired;
}

static void expect_every_call_may_fail(const struct yoke_executor *executor, enum injected_call call)
{
    const struct belongings before = belongings_now();
    unsigned at = 1, refused = 0;
    alarm(LIMIT_S); /* a hang ends the program */
    while (live_with_failure(executor, call, at, &refused)) {
        expect_nothing_left(&before, injected_names[call], at);
        assert_true(++at < CALLS_MOST);
    }
    expect_nothing_left(&before, injected_names[call], at);
    alarm(0);
    if (at > 1)
        print_message("%s: %u calls of %s failed, %u of them told\n", executor->name, at - 1, injected_names[call], refused);
}

static void any_call_may_fail(void **state)
{
    const struct yoke_executor *executor = trial_executor(state, 0, NULL);
    unsigned ignored = 0;
    for (unsigned warm = 0; warm < 2; warm++) /* makes what stays for the program's life */
        live_with_failure(executor, INJECTED_fork, UINT32_MAX, &ignored);
    assert_int_equal(ignored, 0);
    for (int call = 0; call < INJECTED_COUNT; call++)
        expect_every_call_may_fail(executor, (enum injected_call)call);
}

static void the_spin_budget_is_measured_or_not(void **state)
{
    (void)state;
    const struct belongings before = belongings_now();
    int status = -1;
    for (unsigned at = 1; at <= 3; at++) {
        struct wakeup wakeup;
        injection_begin(INJECTED_pthread_create, at);
        status = wakeup_measure(&wakeup);
        assert_int_equal(status, injection_end() ? -EAGAIN : 0);
        expect_nothing_left(&before, "pthread_create", at);
    }
    assert_int_equal(status, 0);
}

static const struct trial_promise promises[] = {
    {"any call may fail: it says so, leaves nothing, does not hang", any_call_may_fail},
};

int main(void)
{
    injection = yoke_shared_map(sizeof *injection);
    if (!injection)
        return EXIT_FAILURE;
    atomic_store(&injection->call, -1);
    const struct CMUnitTest own[] = {cmocka_unit_test(the_spin_budget_is_measured_or_not)};
    int failed = trial_suite("injected failures", promises, sizeof promises / sizeof promises[0]);
    return failed + cmocka_run_group_tests_name("injected failures of the spin budget", own, NULL, NULL);
}
