/* SPDX-License-Identifier: MIT */
/* One Ctrl-C is a wish, two are an order; SIGTERM and SIGHUP are orders at once, since nobody waits to give a second. */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t first_signal, level;
static sigset_t mask_before;
static struct sigaction actions_before[3];
static const int watched[3] = {SIGINT, SIGTERM, SIGHUP};

static void signal_note(int number)
{
    if (!first_signal)
        first_signal = number;
    level = level || number != SIGINT ? 2 : 1;
}

void interrupt_catch(void)
{
    struct sigaction action = {.sa_handler = signal_note};
    sigset_t set;
    sigemptyset(&set);
    sigemptyset(&action.sa_mask);
    first_signal = level = 0;
    for (size_t i = 0; i < sizeof watched / sizeof watched[0]; i++)
        sigaddset(&set, watched[i]);
    sigprocmask(SIG_BLOCK, &set, &mask_before);
    for (size_t i = 0; i < sizeof watched / sizeof watched[0]; i++)
        sigaction(watched[i], &action, &actions_before[i]);
}

void interrupt_release(void)
{
    for (size_t i = 0; i < sizeof watched / sizeof watched[0]; i++)
        sigaction(watched[i], &actions_before[i], NULL);
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
}

int interrupt_level(void)
{
    /* between two cells nothing waits: look whether one is pending */
    sigset_t pending;
    sigpending(&pending);
    for (size_t i = 0; i < sizeof watched / sizeof watched[0] && !level; i++)
        if (sigismember(&pending, watched[i]) == 1)
            signal_note(watched[i]);
    return level;
}

int interrupt_signal(void)
{
    return first_signal;
}
