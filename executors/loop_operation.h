/* SPDX-License-Identifier: MIT */
/* An operation: one call of a task that may have to wait, as data. Drivers (loop_driver.h) carry it out. */
#ifndef LOOP_OPERATION_H
#define LOOP_OPERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "loop_offload.h"
#include "loop_wait.h"

enum operation_kind {
    OPERATION_READ,
    OPERATION_WRITE,
    OPERATION_PREAD,
    OPERATION_PWRITE,
    OPERATION_RECV,
    OPERATION_SEND,
    OPERATION_CONNECT,
    OPERATION_ACCEPT,
    OPERATION_POLL,
    OPERATION_FSYNC,
};

/* Lies on the stack of the task that waits for it. */
struct loop_operation {
    enum operation_kind kind;
    int descriptor;
    union {
        void *into;       /* READ, PREAD, RECV */
        const void *from; /* WRITE, PWRITE, SEND */
    };
    size_t bytes;
    off_t offset; /* PREAD, PWRITE */
    int flags;    /* RECV, SEND, ACCEPT: as of the call */
    short events; /* POLL */
    union {
        struct sockaddr *peer;       /* ACCEPT: filled in; may be NULL */
        const struct sockaddr *whom; /* CONNECT */
    };
    socklen_t *peer_bytes; /* ACCEPT: room, then length */
    socklen_t whom_bytes;  /* CONNECT */

    /* The driver's. */
    struct loop_wait wait;
    int why;      /* the status a cancelled operation ends with; 0: it goes on */
    bool pending; /* CONNECT: begun; uring: waiting for readiness before the next try */
    struct loop_operation *next;
    struct offload_job job;
    void *driver;
};

/* What operation_try answers when the operation would have to wait. */
#define OPERATION_WAITS INT64_MIN

/* Does the operation if it need not wait: returns its result (0 and more, or a negative errno), or OPERATION_WAITS. Not
 * for regular files, which never say that they would wait. May switch the descriptor to non-blocking. */
int64_t operation_try(struct loop_operation *operation);

/* Does the operation with the one system call it stands for, however long that takes: regular files, on offload
 * threads. */
int64_t operation_block(const struct loop_operation *operation);

/* Whether the operation is about a regular file or a block device, which have no readiness to wait for. */
bool operation_is_of_file(const struct loop_operation *operation);

/* The readiness it waits for: POLLIN, POLLOUT or what POLL asks for. */
short operation_events(const struct loop_operation *operation);

#endif
