/* SPDX-License-Identifier: MIT */
/* Operations as system calls: one that does not wait, for drivers that are told of readiness, and one that does. */
#include "loop_operation.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* The most that Linux moves in one call; the size of a result that says more cannot be told from an error. */
static size_t bytes_of(const struct loop_operation *operation)
{
    const size_t most = 0x7ffff000;
    return operation->bytes < most ? operation->bytes : most;
}

static int64_t answer(int64_t result)
{
    if (result >= 0)
        return result;
    return errno == EAGAIN || errno == EWOULDBLOCK ? OPERATION_WAITS : -errno;
}

/* Returns 0 or a negative errno. */
static int unblock(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0)
        return -errno;
    return (flags & O_NONBLOCK) || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 ? 0 : -errno;
}

static int64_t stream_call(const struct loop_operation *operation, int flags)
{
    const struct iovec part = {operation->into, bytes_of(operation)};
    int64_t result;
    do
        result = operation->kind == OPERATION_READ ? preadv2(operation->descriptor, &part, 1, -1, flags)
                                                   : pwritev2(operation->descriptor, &part, 1, -1, flags);
    while (result < 0 && errno == EINTR);
    return result;
}

/* Pipes, sockets, terminals. Where the kernel has it, the call itself says that it must not wait. */
static int64_t stream_try(const struct loop_operation *operation)
{
    int64_t result = stream_call(operation, RWF_NOWAIT);
    if (result >= 0 || errno != EOPNOTSUPP)
        return answer(result);
    int status = unblock(operation->descriptor);
    return status ? status : answer(stream_call(operation, 0));
}

static int64_t message_try(const struct loop_operation *operation)
{
    int64_t result;
    do
        result = operation->kind == OPERATION_RECV ? recv(operation->descriptor, operation->into, bytes_of(operation),
                                                          operation->flags | MSG_DONTWAIT)
                                                   : send(operation->descriptor, operation->from, bytes_of(operation),
                                                          operation->flags | MSG_DONTWAIT | MSG_NOSIGNAL);
    while (result < 0 && errno == EINTR);
    return answer(result);
}

static int64_t accept_try(const struct loop_operation *operation)
{
    /* Readiness is not enough: another loop may accept what this one was told of, and this one would wait. */
    int status = unblock(operation->descriptor);
    if (status)
        return status;
    int result;
    do
        result = accept4(operation->descriptor, operation->peer, operation->peer_bytes, operation->flags);
    while (result < 0 && errno == EINTR);
    return answer(result);
}

/* poll without waiting. Returns the events, 0 for none, or a negative errno. */
static int readiness(int descriptor, short events)
{
    struct pollfd source = {.fd = descriptor, .events = events};
    int count;
    do
        count = poll(&source, 1, 0);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return -errno;
    return source.revents & POLLNVAL ? -EBADF : source.revents;
}

/* A call that has begun the attempt leaves the socket "connecting" until a second one has heard how it ended. */
static int64_t connect_try(struct loop_operation *operation)
{
    int status = operation->pending ? readiness(operation->descriptor, POLLOUT) : unblock(operation->descriptor);
    if (operation->pending && status == 0)
        return OPERATION_WAITS;
    if (status < 0)
        return status;
    if (connect(operation->descriptor, operation->whom, operation->whom_bytes) == 0 ||
        (operation->pending && errno == EISCONN))
        return 0;
    bool begun = errno == EINPROGRESS || errno == EALREADY || errno == EINTR; /* a signal does not end the attempt */
    operation->pending |= begun;
    return begun ? OPERATION_WAITS : answer(-1);
}

int64_t operation_try(struct loop_operation *operation)
{
    switch (operation->kind) {
    case OPERATION_READ:
    case OPERATION_WRITE:
        return stream_try(operation);
    case OPERATION_RECV:
    case OPERATION_SEND:
        return message_try(operation);
    case OPERATION_CONNECT:
        return connect_try(operation);
    case OPERATION_ACCEPT:
        return accept_try(operation);
    case OPERATION_POLL: {
        int events = readiness(operation->descriptor, operation->events);
        return events ? events : OPERATION_WAITS;
    }
    case OPERATION_PREAD:
    case OPERATION_PWRITE:
    case OPERATION_FSYNC:
        break;
    }
    return -EINVAL;
}

int64_t operation_block(const struct loop_operation *operation)
{
    int64_t result;
    do {
        switch (operation->kind) {
        case OPERATION_PREAD:
            result = pread(operation->descriptor, operation->into, bytes_of(operation), operation->offset);
            break;
        case OPERATION_PWRITE:
            result = pwrite(operation->descriptor, operation->from, bytes_of(operation), operation->offset);
            break;
        case OPERATION_READ:
            result = read(operation->descriptor, operation->into, bytes_of(operation));
            break;
        case OPERATION_WRITE:
            result = write(operation->descriptor, operation->from, bytes_of(operation));
            break;
        case OPERATION_FSYNC:
            result = fsync(operation->descriptor);
            break;
        default:
            return -EINVAL;
        }
    } while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}

bool operation_is_of_file(const struct loop_operation *operation)
{
    switch (operation->kind) {
    case OPERATION_PREAD:
    case OPERATION_PWRITE:
    case OPERATION_FSYNC:
        return true;
    case OPERATION_READ:
    case OPERATION_WRITE: {
        struct stat facts;
        return fstat(operation->descriptor, &facts) == 0 && (S_ISREG(facts.st_mode) || S_ISBLK(facts.st_mode));
    }
    default:
        return false;
    }
}

short operation_events(const struct loop_operation *operation)
{
    switch (operation->kind) {
    case OPERATION_WRITE:
    case OPERATION_SEND:
    case OPERATION_CONNECT:
        return POLLOUT;
    case OPERATION_POLL:
        return operation->events;
    default:
        return POLLIN;
    }
}
