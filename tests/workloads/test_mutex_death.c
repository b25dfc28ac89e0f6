/* SPDX-License-Identifier: MIT */
/* sync_mutex when a worker's process dies inside the mutex: those who come later find it usable, and right answers in
 * it. */
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fake_worker.h"
#include "fixture.h"
#include "yoke/catalogue.h"

/* In order of the workload's parameters: two visits, so that the mutex must be usable a second time. One takes 4 cycles
 * a step, 40 ms and more on any processor: a process that has used 5 ms, and as many more as the kernel takes to see it
 * (a tick), is still inside for the first time. */
static const struct yoke_work work = {.values = {{2, 50000000, 0}}, .task_count = 1, .seed = 1};
enum { INSIDE_US = 5000 };

static const struct yoke_workload *mutex_workload(void)
{
    for (size_t i = 0; yoke_workloads[i]; i++)
        if (!strcmp(yoke_workloads[i]->name, "sync_mutex"))
            return yoke_workloads[i];
    fail_msg("no sync_mutex");
    return NULL;
}

static void a_worker_that_dies_inside_leaves_the_mutex_usable(void **state)
{
    (void)state;
    const struct yoke_workload *workload = mutex_workload();
    struct yoke_worker worker = {.io = &fake_io};
    struct yoke_error error = {0};
    void *context, *result = calloc(1, workload->result_bytes);
    int status;
    assert_int_equal(workload->setup(&work, &context, &error), 0);
    const pid_t process = fork();
    assert_true(process >= 0);
    if (!process) { /* ends by its own use, whoever else is on the processors meanwhile */
        setitimer(ITIMER_PROF, &(struct itimerval){.it_value = {.tv_usec = INSIDE_US}}, NULL);
        workload->task(context, &worker, 0, result);
        _exit(0);
    }
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF); /* it was not done: it died inside */
    assert_int_equal(workload->task(context, &worker, 0, result), 0);
    if (workload->verify(context, result, 0, &error))
        fail_msg("%s", error.text);
    workload->teardown(context);
    free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_worker_that_dies_inside_leaves_the_mutex_usable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
