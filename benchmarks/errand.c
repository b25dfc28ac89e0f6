/* SPDX-License-Identifier: MIT */
/* The group gets the signal, since a shell that waits does not pass it on. All of it is waited for: what the shell has
 * started may have something to save yet when the shell is gone. */
#include "errand.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNALS = sizeof signals / sizeof *signals };

static volatile sig_atomic_t signal_seen; /* 0: none */
static volatile pid_t group;              /* of the command that runs; 0: none does */

static void signal_note(int signal)
{
    signal_seen = signal;
    if (group)
        kill(-group, SIGTERM);
}

static sigset_t signals_block(void)
{
    sigset_t set, before;
    sigemptyset(&set);
    for (int i = 0; i < SIGNALS; i++)
        sigaddset(&set, signals[i]);
    sigprocmask(SIG_BLOCK, &set, &before);
    return before;
}

void errand_begin(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* orphans of the group come to us */
    for (int i = 0; i < SIGNALS; i++)
        sigaction(signals[i], &(struct sigaction){.sa_handler = signal_note}, NULL);
}

bool errand_is_over(void)
{
    return signal_seen != 0;
}

/* Returns what became of the shell. */
static int group_wait(pid_t shell)
{
    int status, shell_status = -1;
    for (pid_t ended; (ended = waitpid(-shell, &status, 0)) > 0 || errno == EINTR;)
        if (ended == shell)
            shell_status = status;
    return shell_status;
}

int errand_run(const char *script)
{
    const sigset_t before = signals_block(); /* none may come between the start and the group's being known */
    const pid_t child = signal_seen ? -1 : fork();
    if (child == 0) {
        setpgid(0, 0);
        sigprocmask(SIG_SETMASK, &before, NULL);
        execl("/bin/sh", "sh", "-c", script, (char *)NULL);
        _exit(127);
    }
    if (child > 0) {
        setpgid(child, child); /* by both, since either may come first */
        group = child;
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    const int status = child > 0 ? group_wait(child) : -1;
    group = 0;
    return signal_seen ? -1 : status;
}

void errand_end(void)
{
    if (!signal_seen)
        return;
    signal((int)signal_seen, SIG_DFL);
    raise((int)signal_seen);
}
