/* SPDX-License-Identifier: MIT */
/* Running gnuplot as a program. It gets a UTF-8 locale (a fresh machine has none set, and the picture must not depend
 * on it), no start-up files (-d), no input, and a process group of its own that is killed as a whole when time is up.
 */
#include "gnuplot_run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    COMPLAINT_BYTES = 4096, /* of what it writes to stderr; the first lines tell */
    WAIT_MS = 20,           /* between two looks at whether it has ended */
    ARGUMENT_BYTES = 512,
};

int gnuplot_find(char *path, size_t size)
{
    const char *rest = getenv("PATH");
    if (!rest)
        rest = "/usr/local/bin:/usr/bin:/bin"; /* what shells take then */
    while (*rest) {
        const size_t length = strcspn(rest, ":");
        struct stat facts;
        if (*rest == '/' && length + sizeof "/gnuplot" <= size) {
            snprintf(path, size, "%.*s/gnuplot", (int)length, rest);
            if (access(path, X_OK) == 0 && stat(path, &facts) == 0 && S_ISREG(facts.st_mode))
                return 0;
        }
        rest += length + (rest[length] == ':');
    }
    return -ENOENT;
}

static uint64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* The environment with every locale variable replaced by one. Points into environ; the list itself is the caller's. */
static char **environment_new(void)
{
    static char locale[] = "LC_ALL=C.UTF-8";
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    char **list = calloc(count + 2, sizeof *list);
    if (!list)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (strncmp(environ[i], "LC_", 3) != 0 && strncmp(environ[i], "LANG", 4) != 0 &&
            strncmp(environ[i], "GNUTERM=", 8) != 0)
            list[kept++] = environ[i];
    list[kept] = locale;
    return list;
}

/* In the child: everything here is safe after fork. */
static void child_become(const struct gnuplot_job *job, char *const arguments[], char *const environment[],
                         int complaints)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nothing of us stays behind */
    setpgid(0, 0);
    const int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0 ||
        dup2(complaints, STDERR_FILENO) < 0 || chdir(job->folder) != 0)
        _exit(127);
    execve(job->program, arguments, environment);
    _exit(127);
}

/* Starts it; `complaints` is then the reading end of its stderr. Returns its process id or a negative errno. */
static pid_t child_start(const struct gnuplot_job *job, const char *temporary, int *complaints)
{
    char assignment[ARGUMENT_BYTES], program[] = "gnuplot", plain[] = "-d", execute[] = "-e", script[ARGUMENT_BYTES];
    int pipe_ends[2];
    snprintf(assignment, sizeof assignment, "fmt='%s'; out='%s'", job->format, temporary);
    snprintf(script, sizeof script, "%s", job->script);
    char *const arguments[] = {program, plain, execute, assignment, script, NULL};
    char **environment = environment_new();
    if (!environment)
        return -ENOMEM;
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
        const int status = -errno;
        free(environment);
        return status;
    }
    const pid_t child = fork();
    const int status = -errno;
    if (child == 0)
        child_become(job, arguments, environment, pipe_ends[1]);
    close(pipe_ends[1]);
    free(environment);
    if (child < 0) {
        close(pipe_ends[0]);
        return status;
    }
    fcntl(pipe_ends[0], F_SETFL, O_NONBLOCK);
    setpgid(child, child); /* here and in the child: whoever comes first */
    *complaints = pipe_ends[0];
    return child;
}

/* Reads what there is; keeps what fits, drops the rest so that the writer never blocks. Returns false at the end. */
static bool complaints_read(int descriptor, char text[COMPLAINT_BYTES], size_t *used)
{
    char chunk[512];
    for (ssize_t got; (got = read(descriptor, chunk, sizeof chunk)) != 0;) {
        if (got < 0)
            return errno == EAGAIN || errno == EINTR;
        const size_t room = COMPLAINT_BYTES - 1 - *used;
        const size_t kept = (size_t)got < room ? (size_t)got : room;
        memcpy(text + *used, chunk, kept);
        *used += kept;
    }
    return false;
}

/* Waits for its end, at most until the limit. Returns 0 with its wait status, or -ETIME after killing it. */
static int child_wait(pid_t child, int complaints, uint64_t limit_ms, char text[COMPLAINT_BYTES], int *wait_status)
{
    const uint64_t deadline = clock_ms() + limit_ms;
    size_t used = 0;
    bool open = true;
    for (;;) {
        struct pollfd watched = {.fd = open ? complaints : -1, .events = POLLIN};
        poll(&watched, 1, WAIT_MS);
        if (open)
            open = complaints_read(complaints, text, &used);
        const pid_t ended = waitpid(child, wait_status, WNOHANG);
        if (ended == child || (ended < 0 && errno != EINTR))
            break;
        if (clock_ms() < deadline)
            continue;
        kill(-child, SIGKILL);
        waitpid(child, wait_status, 0);
        return -ETIME;
    }
    if (open)
        complaints_read(complaints, text, &used);
    kill(-child, SIGKILL); /* whatever it left running */
    return 0;
}

/* The last line that is not empty: gnuplot prints the command and a caret first, then the message. */
static const char *last_line(char *text)
{
    size_t length = strlen(text);
    while (length && strchr("\r\n \t", text[length - 1]))
        text[--length] = '\0';
    const char *line = strrchr(text, '\n');
    return line ? line + 1 : text;
}

/* Does the picture end as its format ends? gnuplot reports success even when the disk was full half-way. */
static bool picture_is_whole(int folder, const char *temporary, const char *format)
{
    static const char png[] = "IEND\xAE\x42\x60\x82",
                      svg[] = "</svg>"; /* the last chunk with its CRC; the root's end */
    char end[64];
    const int file = openat(folder, temporary, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const off_t bytes = lseek(file, 0, SEEK_END);
    const off_t from = bytes > (off_t)sizeof end ? bytes - (off_t)sizeof end : 0;
    const ssize_t got = bytes < 0 ? -1 : pread(file, end, sizeof end, from);
    close(file);
    const bool is_png = strcmp(format, "png") == 0;
    size_t used = got > 0 ? (size_t)got : 0;
    while (!is_png && used && strchr("\r\n \t", end[used - 1]))
        used--;
    const char *trailer = is_png ? png : svg;
    const size_t length = strlen(trailer);
    return used >= length && memcmp(end + used - length, trailer, length) == 0;
}

/* Judges how it ended. Returns 0 or a negative errno with a sentence. */
static int verdict(const struct gnuplot_job *job, int wait_status, char complaint[COMPLAINT_BYTES],
                   const char *temporary, int folder, struct yoke_error *error)
{
    struct stat facts;
    const char *line = last_line(complaint);
    if (WIFSIGNALED(wait_status))
        yoke_error_set(error, "gnuplot was killed by signal %d", WTERMSIG(wait_status));
    else if (WEXITSTATUS(wait_status) == 127)
        yoke_error_set(error, "gnuplot could not be started");
    else if (WEXITSTATUS(wait_status) != 0)
        yoke_error_set(error, "gnuplot failed with status %d%s%.200s", WEXITSTATUS(wait_status), *line ? ": " : "",
                       line);
    else if (fstatat(folder, temporary, &facts, 0) != 0 || facts.st_size == 0)
        yoke_error_set(error, "gnuplot left no picture%s%.200s", *line ? ": " : "", line);
    else if (!picture_is_whole(folder, temporary, job->format))
        yoke_error_set(error, "gnuplot left half a picture (%.80s), as on a full disk", job->picture);
    else
        return 0;
    return -EIO;
}

int gnuplot_draw(const struct gnuplot_job *job, struct yoke_error *error)
{
    char temporary[ARGUMENT_BYTES / 2], complaint[COMPLAINT_BYTES] = "";
    int complaints = -1, wait_status = 0;
    snprintf(temporary, sizeof temporary, "%s.tmp", job->picture);
    const int folder = open(job->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        const int status = -errno;
        yoke_error_set(error, "%s: %s", job->folder, strerror(-status));
        return status;
    }
    int status = 0;
    const pid_t child = child_start(job, temporary, &complaints);
    if (child < 0) {
        status = child;
        yoke_error_set(error, "gnuplot could not be started: %s", strerror(-child));
        goto close_folder;
    }
    status = child_wait(child, complaints, job->limit_ms, complaint, &wait_status);
    if (status == -ETIME)
        yoke_error_set(error, "gnuplot did not finish in %.3g s", (double)job->limit_ms / 1000);
    if (status == 0)
        status = verdict(job, wait_status, complaint, temporary, folder, error);
    if (status == 0 && renameat(folder, temporary, folder, job->picture) != 0) {
        status = -errno;
        yoke_error_set(error, "%s: %s", job->picture, strerror(-status));
    }
    if (status)
        unlinkat(folder, temporary, 0);
    close(complaints);
close_folder:
    close(folder);
    return status;
}
