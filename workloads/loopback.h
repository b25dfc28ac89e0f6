/* SPDX-License-Identifier: MIT */
/* Somebody to talk to: a server in a process of its own on this machine, for workloads that wait for a peer. It lives
 * from a workload's setup to its teardown and answers each request of each connection after a delay that its service
 * says. It dies with the process that started it, whatever that dies of. */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

#include "yoke/error.h"
#include "yoke/worker.h"

/* How one reaches it. The first two in the order of loopback_names. */
enum loopback_family {
    LOOPBACK_TCP,   /* 127.0.0.1 */
    LOOPBACK_UNIX,  /* a stream socket with an abstract name: no file */
    LOOPBACK_PIPES, /* two pipes, one each way; their far ends are handed over through such a socket */
};

/* Choices of a parameter, ending with NULL. */
extern const char *const loopback_names[];

/* What the server says. Both functions run in the server's process, on a copy of `context` as it was at the start. */
struct loopback_service {
    /* How many of the `bytes` received are the request; 0: it is not all there yet; below 0: it is no request, and the
     * server hangs up. */
    ssize_t (*measure)(const void *context, const unsigned char *received, size_t bytes);
    /* Puts the answer where the request was, in a buffer of the size the options say. Returns its length; `delay_ns`
     * becomes how long it is held back, counted from the request's arrival, and is 0 before. */
    size_t (*answer)(const void *context, unsigned char *buffer, size_t request_bytes, uint64_t *delay_ns);
};

struct loopback_options {
    const char *name; /* the workload's, for sentences */
    enum loopback_family family;
    uint16_t port; /* TCP only; 0: any that is free */
    const struct loopback_service *service;
    const void *context;
    size_t buffer_bytes; /* holds any request and any answer */
};

/* Where the server is. Plain data: forked workers inherit it. */
struct loopback {
    enum loopback_family family;
    pid_t process;
    struct sockaddr_storage address;
    socklen_t address_bytes;
};

/* Starts the server; when this returns it can be connected to. Raises this process's limit of open files as far as it
 * may, because every task under way at the same time wants a connection. Returns 0 or a negative errno with a sentence.
 */
int loopback_start(struct loopback *loopback, const struct loopback_options *options, struct yoke_error *error);
/* Ends it and waits for its end. Only for the process that started it. */
void loopback_stop(struct loopback *loopback);

/* A connection of its own for the worker's task: it is answered on `*in` what it asks on `*out`, which are one and the
 * same for a socket. Waits through the worker's I/O table. Returns 0 or a negative errno. */
int loopback_open(const struct loopback *loopback, struct yoke_worker *worker, int *in, int *out);
void loopback_close(int in, int out);

#endif
