/* SPDX-License-Identifier: MIT */
/* Asking another program for one line. */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"

extern char **environ;

/* The array is only read, but posix_spawn's interface is older than const. */
static char *const *unlocked(const char *const *texts)
{
    union {
        const char *const *locked;
        char *const *unlocked;
    } both = {.locked = texts};
    return both.unlocked;
}

/* Returns 0 with the child's id, or a negative errno. */
static int tool_spawn(const char *const words[], int output, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (!error) {
        error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (!error)
            error = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        if (!error)
            error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        if (!error)
            error = posix_spawnp(child, words[0], &actions, NULL, unlocked(words), environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    return -error;
}

/* Reads until the end of the output, keeping what fits. Returns 0, or -ETIME. */
static int output_read(int descriptor, uint64_t deadline_ns, char *text, size_t bytes)
{
    char rest[256];
    size_t length = 0;
    for (;;) {
        uint64_t now = clock_now_ns();
        struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
        if (now >= deadline_ns || poll(&waiting, 1, (int)((deadline_ns - now) / 1000000u) + 1) == 0)
            return -ETIME;
        bool room = length + 1 < bytes;
        ssize_t got = room ? read(descriptor, text + length, bytes - 1 - length) : read(descriptor, rest, sizeof rest);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return 0;
        length += room ? (size_t)got : 0;
        text[length] = '\0';
    }
}

/* Waits for the child's end until the deadline, then ends it. Returns its wait status. */
static int tool_collect(pid_t child, uint64_t deadline_ns)
{
    static const struct timespec pause = {.tv_nsec = 1000000}; /* it has closed its output: it is about to end */
    int status = 0;
    for (;;) {
        bool in_time = clock_now_ns() < deadline_ns;
        if (!in_time)
            kill(child, SIGKILL);
        pid_t ended = waitpid(child, &status, in_time ? WNOHANG : 0);
        if (ended == child || (ended < 0 && errno != EINTR))
            return status;
        if (ended == 0)
            nanosleep(&pause, NULL);
    }
}

int tool_answer(const char *const words[], int limit_ms, char *line, size_t bytes)
{
    int ends[2];
    pid_t child;
    line[0] = '\0';
    if (pipe2(ends, O_CLOEXEC))
        return -errno;
    int status = tool_spawn(words, ends[1], &child);
    close(ends[1]);
    if (!status) {
        uint64_t deadline_ns = clock_now_ns() + (uint64_t)limit_ms * 1000000u;
        status = output_read(ends[0], deadline_ns, line, bytes);
        int ended = tool_collect(child, status ? 0 : deadline_ns);
        line[strcspn(line, "\n")] = '\0';
        if (!status && WIFSIGNALED(ended) && WTERMSIG(ended) == SIGKILL)
            status = -ETIME;
        if (!status && (!WIFEXITED(ended) || WEXITSTATUS(ended) || !line[0]))
            status = -EIO;
    }
    close(ends[0]);
    return status;
}

int tool_ask(const char *name, const char *argument, int limit_ms, char *line, size_t bytes)
{
    const char *const words[] = {name, argument, NULL};
    return tool_answer(words, limit_ms, line, bytes);
}
