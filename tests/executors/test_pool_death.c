/* SPDX-License-Identifier: MIT */
/* Tasks and workers that die: what it costs, and who is told. Executors whose workers are processes. */
#include "pool_death.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const struct {
    int status, code;
} deaths[DIE_KINDS] = {{YOKE_E_CRASHED, SIGSEGV}, {YOKE_E_CRASHED, SIGABRT}, {YOKE_E_EXITED, 0},
                       {YOKE_E_EXITED, 3},        {YOKE_E_EXITED, 5},        {YOKE_E_CRASHED, SIGKILL}};

static void P8_P10_P14_P15_P16_P18_Q40_a_task_that_dies_fails_alone_and_is_named(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 2);
    for (uintptr_t kind = 0; kind < DIE_KINDS; kind++) {
        struct yoke_future *futures[21];
        struct yoke_outcome outcome;
        for (unsigned entry = 0; entry < 21; entry++)
            futures[entry] = entry == 10 ? submitted(pool, task_die, kind) : submitted(pool, task_square, entry);
        for (unsigned entry = 0; entry < 21; entry++)
            if (entry != 10)
                expect_result(futures[entry], (uint64_t)entry * entry);
        assert_int_equal(yoke_future_error(futures[10], YOKE_NO_LIMIT, &outcome), 0);
        assert_int_equal(outcome.status, deaths[kind].status);
        assert_int_equal(outcome.code, deaths[kind].code);
        assert_true(outcome.worker < 2 && outcome.process > 0 && outcome.process != getpid());
        char process[32];
        snprintf(process, sizeof process, "process %d", outcome.process);
        assert_non_null(strstr(outcome.message, process));
        release_all(futures, 21);
    }
    struct yoke_pool_statistics statistics;
    yoke_pool_statistics(pool, &statistics);
    assert_int_equal(statistics.crashed, DIE_KINDS);
    assert_false(statistics.broken);
    pool_gone(pool);
}

static void P9_every_casualty_has_its_own_error(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 2);
    struct yoke_future *first = submitted(pool, task_die, DIE_EXIT_3), *second = submitted(pool, task_die, DIE_SEGV);
    struct yoke_outcome one, other;
    assert_int_equal(yoke_future_error(first, YOKE_NO_LIMIT, &one), 0);
    assert_int_equal(yoke_future_error(second, YOKE_NO_LIMIT, &other), 0);
    assert_int_equal(one.code, 3);
    assert_int_equal(other.code, SIGSEGV);
    assert_int_not_equal(one.process, other.process);
    release_all((struct yoke_future *[]){first, second}, 2);
    pool_gone(pool);
}

static int task_some_die(void *argument, struct yoke_call *call)
{
    if (call->index % 10 == 3)
        task_die(number(call->index / 10 % DIE_KINDS), call);
    return task_index(argument, call);
}

static void P12_M16_a_death_inside_a_chunk_costs_one_element(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 2);
    for (int64_t chunk = 1; chunk <= 64; chunk *= 4) {
        board_clear();
        const struct yoke_map_task task = {.function = task_some_die, .count = 200, .chunk = chunk};
        uint64_t values[200];
        int statuses[200];
        assert_int_equal(yoke_pool_map(pool, &task, values, sizeof values[0], statuses), YOKE_E_TASK);
        for (unsigned index = 0; index < 200; index++) {
            if (index % 10 == 3)
                assert_int_equal(statuses[index], deaths[index / 10 % DIE_KINDS].status);
            else
                assert_true(statuses[index] == 0 && values[index] == 3 * index + 1 &&
                            atomic_load(&board->runs[index]) == 1);
        }
    }
    pool_gone(pool);
}

static int task_die_at_first(void *argument, struct yoke_call *call)
{
    atomic_fetch_add(&board->runs[0], 1);
    if (call->attempt <= (uintptr_t)argument)
        fault();
    return value_is(call, call->attempt);
}

static void C6_4_C6_5_retries_are_asked_for_and_counted(void **state)
{
    need_processes(state);
    struct yoke_pool *pool = pool_of(state, 1);
    const struct yoke_task twice = {.function = task_die_at_first, .argument = number(2), .retries = 2},
                           never = {.function = task_die_at_first, .argument = number(9), .retries = 1};
    struct yoke_future *good, *bad;
    struct yoke_outcome outcome;
    assert_int_equal(yoke_pool_submit_task(pool, &twice, &good), 0);
    expect_result(good, 3);
    assert_int_equal(yoke_pool_submit_task(pool, &never, &bad), 0);
    assert_int_equal(yoke_future_error(bad, YOKE_NO_LIMIT, &outcome), 0);
    assert_int_equal(outcome.status, YOKE_E_CRASHED);
    assert_int_equal(outcome.attempt, 2);
    assert_int_equal(atomic_load(&board->runs[0]), 5);
    release_all((struct yoke_future *[]){good, bad}, 2);
    pool_gone(pool);
}

static int initializer_die_later(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)argument;
    (void)worker;
    (void)error;
    if (atomic_fetch_add(&board->starts, 1) >= 1)
        _exit(9);
    return 0;
}

static void C6_8_P28_successors_that_cannot_live_break_the_pool_with_the_reason(void **state)
{
    need_processes(state);
    struct yoke_pool_options options = options_of(state, 1);
    options.initializer = initializer_die_later;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_future *bad = submitted(pool, task_die, DIE_SEGV), *stranded = submitted(pool, task_square, 2);
    struct yoke_outcome outcome;
    struct yoke_pool_statistics statistics;
    assert_int_equal(yoke_future_result(bad, YOKE_NO_LIMIT, NULL, 0), YOKE_E_CRASHED);
    assert_int_equal(yoke_future_error(stranded, YOKE_NO_LIMIT, &outcome), 0);
    assert_int_equal(outcome.status, YOKE_E_BROKEN);
    assert_non_null(strstr(outcome.message, "exit(9)"));
    assert_int_equal(yoke_pool_submit(pool, task_square, NULL, NULL), YOKE_E_BROKEN);
    yoke_pool_statistics(pool, &statistics);
    assert_true(statistics.broken);
    assert_non_null(strstr(statistics.reason, "in a row"));
    release_all((struct yoke_future *[]){bad, stranded}, 2);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static int initializer_few_processes(void *argument, struct yoke_worker *worker, struct yoke_error *error)
{
    (void)argument;
    (void)error;
    (void)worker;
    return 0;
}

static void C6_9_a_killed_helper_breaks_the_pool_and_keeps_what_was_finished(void **state)
{
    need_processes(state);
    struct yoke_pool_options options = options_of(state, 1);
    options.initializer = initializer_few_processes;
    struct yoke_pool *pool = pool_with(&options);
    struct yoke_future *good = submitted(pool, task_square, 3), *busy;
    expect_result(good, 9);
    workers_occupy(pool, 1, &busy);
    char path[64], line[256];
    int helper = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", yoke_pool_worker_process(pool, 0));
    FILE *stream = fopen(path, "re");
    assert_non_null(stream);
    assert_non_null(fgets(line, sizeof line, stream));
    fclose(stream);
    assert_int_equal(sscanf(strrchr(line, ')') + 1, " %*c %d", &helper), 1);
    assert_int_equal(kill(helper, SIGKILL), 0);
    assert_int_equal(yoke_future_result(busy, YOKE_NO_LIMIT, NULL, 0), YOKE_E_LOST);
    assert_int_equal(yoke_pool_submit(pool, task_square, NULL, NULL), YOKE_E_BROKEN);
    expect_result(good, 9);
    release_all((struct yoke_future *[]){good, busy}, 2);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void *killer_main(void *argument)
{
    struct yoke_pool *pool = argument;
    unsigned seed = 17;
    while (!atomic_load(&board->left)) {
        int process = yoke_pool_worker_process(pool, (unsigned)rand_r(&seed) % 3);
        if (process > 0)
            kill(process, SIGKILL);
        struct timespec pause = {0, 500000 + rand_r(&seed) % 2000000};
        nanosleep(&pause, NULL);
    }
    return NULL;
}

/* The soak, short: seconds can be had by YOKE_SOAK_SECONDS. */
static void P37_every_task_is_accounted_for_once_while_workers_are_killed_at_random(void **state)
{
    need_processes(state);
    const char *asked = getenv("YOKE_SOAK_SECONDS");
    uint64_t end_ns = futex_now_ns() + (asked ? strtoull(asked, NULL, 10) : 1) * 1000000000;
    struct yoke_pool *pool = pool_of(state, 3);
    static struct yoke_future *futures[1000];
    pthread_t killer;
    uint64_t good = 0, lost = 0, rounds = 0;
    assert_int_equal(pthread_create(&killer, NULL, killer_main, pool), 0);
    while (futex_now_ns() < end_ns) {
        unsigned count = 0;
        for (; count < 1000; count++)
            if (yoke_pool_submit(pool, task_square, number(count), &futures[count]))
                break;
        assert_int_equal(yoke_future_wait(futures, count, YOKE_ALL, ms(120000), NULL), 0);
        for (unsigned entry = 0; entry < count; entry++) {
            uint64_t value = 0;
            int status = yoke_future_result(futures[entry], 0, &value, sizeof value);
            assert_true((status == 0 && value == (uint64_t)entry * entry) || status == YOKE_E_CRASHED ||
                        status == YOKE_E_BROKEN || status == YOKE_E_LOST);
            status ? lost++ : good++;
        }
        release_all(futures, count);
        rounds++;
        if (count < 1000) { /* idle workers killed again and again: the pool has said so, and another takes its place */
            atomic_store(&board->left, 1);
            pthread_join(killer, NULL);
            atomic_store(&board->left, 0);
            assert_int_equal(yoke_pool_destroy(pool), 0);
            pool = pool_of(state, 3);
            assert_int_equal(pthread_create(&killer, NULL, killer_main, pool), 0);
        }
    }
    atomic_store(&board->left, 1);
    pthread_join(killer, NULL);
    struct yoke_pool_statistics statistics;
    yoke_pool_statistics(pool, &statistics);
    print_message("%llu tasks done, %llu lost, %llu workers killed in %llu rounds\n", (unsigned long long)good,
                  (unsigned long long)lost, (unsigned long long)statistics.deaths, (unsigned long long)rounds);
    yoke_pool_shutdown(pool, YOKE_SHUTDOWN_WAIT);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static void P36_C6_9_nothing_survives_a_parent_that_is_killed(void **state)
{
    need_processes(state);
    struct yoke_pool_options options = options_of(state, 3);
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0); /* orphans come to us */
    fflush(NULL);
    pid_t parent = fork();
    if (parent == 0) {
        struct yoke_pool *pool;
        struct yoke_future *futures[3];
        if (yoke_pool_create(&options, &pool, NULL))
            _exit(1);
        for (int entry = 0; entry < 3; entry++)
            yoke_pool_submit(pool, task_hang, number(1), &futures[entry]);
        for (int entry = 0; entry < 3; entry++)
            while (!yoke_future_running(futures[entry]))
                sched_yield();
        kill(getpid(), SIGKILL);
    }
    int status;
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_true(WIFSIGNALED(status));
    uint64_t end_ns = futex_now_ns() + 60000000000; /* what survives fails the test, and not what is slow to die */
    unsigned orphans = 0;
    pid_t gone;
    while ((gone = waitpid(-1, NULL, WNOHANG)) >= 0 && futex_now_ns() < end_ns)
        gone ? (void)orphans++ : (void)sched_yield();
    assert_int_equal(gone, -1);
    assert_int_equal(orphans, 4); /* the helper and three workers */
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
}

static int task_eat(void *argument, struct yoke_call *call)
{
    (void)argument;
    const size_t bytes = (size_t)1 << 30;
    char *memory = malloc(bytes);
    for (size_t place = 0; memory && place < bytes; place += 4096)
        *(volatile char *)(memory + place) = 1;
    free(memory);
    return value_is(call, 1);
}

static bool file_write(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "we");
    bool written = stream && fputs(text, stream) >= 0;
    return stream && fclose(stream) == 0 && written;
}

/* In a process of its own, which joins a memory group with a limit. Returns what is wrong, 0: nothing, 77: no such
 * group. */
static int eater_main(const struct yoke_pool_options *options, const char *group, bool second)
{
    char process[32];
    snprintf(process, sizeof process, "%d", getpid());
    if (!file_write(group, second ? "memory.max" : "memory.limit_in_bytes", "268435456") ||
        !file_write(group, "cgroup.procs", process))
        return 77;
    struct yoke_pool *pool;
    struct yoke_future *eater, *good;
    struct yoke_outcome outcome = {.status = 0};
    uint64_t value = 0;
    if (yoke_pool_create(options, &pool, NULL) || yoke_pool_submit(pool, task_eat, NULL, &eater) ||
        yoke_pool_submit(pool, task_square, number(5), &good))
        return 2;
    yoke_future_error(eater, YOKE_NO_LIMIT, &outcome);
    if (outcome.status != YOKE_E_OOM)
        return 3;
    return yoke_future_result(good, YOKE_NO_LIMIT, &value, sizeof value) || value != 25 ? 4 : 0;
}

static void C5_C6_1_a_task_that_eats_the_groups_memory_is_told_from_one_that_was_killed(void **state)
{
    need_processes(state);
    struct yoke_pool_options options = options_of(state, 2);
    bool second = access("/sys/fs/cgroup/cgroup.controllers", F_OK) == 0;
    char group[128];
    snprintf(group, sizeof group, "/sys/fs/cgroup/%syoke-test-%d", second ? "" : "memory/", getpid());
    if (mkdir(group, 0755)) {
        print_message("no memory group can be made here: %s\n", strerror(errno));
        skip();
    }
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        _exit(eater_main(&options, group, second));
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    for (int wait = 0; wait < 60000 && rmdir(group) && errno == EBUSY; wait++)
        usleep(1000); /* its last processes are on their way out */
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message("the memory group's limit cannot be set here\n");
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static const struct pool_promise promises[] = {
    PROMISE(C5_C6_1_a_task_that_eats_the_groups_memory_is_told_from_one_that_was_killed),
    PROMISE(P8_P10_P14_P15_P16_P18_Q40_a_task_that_dies_fails_alone_and_is_named),
    PROMISE(P9_every_casualty_has_its_own_error),
    PROMISE(P12_M16_a_death_inside_a_chunk_costs_one_element),
    PROMISE(C6_4_C6_5_retries_are_asked_for_and_counted),
    PROMISE(C6_8_P28_successors_that_cannot_live_break_the_pool_with_the_reason),
    PROMISE(C6_9_a_killed_helper_breaks_the_pool_and_keeps_what_was_finished),
    PROMISE(P37_every_task_is_accounted_for_once_while_workers_are_killed_at_random),
    PROMISE(P36_C6_9_nothing_survives_a_parent_that_is_killed),
};

int main(void)
{
    return pool_suite("deaths", promises, sizeof promises / sizeof promises[0]);
}
