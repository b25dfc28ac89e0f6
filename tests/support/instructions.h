/* SPDX-License-Identifier: MIT */
/* What a piece of code costs in instructions, counted one by one: the same number on every machine and under any load,
 * and needing no PMU. A child process runs the code, its parent single-steps it; some 20 us an instruction. */
#ifndef INSTRUCTIONS_H
#define INSTRUCTIONS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

/* Returned in place of a count. */
#define INSTRUCTIONS_REFUSED  UINT64_MAX       /* ptrace is not permitted here */
#define INSTRUCTIONS_FAILED   (UINT64_MAX - 1) /* the code failed, or died */
#define INSTRUCTIONS_TOO_MANY (UINT64_MAX - 2) /* more than the limit: a test of minutes */

enum { INSTRUCTIONS_LIMIT = 1000000, INSTRUCTIONS_NOT_PERMITTED = 77 };

/* Called by the code itself, around the part that counts. */
static inline void instructions_begin(void)
{
    raise(SIGUSR1);
}

static inline void instructions_end(void)
{
    raise(SIGUSR2);
}

/* Waits for its next stop. Returns the signal it stopped with, or 0 when it has ended, with *count set to why. */
static inline int child_stop(pid_t child, uint64_t *count)
{
    int status = 0;
    if (waitpid(child, &status, 0) == child && WIFSTOPPED(status))
        return WSTOPSIG(status);
    const bool refused = WIFEXITED(status) && WEXITSTATUS(status) == INSTRUCTIONS_NOT_PERMITTED;
    *count = refused ? INSTRUCTIONS_REFUSED : INSTRUCTIONS_FAILED;
    return 0;
}

/* Returns whether the child is still there. */
static inline bool child_step(pid_t child, uint64_t *count)
{
    uint64_t steps = 0;
    int stop = child_stop(child, count);
    while (stop && stop != SIGUSR2 && steps < INSTRUCTIONS_LIMIT) {
        ptrace(PTRACE_SINGLESTEP, child, NULL, NULL);
        stop = child_stop(child, count);
        steps++;
    }
    if (stop)
        *count = stop == SIGUSR2 ? steps : INSTRUCTIONS_TOO_MANY;
    return stop;
}

/* Runs `code(argument)` in a child. It returns 0 when all went well, and calls instructions_begin and instructions_end
 * once each, in this order. Returns the instructions between the two, or one of the words above. */
static inline uint64_t instructions_count(int (*code)(const void *argument), const void *argument)
{
    uint64_t count = INSTRUCTIONS_FAILED;
    const pid_t child = fork();
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
            _exit(INSTRUCTIONS_NOT_PERMITTED);
        _exit(code(argument));
    }
    if (child > 0 && child_step(child, &count)) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    return count;
}

#endif
