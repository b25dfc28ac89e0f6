/* SPDX-License-Identifier: MIT */
/* Item F26: every limit is on a clock that nobody can set. This program's own calls of the clock and of the kernel's
 * waiting come by here: the clock on the wall jumps by an hour whenever it is read, and whoever would wait by it is
 * counted. */
#include "pool_trial.h"

#include <dlfcn.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <sys/time.h>

static _Atomic uint64_t wall_readings, wall_waits, limited_waits; /* the last: of the thread that tests */
static pthread_t tester;

#if !SANITIZED
#define INTERPOSED 1
#define PUBLIC __attribute__((visibility("default")))

/* A clock that is being set back and forth. */
static void wall_jump(struct timespec *now)
{
    uint64_t reading = atomic_fetch_add(&wall_readings, 1);
    now->tv_sec += reading % 2 ? 3600 : -3600;
}

PUBLIC int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    int status = real(clock, now);
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI)
        wall_jump(now);
    return status;
}

PUBLIC long syscall(long number, ...)
{
    static long (*real)(long, ...);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "syscall");
    long given[6];
    va_list arguments;
    va_start(arguments, number);
    for (int place = 0; place < 6; place++)
        given[place] = va_arg(arguments, long);
    va_end(arguments);
    int call = (int)given[1] & FUTEX_CMD_MASK;
    if (number == SYS_futex && given[3] && (call == FUTEX_WAIT || call == FUTEX_WAIT_BITSET)) {
        atomic_fetch_add(&limited_waits, pthread_equal(pthread_self(), tester) != 0);
        atomic_fetch_add(&wall_waits, ((int)given[1] & FUTEX_CLOCK_REALTIME) != 0);
    }
    return real(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}
#else
#define INTERPOSED 0
#endif

/* Opens the gate as soon as the tester waits for what is behind it. */
static void *opener_main(void *argument)
{
    const uint64_t *before = argument;
    while (atomic_load(&limited_waits) == *before)
        sched_yield();
    board_open();
    return NULL;
}

/* Waits in one of four ways, with a limit that is not reached however long the machine takes. */
static int wait_in_way(unsigned way, struct yoke_pool *pool, struct yoke_future *gate)
{
    static const struct yoke_map_task task = {.function = task_index, .count = 3, .deadline_ns = 600000000000};
    switch (way) {
    case 0:
        return yoke_future_result(gate, ms(600000), NULL, 0);
    case 1:
        return yoke_future_wait(&gate, 1, YOKE_ALL, ms(600000), NULL);
    case 2:
        return yoke_future_wait(&gate, 1, YOKE_FIRST_DONE, ms(600000), NULL);
    default:
        return yoke_pool_map(pool, &task, NULL, 0, NULL);
    }
}

enum { WAYS = 4 };

static void F26_a_wait_that_has_a_limit_is_seen_here(void **state)
{
    if (!INTERPOSED) {
        print_message("a sanitizer has these calls for itself\n");
        skip();
    }
    struct yoke_pool *pool = pool_of(state, 1);
    tester = pthread_self();
    for (unsigned way = 0; way < WAYS; way++) {
        board_clear();
        struct yoke_future *gate = submitted(pool, task_gate, 0);
        board_await(&board->entered, 1);
        uint64_t before = atomic_load(&limited_waits);
        pthread_t opener;
        assert_int_equal(pthread_create(&opener, NULL, opener_main, &before), 0);
        assert_int_equal(wait_in_way(way, pool, gate), 0);
        pthread_join(opener, NULL);
        yoke_future_release(gate);
    }
    pool_gone(pool);
    assert_int_equal(atomic_load(&wall_waits), 0);
}

static void F26_no_limit_is_on_a_clock_that_can_be_set(void **state)
{
    if (!INTERPOSED) {
        print_message("a sanitizer has these calls for itself\n");
        skip();
    }
    struct yoke_pool *pool = pool_of(state, 1);
    struct timespec wall;
    const uint64_t others = atomic_load(&wall_readings); /* of the test library */
    clock_gettime(CLOCK_REALTIME, &wall);
    assert_int_equal(atomic_load(&wall_readings), others + 1); /* it does come by here */
    struct yoke_future *gate = submitted(pool, task_gate, 0);
    board_await(&board->entered, 1);
    const uint64_t before_ns = futex_now_ns();
    assert_int_equal(yoke_future_result(gate, ms(3), NULL, 0), YOKE_E_TIMEOUT);
    assert_int_equal(yoke_future_wait(&gate, 1, YOKE_ALL, ms(3), NULL), YOKE_E_TIMEOUT);
    assert_int_equal(yoke_future_wait(&gate, 1, YOKE_FIRST_DONE, ms(3), NULL), YOKE_E_TIMEOUT);
    const struct yoke_map_task task = {.function = task_index, .count = 3, .deadline_ns = ms(3)};
    assert_int_equal(yoke_pool_map(pool, &task, NULL, 0, NULL), YOKE_E_TIMEOUT);
    assert_true(futex_now_ns() - before_ns >= 12000000);
    board_open();
    expect_result(gate, 0);
    yoke_future_release(gate);
    pool_gone(pool);
    assert_int_equal(atomic_load(&wall_readings), others + 1);
    assert_int_equal(atomic_load(&wall_waits), 0);
}

static const struct pool_promise promises[] = {
    PROMISE(F26_a_wait_that_has_a_limit_is_seen_here),
    PROMISE(F26_no_limit_is_on_a_clock_that_can_be_set),
};

int main(void)
{
    return pool_suite("clock", promises, sizeof promises / sizeof promises[0]);
}
