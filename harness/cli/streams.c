/* SPDX-License-Identifier: MIT */
#include "streams.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static struct sigaction before;

void streams_begin(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && errno == EBADF) {
            /* the lowest number that is free is this one; a standard output that is only read from still fails */
            const int taken = open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY);
            if (taken > STDERR_FILENO)
                close(taken);
        }
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, &before);
}

static bool reader_is_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) == 1 && output.revents & (POLLERR | POLLHUP);
}

void streams_end(void)
{
    fflush(stdout);
    if (!ferror(stdout) || before.sa_handler != SIG_DFL || !reader_is_gone())
        return;
    sigaction(SIGPIPE, &before, NULL);
    raise(SIGPIPE);
}
