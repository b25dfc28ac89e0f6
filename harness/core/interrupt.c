/* SPDX-License-Identifier: MIT */
/* One Ctrl-C is a wish, two are an order; SIGTERM and SIGHUP are orders at once, since nobody waits to give a second.
 */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <time.h>

static volatile sig_atomic_t first_signal, level;
static const int candidates[3] = {SIGINT, SIGTERM, SIGHUP};
static struct sigaction actions_before[3];
static sigset_t watched, mask_before;

static void signal_note(int number)
{
    if (!first_signal)
        first_signal = number;
    level = level || number != SIGINT ? 2 : 1;
}

/* A signal that is ignored already is meant to be: nohup does that, and shells to jobs in the background. */
void interrupt_catch(void)
{
    const struct sigaction action = {.sa_handler = signal_note};
    first_signal = level = 0;
    sigemptyset(&watched);
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        sigaction(candidates[i], NULL, &actions_before[i]);
        if (actions_before[i].sa_handler != SIG_IGN)
            sigaddset(&watched, candidates[i]);
    }
    sigprocmask(SIG_BLOCK, &watched, &mask_before);
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++)
        if (sigismember(&watched, candidates[i]) == 1)
            sigaction(candidates[i], &action, NULL);
}

/* What came in the meantime has been obeyed: it must not end the program while it shows what was measured. */
void interrupt_release(void)
{
    const struct timespec now = {0};
    while (sigtimedwait(&watched, NULL, &now) > 0)
        ;
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++)
        sigaction(candidates[i], &actions_before[i], NULL);
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
}

int interrupt_level(void)
{
    /* What came while nothing waited for it is taken, or the next wait would note it a second time. */
    const struct timespec now = {0};
    int number;
    while ((number = sigtimedwait(&watched, NULL, &now)) > 0)
        signal_note(number);
    return level;
}

int interrupt_signal(void)
{
    return first_signal;
}
