/* SPDX-License-Identifier: MIT */
/* It hears from us through a socket of which we alone have the other end: its closing is our end, however that came. */
#include "warden.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t warden;
static int line = -1; /* our end of the socket */

static void group_replace(pid_t groups[WARDEN_GROUPS_MOST], pid_t old, pid_t new)
{
    for (size_t i = 0; i < WARDEN_GROUPS_MOST; i++)
        if (groups[i] == old) {
            groups[i] = new;
            return;
        }
}

/* Only what is safe after fork: a program that uses the library may have had threads. */
__attribute__((noreturn))
static void warden_become(int hears)
{
    sigset_t all;
    pid_t groups[WARDEN_GROUPS_MOST] = {0};
    pid_t heard;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL); /* what ends us, from a terminal too, is its work to see */
    setsid();
    prctl(PR_SET_NAME, "yoke-warden");
    /* files, locks and pipes of ours must not stay open because it lives */
    if (chdir("/") || dup2(hears, STDIN_FILENO) < 0)
        _exit(EXIT_FAILURE);
    closefrom(STDOUT_FILENO);
    while (read(STDIN_FILENO, &heard, sizeof heard) == sizeof heard)
        group_replace(groups, heard > 0 ? 0 : -heard, heard > 0 ? heard : 0);
    for (size_t i = 0; i < WARDEN_GROUPS_MOST; i++)
        if (groups[i])
            kill(-groups[i], SIGKILL);
    _exit(EXIT_SUCCESS);
}

static void warden_end(void)
{
    if (!warden || line < 0)
        return;
    close(line);
    line = -1;
    waitpid(warden, NULL, 0);
}

void warden_begin(void)
{
    int ends[2];
    if (warden || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        return;
    const pid_t started = fork();
    if (started == 0)
        warden_become(ends[1]);
    close(ends[1]);
    if (started < 0) {
        close(ends[0]);
        return;
    }
    warden = started;
    line = ends[0];
    atexit(warden_end);
}

/* A group that is to be watched from now on, or the negative of one that no longer is. */
static void warden_tell(pid_t said)
{
    if (line >= 0)
        send(line, &said, sizeof said, MSG_NOSIGNAL); /* one that somebody has ended hears nothing */
}

void warden_watch(pid_t group)
{
    warden_tell(group);
}

void warden_release(pid_t group)
{
    warden_tell(-group);
}
