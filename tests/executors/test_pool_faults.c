/* SPDX-License-Identifier: MIT */
/* What a pool does when the system refuses something: the k-th fork, thread, descriptor, socket pair, mapping or
 * futex call, for every k.
 * The calls are those of this program, which counts them and refuses one. */
#include "pool_trial.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

enum call { CALL_FORK, CALL_THREAD, CALL_EVENTFD, CALL_SOCKETPAIR, CALL_MMAP, CALL_FUTEX, CALLS };

/* Shared, because the helper process forks the workers. */
struct refusals {
    _Atomic int until[CALLS]; /* the one that brings it to 0 is refused; never below */
    _Atomic int refused;
};

static struct refusals *refusals;

__attribute__((unused)) static bool refuse(enum call call)
{
    if (!refusals || atomic_load(&refusals->until[call]) <= 0 || atomic_fetch_sub(&refusals->until[call], 1) != 1)
        return false;
    atomic_fetch_add(&refusals->refused, 1);
    return true;
}

#if !SANITIZED

#define PUBLIC __attribute__((visibility("default")))

PUBLIC pid_t fork(void)
{
    static pid_t (*real)(void);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "fork");
    if (!refuse(CALL_FORK))
        return real();
    errno = EAGAIN;
    return -1;
}

PUBLIC int pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
    return refuse(CALL_THREAD) ? EAGAIN : real(id, attributes, start, argument);
}

PUBLIC int eventfd(unsigned count, int flags)
{
    static int (*real)(unsigned, int);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "eventfd");
    if (!refuse(CALL_EVENTFD))
        return real(count, flags);
    errno = EMFILE;
    return -1;
}

PUBLIC int socketpair(int domain, int type, int protocol, int ends[2])
{
    static int (*real)(int, int, int, int[2]);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "socketpair");
    if (!refuse(CALL_SOCKETPAIR))
        return real(domain, type, protocol, ends);
    errno = EMFILE;
    return -1;
}

PUBLIC void *mmap(void *address, size_t bytes, int protection, int flags, int descriptor, off_t offset)
{
    static void *(*real)(void *, size_t, int, int, int, off_t);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "mmap");
    if (!refuse(CALL_MMAP))
        return real(address, bytes, protection, flags, descriptor, offset);
    errno = ENOMEM;
    return MAP_FAILED;
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
    if (number != SYS_futex || !refuse(CALL_FUTEX))
        return real(number, given[0], given[1], given[2], given[3], given[4], given[5]);
    errno = ENOMEM;
    return -1;
}

#endif

static void need_refusals(void)
{
    if (!SANITIZED)
        return;
    print_message("a sanitizer has these calls for itself\n");
    skip();
}

static void refuse_the(enum call call, int number)
{
    atomic_store(&refusals->refused, 0);
    atomic_store(&refusals->until[call], number);
}

static void D16_Q38_C6_11_whatever_is_refused_at_the_start_is_told_and_nothing_is_left(void **state)
{
    need_refusals();
    struct yoke_pool_options options = options_of(state, 5);
    struct books before = books_read();
    for (enum call call = 0; call < CALLS; call++) {
        if (call == CALL_THREAD && strcmp(options.executor->name, "openmp") == 0) {
            print_message("openmp: its runtime ends the process when it gets no thread; left out\n");
            continue;
        }
        for (int number = 1; number < 1000; number++) {
            struct yoke_error error = {""};
            struct yoke_pool *pool = NULL;
            refuse_the(call, number);
            int status = yoke_pool_create(&options, &pool, &error);
            bool refused = atomic_load(&refusals->refused);
            refuse_the(call, 0);
            if (!status) { /* not so many, or one that can be done without: the measuring of wake-ups */
                struct yoke_future *future = submitted(pool, task_square, 3);
                expect_result(future, 9);
                yoke_future_release(future);
                pool_gone(pool);
                if (!refused)
                    break;
                continue;
            }
            assert_true(refused);
            /* Before there is a coordinator there is nothing that could be broken. */
            assert_true(status == YOKE_E_BROKEN || (call == CALL_MMAP && status == YOKE_E_MEMORY));
            assert_true(error.text[0]);
            assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
            assert_int_equal(books_read().descriptors, before.descriptors);
            assert_int_equal(books_read().mappings, before.mappings);
        }
    }
}

static int task_end(void *argument, struct yoke_call *call)
{
    (void)argument;
    (void)call;
    _exit(4);
}

static void P28_C6_11_a_worker_that_cannot_be_replaced_breaks_the_pool_with_the_reason(void **state)
{
    need_refusals();
    need(state, YOKE_SURVIVES_CRASH, "has no workers to replace");
    struct yoke_pool *pool = pool_of(state, 1);
    struct yoke_future *bad, *stranded;
    struct yoke_outcome outcome;
    refuse_the(CALL_FORK, 1);
    bad = submitted(pool, task_end, 0);
    assert_int_equal(yoke_future_result(bad, YOKE_NO_LIMIT, NULL, 0), YOKE_E_EXITED);
    int status = yoke_pool_submit(pool, task_square, NULL, &stranded);
    if (!status) {
        assert_int_equal(yoke_future_error(stranded, YOKE_NO_LIMIT, &outcome), 0);
        assert_int_equal(outcome.status, YOKE_E_BROKEN);
        assert_non_null(strstr(outcome.message, "could not be forked"));
        yoke_future_release(stranded);
    } else {
        assert_int_equal(status, YOKE_E_BROKEN);
    }
    yoke_future_release(bad);
    assert_int_equal(yoke_pool_destroy(pool), 0);
}

static const struct pool_promise promises[] = {
    PROMISE(D16_Q38_C6_11_whatever_is_refused_at_the_start_is_told_and_nothing_is_left),
    PROMISE(P28_C6_11_a_worker_that_cannot_be_replaced_breaks_the_pool_with_the_reason),
};

int main(void)
{
    refusals = yoke_shared_map(sizeof *refusals);
    return refusals ? pool_suite("refusals of the system", promises, sizeof promises / sizeof promises[0]) : 1;
}
