/* SPDX-License-Identifier: MIT */
/* The coop executor beyond what every executor promises (test_executor_contract.c): tasks that wait share a worker. */
#include "coop_company.h"

static int act_sleep(struct company *company, struct yoke_worker *worker, uint64_t index)
{
    return worker->io->sleep(worker, company->sleep_ns + index % 7);
}

/* The thread sanitizer knows some 8,000 fibers at most; the address sanitizer's stacks are large. */
#if COROUTINE_TSAN
enum { MANY = 1000 }; /* within the executor's own limit there */
#elif COROUTINE_ASAN
enum { MANY = 5000 };
#else
enum { MANY = 100000 };
#endif

/* Sleeps until everybody is there: not a matter of how fast the machine is. */
static int act_sleep_until_all_are_here(struct company *company, struct yoke_worker *worker, uint64_t index)
{
    int status = 0;
    (void)index;
    /* Longer every time: on a loaded machine, waking those who are there already must not take all of it. */
    for (uint64_t sleep_ns = 100000000; !status && atomic_load(&company->inside_most) < company->job.task_count;
         sleep_ns *= 2)
        status = worker->io->sleep(worker, sleep_ns);
    return status;
}

static void all_tasks_sleep_at_once_on_one_worker(void **state)
{
    (void)state;
    enum { BYTES_A_TASK = 8192, MEMORY_PART = 4 };
    uint64_t possible =
        (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE) / MEMORY_PART / BYTES_A_TASK;
    uint64_t count = possible < MANY ? possible : MANY;
    if (count < 100000)
        print_message("%llu tasks instead of 100000: memory, or a sanitizer's\n", (unsigned long long)count);
    struct company *company = company_started(1, act_sleep_until_all_are_here);
    company_run(company, count);
    assert_int_equal(company->inside_most, count);
    assert_int_equal(company->workers[0].tasks_done, count);
    assert_true(company->workers[0].late.count >= count - 1); /* the last one need not sleep */
    assert_int_equal(coop_statistics(company->team, 0).stacks, count);
    company_free(company);
}

static int act_nothing(struct company *company, struct yoke_worker *worker, uint64_t index)
{
    (void)company;
    (void)worker;
    (void)index;
    return 0;
}

static void tasks_that_never_wait_share_one_stack(void **state)
{
    (void)state;
    struct company *company = company_started(1, act_nothing);
    company_run(company, 100000);
    struct loop_statistics statistics = coop_statistics(company->team, 0);
    assert_int_equal(statistics.stacks, 1);
    assert_int_equal(statistics.looks, 0); /* no system call on the way from one task to the next */
    assert_int_equal(statistics.waits, 0);
    company_free(company);
}

static void stacks_are_kept_for_the_next_run(void **state)
{
    (void)state;
    struct company *company = company_started(1, act_sleep);
    company->sleep_ns = 20000000;
    for (int round = 0; round < 3; round++)
        company_run(company, 100);
    assert_true(coop_statistics(company->team, 0).stacks <= 100);
    company_free(company);
}

static void no_more_tasks_are_in_flight_than_allowed(void **state)
{
    (void)state;
    setenv("YOKE_COOP_INFLIGHT", "5", 1);
    struct company *company = company_started(1, act_sleep);
    unsetenv("YOKE_COOP_INFLIGHT");
    company->sleep_ns = 100000;
    company_run(company, 200);
    assert_int_equal(company->inside_most, 5);
    company_free(company);
}

static int act_fail_after_sleeping(struct company *company, struct yoke_worker *worker, uint64_t index)
{
    act_sleep(company, worker, index);
    return index % 10 == 3 ? -ERANGE : 0;
}

static void failures_after_a_wait_are_counted(void **state)
{
    (void)state;
    struct company *company = company_started(2, act_fail_after_sleeping);
    company_run(company, 500);
    assert_int_equal(company->job.failed_count, 50);
    assert_int_equal(company->job.failed_task % 10, 3);
    assert_int_equal(company->job.failed_status, -ERANGE);
    assert_int_equal(company->workers[0].tasks_done + company->workers[1].tasks_done, 500);
    company_free(company);
}

static void waiting_tasks_run_once_each_on_every_schedule(void **state)
{
    (void)state;
    struct company *company = company_started(3, act_sleep);
    for (const struct yoke_schedule *const *schedule = yoke_schedules; *schedule; schedule++) {
        if (!yoke_executor_takes(&yoke_executor_coop, *schedule))
            continue;
        for (uint64_t chunk = 1; chunk <= ((*schedule)->takes_chunk ? 10 : 1); chunk += 9) {
            company->job.schedule = *schedule;
            company->job.chunk = chunk;
            company->workers[0].digest = company->workers[1].digest = company->workers[2].digest = 0;
            company_run(company, 999);
            assert_int_equal(company->workers[0].digest + company->workers[1].digest + company->workers[2].digest,
                             999 * 998 / 2);
        }
    }
    company_free(company);
}

static void outside_of_tasks_the_worker_waits_as_it_did_before(void **state)
{
    (void)state;
    struct company *company = company_started(1, act_nothing);
    company_run(company, 10);
    assert_ptr_equal(company->outside_io, &trial_io);
    assert_ptr_equal(company->workers[0].io, &trial_io);
    company_free(company);
}

static int act_stall(struct company *company, struct yoke_worker *worker, uint64_t index)
{
    (void)company;
    struct timespec now, end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += end.tv_nsec >= 990000000;
    end.tv_nsec = (end.tv_nsec + 10000000) % 1000000000;
    while (index == 0) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec > end.tv_sec || (now.tv_sec == end.tv_sec && now.tv_nsec >= end.tv_nsec))
            break;
    }
    return worker->io->yield(worker);
}

static void y27_a_task_that_hogs_its_loop_is_counted(void **state)
{
    (void)state;
    setenv("YOKE_COOP_STALL", "9000", 1); /* µs; the task takes 10 ms */
    struct company *company = company_started(1, act_stall);
    unsetenv("YOKE_COOP_STALL");
    company_run(company, 3);
    struct loop_statistics statistics = coop_statistics(company->team, 0);
    assert_true(statistics.stalls >= 1);
    assert_true(statistics.longest_ns >= 9000000);
    const struct yoke_turns *turns = &company->workers[0].turns;
    assert_int_equal(turns->stalls, statistics.stalls);
    assert_int_equal(turns->longest_ns, statistics.longest_ns);
    assert_int_equal(turns->stall_ns, 9000000);
    assert_int_equal(turns->slices, statistics.resumes);
    assert_in_range(turns->tasks_most, 2, 3); /* each gives others a turn */
    assert_true(turns->stack_used_bytes > 0 && turns->stack_used_bytes < turns->stack_bytes);
    company_run(company, 0);
    assert_int_equal(turns->slices, 0); /* of the last run alone */
    assert_int_equal(turns->stalls, 0);
    assert_int_equal(turns->longest_ns, 0);
    company_free(company);
}

static void what_is_underneath_is_described(void **state)
{
    (void)state;
    setenv("YOKE_IO_DRIVER", "epoll", 1);
    setenv("YOKE_COOP_SWITCH", "ucontext", 1);
    assert_non_null(strstr(yoke_executor_coop.describe(), "epoll, as asked for; ucontext switch; stacks of"));
    unsetenv("YOKE_IO_DRIVER");
    unsetenv("YOKE_COOP_SWITCH");
    const char *expected = getenv("YOKE_TEST_CHOSEN_DRIVER"); /* set where io_uring is denied: test_loop_denied.c */
    print_message("%s\n", yoke_executor_coop.describe());
    if (expected)
        assert_ptr_equal(strstr(yoke_executor_coop.describe(), expected), yoke_executor_coop.describe());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_tasks_sleep_at_once_on_one_worker),
        cmocka_unit_test(tasks_that_never_wait_share_one_stack),
        cmocka_unit_test(stacks_are_kept_for_the_next_run),
        cmocka_unit_test(no_more_tasks_are_in_flight_than_allowed),
        cmocka_unit_test(failures_after_a_wait_are_counted),
        cmocka_unit_test(waiting_tasks_run_once_each_on_every_schedule),
        cmocka_unit_test(outside_of_tasks_the_worker_waits_as_it_did_before),
        cmocka_unit_test(y27_a_task_that_hogs_its_loop_is_counted),
        cmocka_unit_test(what_is_underneath_is_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
