/* SPDX-License-Identifier: MIT */
/* Setting up a ring, and finding out whether one works here. That cannot be told from the kernel's version: containers,
 * sysctls and profiles deny io_uring, some at set-up, some at the first operation. So the probe does what a loop will
 * do. */
#ifdef YOKE_LIBURING

#include "loop_uring_setup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Entries that wait for the next system call: four passes' worth; when it is full it is handed over. */
enum { SUBMIT_ENTRIES = 256 };
/* Completions that the kernel can leave without allocating memory; beyond that it keeps them aside (NODROP). 256 KiB.
 */
enum { COMPLETE_ENTRIES = 16384 };

/* From wanted most to least: on EINVAL the kernel is too old for the last one. */
static const struct {
    unsigned flag;
    const char *name;
} extras[] = {
    {IORING_SETUP_SUBMIT_ALL, "submit-all"},       /* 5.18: an entry that fails does not stop those behind it */
    {IORING_SETUP_COOP_TASKRUN, "coop-taskrun"},   /* 5.19: no interrupt to run completions */
    {IORING_SETUP_SINGLE_ISSUER, "single-issuer"}, /* 6.0: one thread, fewer locks */
    {IORING_SETUP_DEFER_TASKRUN, "defer-taskrun"}, /* 6.1: completions run when we look, not in between */
};
enum { EXTRAS = sizeof extras / sizeof extras[0] };

/* Waiting with a time limit without an entry for it (5.11), no completion lost (5.5), reading at the file's own
 * position. */
static const unsigned features_needed = IORING_FEAT_EXT_ARG | IORING_FEAT_NODROP | IORING_FEAT_RW_CUR_POS;

static const struct {
    int code;
    const char *name;
} codes_needed[] = {
    {IORING_OP_NOP, "nop"},         {IORING_OP_TIMEOUT, "timeout"},     {IORING_OP_READ, "read"},
    {IORING_OP_WRITE, "write"},     {IORING_OP_RECV, "recv"},           {IORING_OP_SEND, "send"},
    {IORING_OP_CONNECT, "connect"}, {IORING_OP_ACCEPT, "accept"},       {IORING_OP_POLL_ADD, "poll"},
    {IORING_OP_FSYNC, "fsync"},     {IORING_OP_ASYNC_CANCEL, "cancel"},
};

/* `extra_count` becomes how many of the extras the kernel took. */
static int ring_open(struct io_uring *ring, unsigned *extra_count)
{
    int status = -EINVAL;
    for (unsigned count = EXTRAS + 1; count-- > 0 && status == -EINVAL;) {
        struct io_uring_params params = {.flags = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP,
                                         .cq_entries = COMPLETE_ENTRIES};
        for (unsigned index = 0; index < count; index++)
            params.flags |= extras[index].flag;
        status = io_uring_queue_init_params(SUBMIT_ENTRIES, ring, &params);
        *extra_count = count;
    }
    return status;
}

/* Submits one entry and returns its result. */
static int entry_try(struct io_uring *ring, void (*fill)(struct io_uring_sqe *entry, void *argument), void *argument)
{
    struct io_uring_sqe *entry = io_uring_get_sqe(ring);
    if (!entry)
        return -EBUSY;
    fill(entry, argument);
    int status = io_uring_submit_and_wait(ring, 1);
    struct io_uring_cqe *done;
    if (status >= 0)
        status = io_uring_wait_cqe(ring, &done);
    if (status < 0)
        return status;
    status = done->res;
    io_uring_cqe_seen(ring, done);
    return status;
}

static void fill_nop(struct io_uring_sqe *entry, void *argument)
{
    (void)argument;
    io_uring_prep_nop(entry);
}

static void fill_timeout(struct io_uring_sqe *entry, void *argument)
{
    io_uring_prep_timeout(entry, argument, 0, 0);
}

static int codes_check(struct io_uring *ring, char *text, size_t bytes)
{
    struct io_uring_probe *probe = io_uring_get_probe_ring(ring);
    if (!probe) {
        snprintf(text, bytes, "the kernel does not say which operations its io_uring has");
        return -ENOSYS;
    }
    int status = 0;
    for (size_t index = 0; index < sizeof codes_needed / sizeof codes_needed[0] && !status; index++) {
        if (io_uring_opcode_supported(probe, codes_needed[index].code))
            continue;
        snprintf(text, bytes, "the kernel's io_uring has no %s", codes_needed[index].name);
        status = -ENOSYS;
    }
    io_uring_free_probe(probe);
    return status;
}

static int ring_try(struct io_uring *ring, char *text, size_t bytes)
{
    if ((ring->features & features_needed) != features_needed) {
        snprintf(text, bytes, "the kernel's io_uring is older than Linux 5.11");
        return -ENOSYS;
    }
    int status = codes_check(ring, text, bytes);
    if (status)
        return status;
    struct __kernel_timespec millisecond = {.tv_nsec = 1000000};
    status = entry_try(ring, fill_nop, NULL);
    if (!status) {
        status = entry_try(ring, fill_timeout, &millisecond);
        status = status == -ETIME ? 0 : status ? status : -EIO;
    }
    if (status)
        snprintf(text, bytes, "a ring can be made, and then its use fails with %s", strerror(-status));
    return status;
}

int uring_setup_probe(char *text, size_t bytes)
{
    struct io_uring ring;
    unsigned extra_count = 0;
    int status = ring_open(&ring, &extra_count);
    if (status) {
        snprintf(text, bytes, "io_uring_setup fails with %s%s", strerror(-status),
                 status == -EPERM ? " (a container's profile, or kernel.io_uring_disabled)" : "");
        return status;
    }
    status = ring_try(&ring, text, bytes);
    io_uring_queue_exit(&ring);
    if (status)
        return status;
    int length = snprintf(text, bytes, "io_uring");
    for (unsigned index = 0; index < extra_count && (size_t)length < bytes; index++)
        length += snprintf(text + length, bytes - (size_t)length, ", %s", extras[index].name);
    return 0;
}

int uring_setup(struct io_uring *ring)
{
    unsigned extra_count;
    return ring_open(ring, &extra_count);
}

#else

/* A translation unit must not be empty. */
typedef int loop_uring_setup_is_not_built;

#endif
