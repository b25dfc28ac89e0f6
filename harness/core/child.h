/* SPDX-License-Identifier: MIT */
/* A child process that talks to us in lines: started with its own environment, read with a deadline, ended with everything it
 * started. The driver has one at a time, or two that run side by side. */
#ifndef CHILD_H
#define CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "yoke/error.h"
#include "yoke/executor.h"

/* A line longer than this is not a message: a sample of 1024 workers with its counters takes some 64 KiB. */
enum { CHILD_LINE_BYTES = 4 * 1024 * 1024 };

struct child {
    pid_t pid;      /* 0: none */
    int descriptor; /* both ways; -1: closed */
    char *line;     /* what was read of the next line, and after it */
    size_t used, room, taken; /* bytes read; size of the buffer; bytes of lines handed out already */
};

/* The exit status of a child that could not become what it was started for, as shells give it. */
enum { CHILD_NOT_EXECUTED = 127 };

enum child_event {
    CHILD_LINE,        /* a whole line was read */
    CHILD_END,         /* it closed its side */
    CHILD_DEADLINE,    /* the deadline passed */
    CHILD_INTERRUPTED, /* a signal came that the caller lets through */
    CHILD_GARBAGE,     /* a line that is too long, or with a NUL in it */
};

/* Starts `argv[0]` with `settings` (NULL, or ended by a NULL name) put into its environment, `descriptor_wanted` as its end
 * of the conversation, standard input empty and standard output sent where our standard error goes. It leads a process group
 * of its own and dies with us. Returns 0 or a negative errno with a sentence. */
int child_start(struct child *child, char *const argv[], const struct yoke_setting *settings, int descriptor_wanted,
                struct yoke_error *error);

/* Waits until `deadline_ns` (clock_now_ns) for the next line; signals that the caller has blocked come through while waiting.
 * `*line` is valid until the next call; its newline is cut off. */
enum child_event child_read(struct child *child, uint64_t deadline_ns, char **line);

/* Waits until `deadline_ns` for its end, then ends it and all it left behind, by force if need be. Frees the buffer. Returns
 * its wait status (waitpid), or -1 when it had to be ended. Other children live on; what has left a group of theirs and was
 * orphaned does not. */
int child_finish(struct child *child, uint64_t deadline_ns);

/* Makes orphans of our children become ours, so that child_finish can collect them, and has a child's process group ended even
 * if we are killed. Children that exist by then are left alone for ever. At the start. */
void child_adopt_orphans(void);

#endif
