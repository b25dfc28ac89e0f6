/* SPDX-License-Identifier: MIT */
/* Starting a program and waiting for its end, from inside a task. */
#ifndef LAUNCH_H
#define LAUNCH_H

#include "yoke/worker.h"

/* What to start. */
struct launch {
    const char *program;            /* the file to execute */
    const char *const *words;       /* argv, ended by NULL */
    const char *const *environment; /* envp, ended by NULL */
    const char *input;              /* the file it reads */
    int output, errors;             /* descriptors it writes to */
    size_t errors_kept;             /* `errors` is a file in memory of which the last bytes, this many at least, are kept and
                                     * what came before is given up, again and again while it runs; 0: nothing is */
    const char *folder;             /* its working directory, after `input` was opened; NULL: ours */
};

/* Starts it, lets the worker wait for its end as the executor waits, and adds what it used to worker->children. Its signal
 * mask is empty, its signals do what they do by default, and it has no descriptor of ours beyond the first three. It stays
 * in our process group. Returns 0 with its status as waitpid gives it, or a negative errno: it could not be started, or not
 * be waited for, and is gone. */
int launch_run(const struct launch *launch, struct yoke_worker *worker, int *wait_status);

#endif
