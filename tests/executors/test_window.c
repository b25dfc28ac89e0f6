/* SPDX-License-Identifier: MIT */
/* Between a worker's begin and its end the kernel is not entered: every worker forbids itself all system calls, on pain of
 * death (seccomp), before it takes its first task, and writes a mark after its last one. */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "clock.h"
#include "trial.h"

/* Descriptor of the marks: the one call allowed, beside leaving altogether. */
enum { MARKS = 200, WORKERS = 2, TASKS = 20000 };

#define ALLOW_WHEN(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static int kernel_forbid(void)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW_WHEN(SYS_exit_group),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        ALLOW_WHEN(MARKS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    const struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

static void window_prepare(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static void window_begin(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
    if (kernel_forbid())
        _exit(1);
    clock_now_ns();
}

/* Nothing that comes after the window is of interest, so nothing does: the parent ends the whole group. */
static void window_end(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
    clock_now_ns();
    if (write(MARKS, "", 1) != 1)
        _exit(1);
    for (volatile bool for_ever = true; for_ever;)
        ;
}

static int null_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)context;
    (void)result;
    worker->digest += index;
    return 0;
}

static int calling_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    if (index == TASKS / 2)
        syscall(SYS_getppid);
    return null_task(context, worker, index, result);
}

static void subject_run(const struct yoke_executor *executor, unsigned worker_count,
                        int (*task)(void *, struct yoke_worker *, uint64_t, void *))
{
    struct yoke_worker *workers = yoke_shared_map(worker_count * sizeof *workers);
    struct yoke_team *team;
    struct yoke_error error;
    for (unsigned i = 0; i < worker_count; i++)
        workers[i] = (struct yoke_worker){.index = i, .io = &trial_io};
    const struct yoke_team_options options = {.worker_count = worker_count, .workers = workers, .usable_cpus = WORKERS};
    struct yoke_job job = {.task_count = TASKS, .task = task, .schedule = yoke_schedules[0], .chunk = 1,
                           .prepare = window_prepare, .begin = window_begin, .end = window_end};
    if (!executor->start(&options, &team, &error))
        executor->run(team, &job, &error);
    _exit(1); /* not reached when all is well */
}

/* How many workers came through their window alive. */
static unsigned marks_count(const struct yoke_executor *executor, unsigned worker_count,
                            int (*task)(void *, struct yoke_worker *, uint64_t, void *))
{
    int marks[2];
    char mark;
    unsigned count = 0;
    assert_int_equal(pipe(marks), 0);
    const pid_t subject = fork();
    assert_true(subject >= 0);
    if (subject == 0) {
        setpgid(0, 0);
        dup2(marks[1], MARKS);
        close(marks[0]);
        close(marks[1]);
        subject_run(executor, worker_count, task);
    }
    setpgid(subject, subject);
    close(marks[1]);
    while (count < worker_count && read(marks[0], &mark, 1) == 1)
        count++;
    kill(-subject, SIGKILL);
    waitpid(subject, NULL, 0);
    close(marks[0]);
    return count;
}

/* Is there seccomp, and does the clock do without the kernel? */
static bool window_can_be_watched(void)
{
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
    print_message("a sanitizer enters the kernel whenever it likes\n");
    return false;
#else
    const pid_t child = fork();
    int status = 0;
    if (child == 0) {
        if (kernel_forbid())
            _exit(1);
        clock_now_ns();
        _exit(0);
    }
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        print_message("looks at the clock enter the kernel here\n");
    else if (WEXITSTATUS(status))
        print_message("no seccomp here\n");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
#endif
}

static void no_executor_enters_the_kernel_between_begin_and_end(void **state)
{
    (void)state;
    if (!window_can_be_watched())
        skip();
    for (size_t i = 0; yoke_executors[i]; i++) {
        const unsigned worker_count = yoke_executors[i]->capabilities & YOKE_PARALLEL ? WORKERS : 1;
        if (yoke_executors[i]->unavailable) {
            print_message("%s was left out: %s\n", yoke_executors[i]->name, yoke_executors[i]->unavailable);
            continue;
        }
        const unsigned alive = marks_count(yoke_executors[i], worker_count, null_task);
        if (alive != worker_count)
            fail_msg("%s: %u of %u workers made no system call", yoke_executors[i]->name, alive, worker_count);
    }
}

static void a_system_call_in_the_window_is_seen(void **state)
{
    (void)state;
    if (!window_can_be_watched())
        skip();
    assert_int_equal(marks_count(yoke_executors[0], 1, calling_task), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_executor_enters_the_kernel_between_begin_and_end),
        cmocka_unit_test(a_system_call_in_the_window_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
