/* SPDX-License-Identifier: MIT */
/* Calls become operations of the loop. The loop is found from the table the worker points to, so neither the worker nor
 * a thread-local variable has to know it. */
#include "coop_io.h"

#include <assert.h>
#include <errno.h>

#include "loop_nap.h"

static_assert(sizeof(struct loop_nap) <= sizeof(struct yoke_nap), "a nap of the loop must fit the contract's");
static_assert(_Alignof(struct loop_nap) <= _Alignof(struct yoke_nap), "and lie as it likes to");

static struct loop *loop_of(const struct yoke_worker *worker)
{
    return ((const struct coop_io *)(const void *)worker->io)->loop; /* `table` is the first member */
}

static int coop_sleep(struct yoke_worker *worker, uint64_t duration_ns)
{
    uint64_t late_ns;
    int status = loop_sleep(loop_of(worker), duration_ns, &late_ns);
    if (status)
        return status;
    worker->late.count++;
    worker->late.total_ns += late_ns;
    if (late_ns > worker->late.max_ns)
        worker->late.max_ns = late_ns;
    return 0;
}

static int coop_yield(struct yoke_worker *worker)
{
    return loop_yield(loop_of(worker));
}

static ssize_t perform(struct yoke_worker *worker, struct loop_operation *operation)
{
    return (ssize_t)loop_perform(loop_of(worker), operation, UINT64_MAX);
}

static ssize_t coop_read(struct yoke_worker *worker, int descriptor, void *into, size_t bytes)
{
    struct loop_operation operation = {.kind = OPERATION_READ, .descriptor = descriptor, .into = into, .bytes = bytes};
    return perform(worker, &operation);
}

static ssize_t coop_write(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes)
{
    struct loop_operation operation = {.kind = OPERATION_WRITE, .descriptor = descriptor, .from = from, .bytes = bytes};
    return perform(worker, &operation);
}

static ssize_t coop_pread(struct yoke_worker *worker, int descriptor, void *into, size_t bytes, off_t offset)
{
    if (offset < 0)
        return -EINVAL; /* io_uring would take -1 for the file's own position */
    struct loop_operation operation = {
        .kind = OPERATION_PREAD, .descriptor = descriptor, .into = into, .bytes = bytes, .offset = offset};
    return perform(worker, &operation);
}

static ssize_t coop_pwrite(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes, off_t offset)
{
    if (offset < 0)
        return -EINVAL;
    struct loop_operation operation = {
        .kind = OPERATION_PWRITE, .descriptor = descriptor, .from = from, .bytes = bytes, .offset = offset};
    return perform(worker, &operation);
}

static int coop_fsync(struct yoke_worker *worker, int descriptor)
{
    struct loop_operation operation = {.kind = OPERATION_FSYNC, .descriptor = descriptor};
    return (int)perform(worker, &operation);
}

static ssize_t coop_recv(struct yoke_worker *worker, int descriptor, void *into, size_t bytes, int flags)
{
    if (flags & YOKE_REFUSED_FLAGS)
        return -EINVAL;
    struct loop_operation operation = {
        .kind = OPERATION_RECV, .descriptor = descriptor, .into = into, .bytes = bytes, .flags = flags};
    return perform(worker, &operation);
}

static ssize_t coop_send(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes, int flags)
{
    if (flags & YOKE_REFUSED_FLAGS)
        return -EINVAL;
    struct loop_operation operation = {
        .kind = OPERATION_SEND, .descriptor = descriptor, .from = from, .bytes = bytes, .flags = flags};
    return perform(worker, &operation);
}

static int coop_connect(struct yoke_worker *worker, int descriptor, const struct sockaddr *peer, socklen_t peer_bytes)
{
    struct loop_operation operation = {
        .kind = OPERATION_CONNECT, .descriptor = descriptor, .whom = peer, .whom_bytes = peer_bytes};
    return (int)perform(worker, &operation);
}

static int coop_accept(struct yoke_worker *worker, int descriptor, struct sockaddr *peer, socklen_t *peer_bytes,
                       int flags)
{
    struct loop_operation operation = {
        .kind = OPERATION_ACCEPT, .descriptor = descriptor, .peer = peer, .peer_bytes = peer_bytes, .flags = flags};
    return (int)perform(worker, &operation);
}

static int coop_poll(struct yoke_worker *worker, int descriptor, short events, uint64_t timeout_ns)
{
    struct loop_operation operation = {.kind = OPERATION_POLL, .descriptor = descriptor, .events = events};
    /* Limits beyond the clock's end, 292 years, are none. */
    uint64_t limit_ns = timeout_ns < INT64_MAX / 2 ? timeout_ns : UINT64_MAX;
    int64_t result = loop_perform(loop_of(worker), &operation, limit_ns);
    return result == -ETIME ? 0 : (int)result;
}

static int coop_offload(struct yoke_worker *worker, int (*function)(void *argument), void *argument)
{
    return loop_offload(loop_of(worker), function, argument);
}

static int coop_park(struct yoke_worker *worker, struct yoke_nap *nap, uint64_t timeout_ns)
{
    return loop_nap(loop_of(worker), (void *)nap, timeout_ns < INT64_MAX / 2 ? timeout_ns : UINT64_MAX);
}

static void coop_wake(struct yoke_nap *nap)
{
    loop_nap_wake((void *)nap);
}

void coop_io_init(struct coop_io *io, struct loop *loop)
{
    io->loop = loop;
    io->table = (struct yoke_io){.sleep = coop_sleep,
                                 .yield = coop_yield,
                                 .read = coop_read,
                                 .write = coop_write,
                                 .pread = coop_pread,
                                 .pwrite = coop_pwrite,
                                 .fsync = coop_fsync,
                                 .recv = coop_recv,
                                 .send = coop_send,
                                 .connect = coop_connect,
                                 .accept = coop_accept,
                                 .poll = coop_poll,
                                 .offload = coop_offload,
                                 .park = coop_park,
                                 .wake = coop_wake};
}
