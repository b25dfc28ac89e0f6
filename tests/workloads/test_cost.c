/* SPDX-License-Identifier: MIT */
/* A workload whose loop the compiler folds away measures nothing. The proof is that ten times the work costs several times
 * the processor time: a ratio within one process, of the shortest of several tries, so how fast the machine is today does not
 * enter, and other programs only make both longer. */
#include <stdlib.h>
#include <time.h>

#include "fake_worker.h"
#include "fixture.h"
#include "yoke/catalogue.h"

enum { TRIES = 7 };

static double cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

/* Processor time of task 0 when the workload's first parameter is `value`: the shortest of some tries. */
static double cost_ns(const struct yoke_workload *workload, uint64_t value)
{
    struct yoke_work work = {.task_count = 1};
    struct yoke_worker worker = {.io = &fake_io};
    struct yoke_error error = {0};
    void *context = NULL;
    uint64_t result = 0;
    double least = INFINITY;
    work.values.value[0] = value;
    assert_int_equal(workload->setup(&work, &context, &error), 0);
    for (int i = 0; i < TRIES; i++) {
        const double begin = cpu_ns();
        assert_int_equal(workload->task(context, &worker, 0, &result), 0);
        least = fmin(least, cpu_ns() - begin);
    }
    workload->teardown(context);
    return least;
}

static void cost_grows(const char *name)
{
    for (size_t i = 0; yoke_workloads[i]; i++) {
        if (strcmp(yoke_workloads[i]->name, name))
            continue;
        const double one = cost_ns(yoke_workloads[i], 300000), ten = cost_ns(yoke_workloads[i], 3000000);
        if (ten < 4 * one)
            fail_msg("%s: ten times the work costs %.0f ns after %.0f ns", name, ten, one);
        return;
    }
    fail_msg("no workload %s", name);
}

static void squaring_ten_times_the_numbers_costs_several_times_as_much(void **state)
{
    (void)state;
    cost_grows("cpu_sum_squares");
}

static void spinning_ten_times_as_long_costs_several_times_as_much(void **state)
{
    (void)state;
    cost_grows("spin");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squaring_ten_times_the_numbers_costs_several_times_as_much),
        cmocka_unit_test(spinning_ten_times_as_long_costs_several_times_as_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
