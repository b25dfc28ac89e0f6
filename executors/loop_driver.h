/* SPDX-License-Identifier: MIT */
/* A driver is how a loop waits for the kernel: io_uring or epoll, or a test's own. It carries out operations and calls
 * loop_complete for each when it is done. Everything happens on the loop's thread. */
#ifndef LOOP_DRIVER_H
#define LOOP_DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"

#include "loop_operation.h"

struct loop;

/* What a driver may use of the loop it is opened for. */
struct driver_site {
    struct loop *loop;
    struct loop_inbox *inbox; /* when its descriptor is readable: inbox_acknowledge, and collect returns */
    struct offload *offload;  /* NULL: none, blocking work is done in place and holds the loop up */
};

struct loop_driver {
    const char *name;        /* what YOKE_IO_DRIVER and --io-driver call it */
    const char *unavailable; /* why it is not in this build; NULL: it is */

    /* Does it work here? Tries what a loop will need, not only whether the doors open. Returns 0, or a negative errno;
     * `text` says in a few words what there is, or what is missing. */
    int (*probe)(char *text, size_t bytes);

    /* Opens and closes one loop's own; nothing is under way when it is closed. open returns 0, or a negative errno with
     * a sentence. */
    int (*open)(const struct driver_site *site, void **driver, struct yoke_error *error);
    void (*close)(void *driver);

    /* Begins an operation. Returns true when it is done already, its result in `*result`; else loop_complete is called
     * later. The operation's wait.cancel is filled in. */
    bool (*begin)(void *driver, struct loop_operation *operation, int64_t *result);

    /* Waits until an operation is done, the inbox's descriptor is readable or `wait_ns` nanoseconds have passed (0:
     * only looks; UINT64_MAX: for ever), and completes what is done. May return early for no reason. Returns 0 or a
     * negative errno, after which the loop cannot go on. */
    int (*collect)(void *driver, uint64_t wait_ns);
};

extern const struct loop_driver loop_driver_uring, loop_driver_epoll;

/* A choice and its reasons. */
struct driver_choice {
    const struct loop_driver *driver;
    char text[512]; /* "io_uring, …", or "epoll, because …" */
};

/* Chooses: the one called `forced` if that is not NULL, else io_uring where it works, else epoll. Probes once a process
 * and remembers. Returns 0, or a negative errno with a sentence: no driver has that name, or it was forced and does not
 * work. */
int loop_driver_choose(const char *forced, struct driver_choice *choice, struct yoke_error *error);

/* Tells the loop that an operation, begun and not done then, is done now. */
void loop_complete(struct loop *loop, struct loop_operation *operation, int64_t result);

#endif
