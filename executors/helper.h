/* SPDX-License-Identifier: MIT */
/* The helper: a single-threaded process that forks the workers of the fork executor and collects them. It is forked
 * while the coordinator's process is single-threaded too, so that whatever threads that one has later (a library's, a
 * tool's), no worker is ever forked in the middle of their locks. */
#ifndef HELPER_H
#define HELPER_H

#include <sys/types.h>

#include "crew.h"

/* Coordinator to helper: fork `count` workers, `first` and those after it; their first run has number `run`. Or, when
 * `signal` is not 0: send it to those of them that are alive. Only the helper may: it collects them, so a process id that
 * it knows cannot have become another process's. */
struct helper_order {
    unsigned first, count;
    uint32_t run;
    int signal;
};

/* Helper to coordinator: a worker is gone, or could not be forked. */
struct helper_note {
    unsigned worker;
    pid_t process;  /* 0: there is none, fork failed with `fork_error` */
    int fork_error; /* errno */
    bool by_signal; /* else by exit */
    int code;       /* signal number or exit status */
};

/* Forks the helper of `crew`. `socket` becomes the coordinator's end of a SOCK_SEQPACKET pair, close-on-exec: orders
 * in, notes out. When that end is shut down or closed the helper waits for the workers to leave if the crew has been
 * dismissed, ends them if not or if they take longer than 5 s (SIGTERM, and SIGKILL 50 ms later), and ends. Returns the helper's process id, or a
 * negative errno with a sentence. */
pid_t helper_start(struct crew *crew, int *socket, struct yoke_error *error);

#endif
