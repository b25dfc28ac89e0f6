/* SPDX-License-Identifier: MIT */
/* The coop executor where something is wrong: settings, descriptors, memory, a stack that is too small. */
#include <sys/resource.h>
#include <sys/wait.h>

#include "coop_company.h"

static int act_sleep(struct company *company, struct yoke_worker *worker, uint64_t index)
{
    return worker->io->sleep(worker, company->sleep_ns + index % 7);
}

static int act_nothing(struct company *company, struct yoke_worker *worker, uint64_t index)
{
    (void)company;
    (void)worker;
    (void)index;
    return 0;
}

static void expect_refused(const char *variable, const char *value, int expected, const char *part)
{
    struct company *company = company_new(1, act_nothing);
    setenv(variable, value, 1);
    int status = company_start(company);
    unsetenv(variable);
    assert_int_equal(status, expected);
    if (!strstr(company->error.text, part))
        fail_msg("%s=%s: %s", variable, value, company->error.text);
    company->team = NULL;
    company_free(company);
}

/* The team's start with room for so many descriptors beyond those open. */
static int start_with_descriptors(unsigned spare)
{
    struct rlimit before, tight;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    tight = before;
    int lowest = dup(STDERR_FILENO); /* the lowest that is free: the limit is on the number */
    assert_true(lowest >= 0);
    close(lowest);
    tight.rlim_cur = (rlim_t)lowest + spare;
    struct company *company = company_new(2, act_nothing);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &tight), 0);
    int status = company_start(company);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    if (status)
        company->team = NULL;
    assert_int_equal(status != 0, company->error.text[0] != '\0');
    company_free(company);
    return status;
}

static void a_start_that_runs_out_of_descriptors_says_so_and_leaves_nothing(void **state)
{
    (void)state;
    assert_int_equal(start_with_descriptors(100), 0);
    unsigned descriptors = trial_entries("/proc/self/fd");
    unsigned failures = 0;
    for (unsigned spare = 0; start_with_descriptors(spare) != 0; spare++) {
        failures++;
        assert_int_equal(trial_entries("/proc/self/fd"), descriptors);
    }
    assert_true(failures >= 5); /* the crew's, and two loops' of two each */
}

static uint64_t address_space_bytes(void)
{
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%llu", &pages), 1);
    fclose(file);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void where_memory_for_stacks_ends_fewer_tasks_are_in_flight_and_all_are_run(void **state)
{
    (void)state;
#if COROUTINE_ASAN || COROUTINE_TSAN
    print_message("a sanitizer needs address space without limit\n");
    skip();
#endif
    enum { STACKS = 500, STACK_BYTES = 65536 + 16384, TASKS = 3000 };
    struct company *company = company_started(1, act_sleep);
    struct rlimit before, tight;
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    tight = before;
    tight.rlim_cur = address_space_bytes() + STACKS * STACK_BYTES;
    company->sleep_ns = 50000000;
    assert_int_equal(setrlimit(RLIMIT_AS, &tight), 0);
    company_run(company, TASKS);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_true(company->inside_most > 10);
    assert_true(company->inside_most <= STACKS + 64); /* and those of the slab that was there before */
    company_free(company);
}

static void settings_that_make_no_sense_are_refused_with_a_sentence(void **state)
{
    (void)state;
    expect_refused("YOKE_IO_DRIVER", "kqueue", -EINVAL, "no I/O driver \"kqueue\": it must be uring or epoll");
    expect_refused("YOKE_COOP_INFLIGHT", "0", -EINVAL,
                   "YOKE_COOP_INFLIGHT is \"0\": it must be tasks in flight a worker");
    expect_refused("YOKE_COOP_INFLIGHT", "many", -EINVAL, "a whole number from 1");
    expect_refused("YOKE_COOP_STACK", "4", -EINVAL, "KiB, a whole number from 16");
    expect_refused("YOKE_COOP_GAP", "-1", -EINVAL, "microseconds");
    expect_refused("YOKE_COOP_SWITCH", "fast", -EINVAL, "it must be best or ucontext");
}

static int descend(int depth)
{
    volatile char frame[1024];
    for (size_t place = 0; place < sizeof frame; place++)
        frame[place] = (char)(depth % 100 + 1); /* not 0, which looks unused */
    int below = depth > 0 ? descend(depth - 1) : 0;
    return below + frame[0];
}

static int act_overflow_in_task_42(struct company *company, struct yoke_worker *worker, uint64_t index)
{
    (void)company;
    (void)worker;
    return index == 42 ? descend(1000000) : 0;
}

static void a_stack_overflow_names_the_task(void **state)
{
    (void)state;
    int ends[2];
    char said[8192] = "";
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        signal(SIGSEGV, SIG_DFL); /* not cmocka's handler, nor a sanitizer's */
        dup2(ends[1], STDERR_FILENO);
        company_run(company_started(1, act_overflow_in_task_42), 100);
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    for (ssize_t bytes; (bytes = read(ends[0], said + length, sizeof said - 1 - length)) > 0;)
        length += (size_t)bytes;
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    assert_non_null(strstr(said, "stack overflow in task 42: needs more than"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_start_that_runs_out_of_descriptors_says_so_and_leaves_nothing),
        cmocka_unit_test(where_memory_for_stacks_ends_fewer_tasks_are_in_flight_and_all_are_run),
        cmocka_unit_test(settings_that_make_no_sense_are_refused_with_a_sentence),
        cmocka_unit_test(a_stack_overflow_names_the_task),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
