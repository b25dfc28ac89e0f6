/* SPDX-License-Identifier: MIT */
/* What a process forked by the fork executor does first: tie its life to its parent's, and forget the parent's signals.
 */
#ifndef CHILD_H
#define CHILD_H

#include <sys/types.h>

#include "crew.h"

/* Ties this process's life to that of `parent`, which forked it: when the parent ends, however it ends, so does this
 * process. Ends it at once if the parent has gone already. `name` is what ps shows. */
void child_follow(pid_t parent, const char *name);

/* All signals as they were when the program started, but for SIGINT, which is ignored: Ctrl-C reaches every process of
 * the terminal, and the cell process is the one to decide what ends. */
void child_signals(void);

/* A worker process, from its first instruction to its last. */
_Noreturn void child_main(struct crew *crew, unsigned index, uint32_t first_run, pid_t helper);

#endif
