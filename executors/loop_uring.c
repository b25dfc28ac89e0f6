/* SPDX-License-Identifier: MIT */
/* The io_uring driver: operations are entries of a ring that the kernel carries out, handed over in batches of what a
 * pass has begun, one system call a pass. loop_uring_setup.c knows whether that works here. */
#include "loop_driver.h"

#ifdef YOKE_LIBURING

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loop_uring_setup.h"

struct uring_driver {
    struct driver_site site;
    struct io_uring ring;
    bool watching; /* the inbox's descriptor is being polled */
};

static int driver_open(const struct driver_site *site, void **opened, struct yoke_error *error)
{
    struct uring_driver *driver = calloc(1, sizeof *driver);
    if (!driver) {
        yoke_error_set(error, "no memory for the io_uring driver");
        return -ENOMEM;
    }
    driver->site = *site;
    int status = uring_setup(&driver->ring);
    if (status) {
        yoke_error_set(error, "an io_uring cannot be set up: %s", strerror(-status));
        free(driver);
        return status;
    }
    *opened = driver;
    return 0;
}

static void driver_close(void *opened)
{
    struct uring_driver *driver = opened;
    io_uring_queue_exit(&driver->ring);
    free(driver);
}

/* An empty entry, if need be after handing over the full ones. NULL when the kernel takes none: it has no memory. */
static struct io_uring_sqe *entry_get(struct uring_driver *driver)
{
    struct io_uring_sqe *entry = io_uring_get_sqe(&driver->ring);
    if (entry)
        return entry;
    io_uring_submit(&driver->ring);
    return io_uring_get_sqe(&driver->ring);
}

static unsigned bytes_of(const struct loop_operation *operation)
{
    const size_t most = 0x7ffff000; /* as read(2): the most that Linux moves in one call */
    return (unsigned)(operation->bytes < most ? operation->bytes : most);
}

static void entry_fill(struct io_uring_sqe *entry, const struct loop_operation *operation)
{
    int descriptor = operation->descriptor;
    const uint64_t own_position = UINT64_MAX;
    switch (operation->kind) {
    case OPERATION_READ:
        io_uring_prep_read(entry, descriptor, operation->into, bytes_of(operation), own_position);
        break;
    case OPERATION_WRITE:
        io_uring_prep_write(entry, descriptor, operation->from, bytes_of(operation), own_position);
        break;
    case OPERATION_PREAD:
        io_uring_prep_read(entry, descriptor, operation->into, bytes_of(operation), (uint64_t)operation->offset);
        break;
    case OPERATION_PWRITE:
        io_uring_prep_write(entry, descriptor, operation->from, bytes_of(operation), (uint64_t)operation->offset);
        break;
    case OPERATION_RECV:
        io_uring_prep_recv(entry, descriptor, operation->into, bytes_of(operation), operation->flags);
        break;
    case OPERATION_SEND:
        io_uring_prep_send(entry, descriptor, operation->from, bytes_of(operation), operation->flags | MSG_NOSIGNAL);
        break;
    case OPERATION_CONNECT:
        io_uring_prep_connect(entry, descriptor, operation->whom, operation->whom_bytes);
        break;
    case OPERATION_ACCEPT:
        io_uring_prep_accept(entry, descriptor, operation->peer, operation->peer_bytes, operation->flags);
        break;
    case OPERATION_POLL:
        io_uring_prep_poll_add(entry, descriptor, (unsigned short)operation->events);
        break;
    case OPERATION_FSYNC:
        io_uring_prep_fsync(entry, descriptor, 0);
        break;
    }
}

/* Hands the operation to the ring, or, if it is to wait for readiness first, a poll for it. Returns 0 or -ENOMEM. */
static int operation_submit(struct uring_driver *driver, struct loop_operation *operation)
{
    struct io_uring_sqe *entry = entry_get(driver);
    if (!entry)
        return -ENOMEM;
    if (operation->pending)
        io_uring_prep_poll_add(entry, operation->descriptor, (unsigned short)operation_events(operation));
    else
        entry_fill(entry, operation);
    io_uring_sqe_set_data(entry, operation);
    return 0;
}

static void driver_cancel(struct loop_wait *wait, int why)
{
    struct loop_operation *operation = (void *)((unsigned char *)wait - offsetof(struct loop_operation, wait));
    struct uring_driver *driver = operation->driver;
    operation->why = why;
    struct io_uring_sqe *entry = entry_get(driver);
    if (!entry)
        return; /* it ends when it ends */
    io_uring_prep_cancel(entry, operation, 0);
    io_uring_sqe_set_data(entry,
                          NULL); /* what became of the cancelling does not matter: the operation completes anyway */
}

static bool driver_begin(void *opened, struct loop_operation *operation, int64_t *result)
{
    struct uring_driver *driver = opened;
    operation->wait.cancel = driver_cancel;
    operation->driver = driver;
    /* io_uring takes a position in a pipe or a socket for none at all, and reads. */
    bool placed = operation->kind == OPERATION_PREAD || operation->kind == OPERATION_PWRITE;
    if (placed && lseek(operation->descriptor, 0, SEEK_CUR) < 0)
        *result = -errno;
    else
        *result = operation_submit(driver, operation);
    return *result != 0;
}

/* io_uring also tells of a peer's half-close that nobody asked for. */
static int events_wanted(const struct loop_operation *operation, int events)
{
    return events & ((unsigned short)operation->events | POLLERR | POLLHUP | POLLNVAL);
}

/* Should the operation be handed in once more? A non-blocking descriptor can make the kernel answer "not now" instead
 * of waiting, as it should; then readiness is waited for first. */
static bool again(struct loop_operation *operation, int result)
{
    if (operation->why)
        return false;
    if (operation->pending && result >= 0) {
        operation->pending = false;
        return true;
    }
    if (!operation->pending && result == -EAGAIN && operation->kind != OPERATION_POLL) {
        operation->pending = true;
        return true;
    }
    return result == -EINTR || (operation->kind == OPERATION_POLL && result == 0);
}

static void operation_done(struct uring_driver *driver, struct loop_operation *operation, int result)
{
    if (operation->kind == OPERATION_POLL && result > 0)
        result = events_wanted(operation, result);
    if (again(operation, result)) {
        int status = operation_submit(driver, operation);
        if (!status)
            return;
        result = status;
    }
    bool done = result != -ECANCELED && result != -EAGAIN && result != -EINTR && !operation->pending;
    bool ended = operation->why && !done;
    loop_complete(driver->site.loop, operation, ended ? operation->why : result);
}

static void completions_take(struct uring_driver *driver)
{
    struct io_uring_cqe *done;
    while (io_uring_peek_cqe(&driver->ring, &done) == 0) {
        void *data = io_uring_cqe_get_data(done);
        int result = done->res;
        io_uring_cqe_seen(&driver->ring, done);
        if (data == driver) {
            driver->watching = false;
            inbox_acknowledge(driver->site.inbox);
        } else if (data) {
            operation_done(driver, data, result);
        }
    }
}

/* Has the ring say when the inbox's descriptor is readable. */
static void inbox_watch(struct uring_driver *driver)
{
    struct io_uring_sqe *entry = driver->watching ? NULL : entry_get(driver);
    if (!entry)
        return;
    io_uring_prep_poll_add(entry, driver->site.inbox->descriptor, POLLIN);
    io_uring_sqe_set_data(entry, driver);
    driver->watching = true;
}

static int driver_collect(void *opened, uint64_t wait_ns)
{
    struct uring_driver *driver = opened;
    const uint64_t second_ns = 1000000000;
    int status;
    if (wait_ns == 0) {
        status = io_uring_submit_and_get_events(&driver->ring);
    } else {
        inbox_watch(driver);
        struct __kernel_timespec wait = {(long long)(wait_ns / second_ns), (long long)(wait_ns % second_ns)};
        struct io_uring_cqe *first;
        status = io_uring_submit_and_wait_timeout(&driver->ring, &first, 1, wait_ns == UINT64_MAX ? NULL : &wait, NULL);
    }
    completions_take(driver);
    /* EBUSY, EAGAIN: the kernel wants its completions taken first, or has no memory at the moment. */
    bool passing = status == -ETIME || status == -EINTR || status == -EBUSY || status == -EAGAIN;
    return status < 0 && !passing ? status : 0;
}

#define URING_HOOKS                                                                                                    \
    .probe = uring_setup_probe, .open = driver_open, .close = driver_close, .begin = driver_begin,                     \
    .collect = driver_collect

#else

#define URING_HOOKS .unavailable = "built without liburing"

#endif

const struct loop_driver loop_driver_uring = {.name = "uring", URING_HOOKS};
