/* SPDX-License-Identifier: MIT */
/* Plain system calls, repeated when a signal ends them early, and after a poll when the descriptor is in non-blocking
 * mode. Waits with a limit go to an absolute deadline, so a signal in between cannot lengthen them. */
#include "blocking_io.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

static const uint64_t SECOND_NS = 1000000000;

static uint64_t timespec_ns(const struct timespec *time)
{
    return (uint64_t)time->tv_sec * SECOND_NS + (uint64_t)time->tv_nsec;
}

/* CLOCK_MONOTONIC on both sides: the raw clock cannot be slept on, and the two drift apart. */
static int blocking_sleep(struct yoke_worker *worker, uint64_t duration_ns)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (duration_ns > INT64_MAX - timespec_ns(&now))
        return -EINVAL;
    const uint64_t due_ns = timespec_ns(&now) + duration_ns;
    const struct timespec due = {(time_t)(due_ns / SECOND_NS), (long)(due_ns % SECOND_NS)};
    int status = 0;
    do
        status = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
    while (status == EINTR);
    if (status)
        return -status;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const uint64_t late_ns = timespec_ns(&now) - due_ns;
    worker->late.count++;
    worker->late.total_ns += late_ns;
    if (late_ns > worker->late.max_ns)
        worker->late.max_ns = late_ns;
    return 0;
}

static int blocking_yield(struct yoke_worker *worker)
{
    (void)worker;
    return sched_yield() ? -errno : 0;
}

/* poll that signals do not end. Returns the events, 0 at the deadline, or a negative errno. */
static int events_wait(int descriptor, short events, uint64_t timeout_ns)
{
    if (descriptor < 0)
        return -EBADF; /* poll would ignore it, and wait for ever */
    struct pollfd source = {.fd = descriptor, .events = events};
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const uint64_t begin_ns = timespec_ns(&now);
    for (;;) {
        const uint64_t spent_ns = timespec_ns(&now) - begin_ns;
        const uint64_t left_ns = spent_ns < timeout_ns ? timeout_ns - spent_ns : 0;
        const struct timespec left = {(time_t)(left_ns / SECOND_NS), (long)(left_ns % SECOND_NS)};
        const int count = ppoll(&source, 1, timeout_ns == YOKE_FOREVER ? NULL : &left, NULL);
        if (count >= 0)
            return source.revents & POLLNVAL ? -EBADF : source.revents;
        if (errno != EINTR)
            return -errno;
        clock_gettime(CLOCK_MONOTONIC, &now);
    }
}

/* After a call that failed: should it be made again? If not, errno says why. */
static bool again(int descriptor, short events)
{
    if (errno == EINTR)
        return true;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        return false;
    const int status = events_wait(descriptor, events, YOKE_FOREVER);
    if (status < 0)
        errno = -status;
    return status > 0;
}

static ssize_t blocking_read(struct yoke_worker *worker, int descriptor, void *into, size_t bytes)
{
    (void)worker;
    ssize_t result;
    do
        result = read(descriptor, into, bytes);
    while (result < 0 && again(descriptor, POLLIN));
    return result < 0 ? -errno : result;
}

static ssize_t blocking_write(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes)
{
    (void)worker;
    ssize_t result;
    do
        result = write(descriptor, from, bytes);
    while (result < 0 && again(descriptor, POLLOUT));
    return result < 0 ? -errno : result;
}

static ssize_t blocking_pread(struct yoke_worker *worker, int descriptor, void *into, size_t bytes, off_t offset)
{
    (void)worker;
    ssize_t result;
    do
        result = pread(descriptor, into, bytes, offset);
    while (result < 0 && again(descriptor, POLLIN));
    return result < 0 ? -errno : result;
}

static ssize_t blocking_pwrite(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes, off_t offset)
{
    (void)worker;
    ssize_t result;
    do
        result = pwrite(descriptor, from, bytes, offset);
    while (result < 0 && again(descriptor, POLLOUT));
    return result < 0 ? -errno : result;
}

static int blocking_fsync(struct yoke_worker *worker, int descriptor)
{
    (void)worker;
    int result;
    do
        result = fsync(descriptor);
    while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : 0;
}

static ssize_t blocking_recv(struct yoke_worker *worker, int descriptor, void *into, size_t bytes, int flags)
{
    (void)worker;
    if (flags & YOKE_REFUSED_FLAGS)
        return -EINVAL;
    ssize_t result;
    do
        result = recv(descriptor, into, bytes, flags);
    while (result < 0 && again(descriptor, POLLIN));
    return result < 0 ? -errno : result;
}

static ssize_t blocking_send(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes, int flags)
{
    (void)worker;
    if (flags & YOKE_REFUSED_FLAGS)
        return -EINVAL;
    ssize_t result;
    do
        result = send(descriptor, from, bytes, flags | MSG_NOSIGNAL);
    while (result < 0 && again(descriptor, POLLOUT));
    return result < 0 ? -errno : result;
}

/* A signal, or non-blocking mode, ends the call and not the attempt; a second call hears how that ended. */
static int blocking_connect(struct yoke_worker *worker, int descriptor, const struct sockaddr *peer,
                            socklen_t peer_bytes)
{
    (void)worker;
    for (bool begun = false;; begun = true) {
        if (connect(descriptor, peer, peer_bytes) == 0 || (begun && errno == EISCONN))
            return 0;
        if (errno != EINPROGRESS && errno != EALREADY && errno != EINTR)
            return -errno;
        const int status = events_wait(descriptor, POLLOUT, YOKE_FOREVER);
        if (status < 0)
            return status;
    }
}

static int blocking_accept(struct yoke_worker *worker, int descriptor, struct sockaddr *peer, socklen_t *peer_bytes,
                           int flags)
{
    (void)worker;
    int result;
    do
        result = accept4(descriptor, peer, peer_bytes, flags);
    while (result < 0 && again(descriptor, POLLIN));
    return result < 0 ? -errno : result;
}

static int blocking_poll(struct yoke_worker *worker, int descriptor, short events, uint64_t timeout_ns)
{
    (void)worker;
    return events_wait(descriptor, events, timeout_ns);
}

static int blocking_offload(struct yoke_worker *worker, int (*function)(void *argument), void *argument)
{
    (void)worker;
    return function(argument);
}

const struct yoke_io blocking_io = {
    .sleep = blocking_sleep,
    .yield = blocking_yield,
    .read = blocking_read,
    .write = blocking_write,
    .pread = blocking_pread,
    .pwrite = blocking_pwrite,
    .fsync = blocking_fsync,
    .recv = blocking_recv,
    .send = blocking_send,
    .connect = blocking_connect,
    .accept = blocking_accept,
    .poll = blocking_poll,
    .offload = blocking_offload,
};
