/* SPDX-License-Identifier: MIT */
/* It is asked only when it could not draw: to ask costs as much as a small picture. */
#include "gnuplot_version.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANSWER_BYTES = 128, LIMIT_MS = 2000 };

extern char **environ;

/* Starts it with its output in `ends[1]`. Returns its process id, or -1. */
static pid_t version_ask(const char *program, const int ends[2])
{
    static char name[] = "gnuplot", option[] = "--version";
    char *const words[] = {name, option, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child = -1;
    if (posix_spawn_file_actions_init(&actions))
        return -1;
    int status = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!status)
        status = posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (!status)
        status = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (!status)
        status = posix_spawn(&child, program, &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    return status ? -1 : child;
}

/* Its first line, as far as it comes in time. */
static void answer_read(int descriptor, char answer[ANSWER_BYTES])
{
    struct pollfd watched = {.fd = descriptor, .events = POLLIN};
    ssize_t got = 0;
    int ready;
    do
        ready = poll(&watched, 1, LIMIT_MS);
    while (ready < 0 && errno == EINTR);
    if (ready > 0)
        got = read(descriptor, answer, ANSWER_BYTES - 1);
    answer[got > 0 ? got : 0] = '\0';
}

bool gnuplot_is_old(const char *program, char version[GNUPLOT_VERSION_BYTES])
{
    char answer[ANSWER_BYTES] = "";
    unsigned major = 0, minor = 0, least_major = 0, least_minor = 0;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        return false;
    const pid_t child = version_ask(program, ends);
    close(ends[1]);
    if (child > 0) {
        answer_read(ends[0], answer);
        kill(child, SIGKILL);
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    close(ends[0]);
    if (sscanf(answer, "gnuplot %3u.%3u", &major, &minor) != 2 || sscanf(GNUPLOT_LEAST, "%u.%u", &least_major, &least_minor) != 2)
        return false;
    snprintf(version, GNUPLOT_VERSION_BYTES, "%u.%u", major, minor);
    return major < least_major || (major == least_major && minor < least_minor);
}
