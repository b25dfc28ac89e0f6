/* SPDX-License-Identifier: MIT */
/* The signals are blocked, so that none is lost and none needs a handler that takes files away. */
#include "postpone.h"

#include <signal.h>
#include <stddef.h>

static unsigned depth;
static sigset_t before; /* what was blocked at depth 0 */

static const int candidates[] = {SIGINT, SIGTERM, SIGHUP};

enum { CANDIDATES = sizeof candidates / sizeof candidates[0] };

void postpone_begin(void)
{
    sigset_t held;
    if (depth++)
        return;
    sigemptyset(&held);
    for (size_t i = 0; i < CANDIDATES; i++)
        sigaddset(&held, candidates[i]);
    sigprocmask(SIG_BLOCK, &held, &before);
}

void postpone_end(void)
{
    if (!--depth)
        sigprocmask(SIG_SETMASK, &before, NULL);
}

/* One that is blocked anyway, or ignored (nohup), asks nobody to end. */
bool postpone_wanted(void)
{
    sigset_t pending;
    sigpending(&pending);
    for (size_t i = 0; i < CANDIDATES && depth; i++) {
        struct sigaction action;
        if (sigismember(&pending, candidates[i]) == 1 && !sigismember(&before, candidates[i]) &&
            !sigaction(candidates[i], NULL, &action) && action.sa_handler != SIG_IGN)
            return true;
    }
    return false;
}
