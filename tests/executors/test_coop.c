/* SPDX-License-Identifier: MIT */
/* The coop executor beyond what every executor promises (test_executor_contract.c): tasks that wait share a worker. */
#include <sys/resource.h>
#include <sys/wait.h>

#include "coop.h"
#include "trial.h"

extern const struct yoke_executor yoke_executor_coop;

/* A team's run seen from its tasks. */
struct company {
    unsigned worker_count;
    struct yoke_worker workers[4];
    struct yoke_team *team;
    struct yoke_job job;
    struct yoke_error error;
    _Atomic uint64_t inside, inside_most, returned;
    uint64_t sleep_ns;
    int (*act)(struct company *company, struct yoke_worker *worker, uint64_t index);
    const struct yoke_io *outside_io; /* what worker 0's hooks found */
};

static void count_in(struct company *company)
{
    uint64_t inside = atomic_fetch_add(&company->inside, 1) + 1;
    uint64_t most = atomic_load(&company->inside_most);
    while (inside > most && !atomic_compare_exchange_weak(&company->inside_most, &most, inside))
        ;
}

static int company_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct company *company = context;
    (void)result;
    count_in(company);
    int status = company->act(company, worker, index);
    atomic_fetch_sub(&company->inside, 1);
    atomic_fetch_add(&company->returned, 1);
    worker->digest += index;
    return status;
}

static void hook_prepare(void *probe, struct yoke_worker *worker)
{
    if (worker->index == 0)
        ((struct company *)probe)->outside_io = worker->io;
}

static void hook_begin(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static const struct yoke_schedule *schedule_named(const char *name)
{
    const struct yoke_schedule *const *schedule = yoke_schedules;
    while (strcmp((*schedule)->name, name) != 0)
        schedule++;
    return *schedule;
}

static struct company *company_new(unsigned worker_count, int (*act)(struct company *, struct yoke_worker *, uint64_t))
{
    struct company *company = yoke_shared_map(sizeof *company);
    assert_non_null(company);
    company->worker_count = worker_count;
    company->act = act;
    company->job = (struct yoke_job){.task = company_task,
                                     .context = company,
                                     .schedule = schedule_named("dynamic"),
                                     .chunk = 1,
                                     .prepare = hook_prepare,
                                     .begin = hook_begin,
                                     .end = hook_begin,
                                     .probe = company};
    for (unsigned index = 0; index < worker_count; index++)
        company->workers[index] = (struct yoke_worker){.index = index, .io = &trial_io};
    return company;
}

static int company_start(struct company *company)
{
    static struct yoke_team_options options;
    options = (struct yoke_team_options){
        .worker_count = company->worker_count, .workers = company->workers, .usable_cpus = company->worker_count};
    company->error.text[0] = '\0';
    return yoke_executor_coop.start(&options, &company->team, &company->error);
}

static void company_run(struct company *company, uint64_t task_count)
{
    company->job.task_count = task_count;
    company->inside = company->inside_most = company->returned = 0;
    if (yoke_executor_coop.run(company->team, &company->job, &company->error))
        fail_msg("the run failed: %s", company->error.text);
    assert_int_equal(company->returned, task_count);
}

static void company_free(struct company *company)
{
    if (company->team)
        yoke_executor_coop.stop(company->team);
    yoke_shared_unmap(company, sizeof *company);
}

static struct company *company_started(unsigned worker_count,
                                       int (*act)(struct company *, struct yoke_worker *, uint64_t))
{
    struct company *company = company_new(worker_count, act);
    if (company_start(company))
        fail_msg("coop does not start: %s", company->error.text);
    return company;
}

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
    while (!status && atomic_load(&company->inside_most) < company->job.task_count)
        status = worker->io->sleep(worker, 100000000);
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
    company_free(company);
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
        cmocka_unit_test(all_tasks_sleep_at_once_on_one_worker),
        cmocka_unit_test(tasks_that_never_wait_share_one_stack),
        cmocka_unit_test(stacks_are_kept_for_the_next_run),
        cmocka_unit_test(no_more_tasks_are_in_flight_than_allowed),
        cmocka_unit_test(failures_after_a_wait_are_counted),
        cmocka_unit_test(waiting_tasks_run_once_each_on_every_schedule),
        cmocka_unit_test(outside_of_tasks_the_worker_waits_as_it_did_before),
        cmocka_unit_test(y27_a_task_that_hogs_its_loop_is_counted),
        cmocka_unit_test(a_start_that_runs_out_of_descriptors_says_so_and_leaves_nothing),
        cmocka_unit_test(where_memory_for_stacks_ends_fewer_tasks_are_in_flight_and_all_are_run),
        cmocka_unit_test(settings_that_make_no_sense_are_refused_with_a_sentence),
        cmocka_unit_test(what_is_underneath_is_described),
        cmocka_unit_test(a_stack_overflow_names_the_task),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
