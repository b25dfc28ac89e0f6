/* SPDX-License-Identifier: MIT */
/* Tasks that die, in every way there is, and tasks that do not end. */
#ifndef POOL_DEATH_H
#define POOL_DEATH_H

#include "pool_trial.h"

static inline void need_processes(void **state)
{
    need(state, YOKE_ISOLATED | YOKE_SURVIVES_CRASH, "has no workers that are processes");
}

enum { DIE_SEGV, DIE_ABORT, DIE_EXIT_0, DIE_EXIT_3, DIE_UNDERSCORE_EXIT, DIE_KILL, DIE_KINDS };

__attribute__((no_sanitize("address", "undefined", "thread"))) static inline void fault(void)
{
    int *volatile nowhere = (int *)16;
    *nowhere = 0;
}

static inline int task_die(void *argument, struct yoke_call *call)
{
    (void)call;
    switch ((uintptr_t)argument) {
    case DIE_SEGV:
        fault();
        break;
    case DIE_ABORT:
        abort();
    case DIE_EXIT_0:
        exit(0);
    case DIE_EXIT_3:
        exit(3);
    case DIE_UNDERSCORE_EXIT:
        _exit(5);
    case DIE_KILL:
        kill(getpid(), SIGKILL);
    }
    return 0;
}

static inline int task_hang(void *argument, struct yoke_call *call)
{
    if (argument)
        signal(SIGTERM, SIG_IGN);
    while (call->attempt)
        pause();
    return 0;
}

#endif
