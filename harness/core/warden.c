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

/* Only what is safe after fork: a program that uses the library may have had threads. */
__attribute__((noreturn))
static void warden_become(int hears)
{
    sigset_t all;
    pid_t group = 0, heard;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL); /* what ends us, from a terminal too, is its work to see */
    setsid();
    prctl(PR_SET_NAME, "yoke-warden");
    /* files, locks and pipes of ours must not stay open because it lives */
    if (chdir("/") || dup2(hears, STDIN_FILENO) < 0)
        _exit(EXIT_FAILURE);
    closefrom(STDOUT_FILENO);
    while (read(STDIN_FILENO, &heard, sizeof heard) == sizeof heard)
        group = heard;
    if (group > 0)
        kill(-group, SIGKILL);
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

void warden_watch(pid_t group)
{
    if (line >= 0)
        send(line, &group, sizeof group, MSG_NOSIGNAL); /* one that somebody has ended hears nothing */
}
