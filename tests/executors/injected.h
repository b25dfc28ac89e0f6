/* SPDX-License-Identifier: MIT */
/* Making the k-th call of a function fail, in this process and all that it forks: the linker sends our code's calls here
 * (--wrap), and from here to the real function unless it is the one that is to fail. Mappings are counted on the way. */
#ifndef INJECTED_H
#define INJECTED_H

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* Functions of which a call may fail: result, name, parameters, arguments, what it returns when it fails, and errno. */
#define INJECTED(CALL)                                                                                                 \
    CALL(pid_t, fork, (void), (), -1, EAGAIN)                                                                          \
    CALL(int, eventfd, (unsigned value, int flags), (value, flags), -1, EMFILE)                                        \
    CALL(int, socketpair, (int domain, int type, int protocol, int ends[2]), (domain, type, protocol, ends), -1,       \
         EMFILE)                                                                                                       \
    CALL(int, signalfd, (int descriptor, const void *mask, int flags), (descriptor, mask, flags), -1, EMFILE)          \
    CALL(int, epoll_create1, (int flags), (flags), -1, EMFILE)                                                         \
    CALL(int, io_uring_queue_init_params, (unsigned entries, void *ring, void *params), (entries, ring, params),       \
         -ENOMEM, ENOMEM)                                                                                              \
    CALL(void *, malloc, (size_t bytes), (bytes), NULL, ENOMEM)                                                        \
    CALL(void *, calloc, (size_t count, size_t bytes), (count, bytes), NULL, ENOMEM)                                   \
    CALL(void *, realloc, (void *memory, size_t bytes), (memory, bytes), NULL, ENOMEM)                                 \
    CALL(void *, aligned_alloc, (size_t alignment, size_t bytes), (alignment, bytes), NULL, ENOMEM)                    \
    CALL(int, pthread_create,                                                                                          \
         (pthread_t * id, const pthread_attr_t *attributes, void *(*start)(void *), void *argument),                   \
         (id, attributes, start, argument), EAGAIN, EAGAIN)

enum injected_call {
#define INJECTED_NUMBER(result, name, ...) INJECTED_##name,
    INJECTED(INJECTED_NUMBER) INJECTED_mmap,
    INJECTED_futex, /* waiting and waking */
    INJECTED_COUNT
};

static const char *const injected_names[] = {
#define INJECTED_NAME(result, name, ...) #name,
    INJECTED(INJECTED_NAME) "mmap", "futex"};

/* In memory that forked processes share. */
static struct injection {
    _Atomic int call;    /* enum injected_call; -1: none */
    _Atomic unsigned at; /* the call that fails, from 1 */
    _Atomic unsigned calls;
} *injection;

/* Bytes this process has mapped by our code, and not unmapped. */
static _Atomic int64_t injected_mapped_bytes;

static inline int injected_now(enum injected_call call)
{
    if (!injection || atomic_load(&injection->call) != (int)call)
        return 0;
    return atomic_fetch_add(&injection->calls, 1) + 1 == atomic_load(&injection->at);
}

#define INJECTED_WRAPPER(result, name, parameters, arguments, failure, number)                                         \
    result __real_##name parameters __attribute__((weak)); /* not all are linked in */                                 \
    result __wrap_##name parameters;                                                                                   \
    result __wrap_##name parameters                                                                                    \
    {                                                                                                                  \
        if (!injected_now(INJECTED_##name))                                                                            \
            return __real_##name arguments;                                                                            \
        errno = number;                                                                                                \
        return failure;                                                                                                \
    }

INJECTED(INJECTED_WRAPPER)

void *__real_mmap(void *address, size_t bytes, int protection, int flags, int descriptor, off_t offset);
void *__wrap_mmap(void *address, size_t bytes, int protection, int flags, int descriptor, off_t offset);
void *__wrap_mmap(void *address, size_t bytes, int protection, int flags, int descriptor, off_t offset)
{
    errno = ENOMEM;
    void *memory =
        injected_now(INJECTED_mmap) ? MAP_FAILED : __real_mmap(address, bytes, protection, flags, descriptor, offset);
    if (memory != MAP_FAILED)
        atomic_fetch_add(&injected_mapped_bytes, (int64_t)bytes);
    return memory;
}

int __real_munmap(void *memory, size_t bytes);
int __wrap_munmap(void *memory, size_t bytes);
int __wrap_munmap(void *memory, size_t bytes)
{
    int status = __real_munmap(memory, bytes);
    if (status == 0)
        atomic_fetch_sub(&injected_mapped_bytes, (int64_t)bytes);
    return status;
}

/* What is called by its number: futex alone. */
long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);
long __wrap_syscall(long number, ...)
{
    long given[6];
    va_list arguments;
    va_start(arguments, number);
    for (int place = 0; place < 6; place++)
        given[place] = va_arg(arguments, long);
    va_end(arguments);
    errno = ENOMEM;
    if (number == SYS_futex && injected_now(INJECTED_futex))
        return -1;
    return __real_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}

/* From here on the call number `at` of `call` fails; injection_end returns whether it came to that. */
static inline void injection_begin(enum injected_call call, unsigned at)
{
    atomic_store(&injection->at, at);
    atomic_store(&injection->calls, 0);
    atomic_store(&injection->call, (int)call);
}

static inline int injection_end(void)
{
    atomic_store(&injection->call, -1);
    return atomic_load(&injection->calls) >= atomic_load(&injection->at);
}

#endif
