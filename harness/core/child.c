/* SPDX-License-Identifier: MIT */
/* Starting, hearing and ending a process so that nothing it did outlives it. Two nets catch what it leaves behind: its
 * process group, and our being the reaper of orphans, which also finds those that left the group. If we are killed it
 * dies with us, and the warden ends its group. */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "warden.h"

static const size_t READ_BYTES = 65536;

/* Generations of orphans that are looked for; a program that forks faster than it is killed must not keep us for ever. */
enum { STRAY_ROUNDS_MOST = 64 };

/* Those that run now: whoever buries what one left behind must not take another for it. */
static pid_t running[WARDEN_GROUPS_MOST];

/* Where it stands, or NULL; 0: a free place. */
static pid_t *running_place(pid_t pid)
{
    size_t i = 0;
    while (i < WARDEN_GROUPS_MOST && running[i] != pid)
        i++;
    return i < WARDEN_GROUPS_MOST ? &running[i] : NULL;
}

static void running_replace(pid_t old, pid_t new)
{
    pid_t *place = running_place(old);
    if (place)
        *place = new;
}

/* In the child, between fork and exec: async-signal-safe calls only, since the parent may have been in the middle of
 * anything. Never returns. */
__attribute__((noreturn))
static void child_become(char *const argv[], char *const environment[], int descriptor, int descriptor_wanted, pid_t parent)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(CHILD_NOT_EXECUTED); /* it died before the line above */
    const int nothing = open("/dev/null", O_RDONLY);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    /* the wanted number may be taken by the very descriptors we move: go through one that is out of the way */
    const int moved = fcntl(descriptor, F_DUPFD, descriptor_wanted + 1);
    if (nothing < 0 || moved < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0 ||
        dup2(moved, descriptor_wanted) < 0)
        _exit(CHILD_NOT_EXECUTED);
    close(moved);
    if (nothing > STDERR_FILENO && nothing != descriptor_wanted)
        close(nothing);
    execve(argv[0], argv, environment);
    _exit(CHILD_NOT_EXECUTED);
}

static bool setting_replaces(const struct yoke_setting *settings, const char *entry)
{
    for (size_t i = 0; settings && settings[i].name; i++) {
        const size_t length = strlen(settings[i].name);
        if (!strncmp(entry, settings[i].name, length) && entry[length] == '=')
            return true;
    }
    return false;
}

static void environment_free(char **environment)
{
    for (size_t i = 0; environment && environment[i]; i++)
        free(environment[i]);
    free(environment);
}

/* Our environment with the settings put in; made before fork, because allocating after it is not safe. */
static char **environment_make(const struct yoke_setting *settings)
{
    size_t count = 0, setting_count = 0;
    while (environ[count])
        count++;
    while (settings && settings[setting_count].name)
        setting_count++;
    char **environment = calloc(count + setting_count + 1, sizeof *environment);
    size_t used = 0;
    bool failed = !environment;
    for (size_t i = 0; i < count && !failed; i++)
        if (!setting_replaces(settings, environ[i]))
            failed = !(environment[used++] = strdup(environ[i]));
    for (size_t i = 0; i < setting_count && !failed; i++)
        failed = asprintf(&environment[used++], "%s=%s", settings[i].name, settings[i].value) < 0;
    if (!failed)
        return environment;
    environment_free(environment);
    return NULL;
}

int child_start(struct child *child, char *const argv[], const struct yoke_setting *settings, int descriptor_wanted,
                struct yoke_error *error)
{
    int ends[2];
    *child = (struct child){.descriptor = -1};
    char **environment = environment_make(settings);
    if (!environment)
        return -ENOMEM;
    int status = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) ? -errno : 0;
    if (!status) {
        const pid_t parent = getpid();
        child->pid = fork();
        if (child->pid == 0)
            child_become(argv, environment, ends[1], descriptor_wanted, parent);
        if (child->pid < 0)
            status = -errno;
        close(ends[1]);
        if (status)
            close(ends[0]);
        else
            child->descriptor = ends[0];
    }
    environment_free(environment);
    if (status) {
        const char *hint = status == -EAGAIN ? ": no more processes are allowed (ulimit -u)" : "";
        yoke_error_set(error, "cannot start %s: %s%s", argv[0], strerror(-status), hint);
        child->pid = 0;
        return status;
    }
    setpgid(child->pid, child->pid); /* here too: whoever comes first, the group is there when we need it */
    running_replace(0, child->pid);
    warden_watch(child->pid);
    return 0;
}

/* Hands out the next whole line of the buffer, or NULL. */
static char *line_take(struct child *child)
{
    char *start = child->line + child->taken;
    char *end = child->used > child->taken ? memchr(start, '\n', child->used - child->taken) : NULL;
    if (!end)
        return NULL;
    *end = '\0';
    child->taken += (size_t)(end - start) + 1;
    return start;
}

static int room_make(struct child *child)
{
    if (child->taken) {
        memmove(child->line, child->line + child->taken, child->used - child->taken);
        child->used -= child->taken;
        child->taken = 0;
    }
    if (child->room - child->used >= READ_BYTES)
        return 0;
    if (child->room >= CHILD_LINE_BYTES)
        return -EMSGSIZE;
    char *line = realloc(child->line, child->room + 2 * READ_BYTES);
    if (!line)
        return -ENOMEM;
    child->line = line;
    child->room += 2 * READ_BYTES;
    return 0;
}

static int descriptor_wait(int descriptor, uint64_t deadline_ns)
{
    const uint64_t now_ns = clock_now_ns();
    const uint64_t left_ns = deadline_ns > now_ns ? deadline_ns - now_ns : 0;
    const struct timespec left = {(time_t)(left_ns / 1000000000), (long)(left_ns % 1000000000)};
    struct pollfd waited = {.fd = descriptor, .events = POLLIN};
    sigset_t none;
    sigemptyset(&none);
    return ppoll(&waited, 1, &left, &none);
}

enum child_event child_read(struct child *child, uint64_t deadline_ns, char **line)
{
    for (;;) {
        *line = line_take(child);
        if (*line)
            return CHILD_LINE;
        if (room_make(child))
            return CHILD_GARBAGE;
        const int ready = descriptor_wait(child->descriptor, deadline_ns);
        if (ready <= 0)
            return ready == 0 ? CHILD_DEADLINE : CHILD_INTERRUPTED;
        const ssize_t got = read(child->descriptor, child->line + child->used, READ_BYTES);
        if (got <= 0)
            return CHILD_END;
        if (memchr(child->line + child->used, '\0', (size_t)got))
            return CHILD_GARBAGE;
        child->used += (size_t)got;
    }
}

/* Waits for the child itself; true when it ended in time. Polls: a pidfd would do without, but needs Linux 5.3, and this is
 * no measured time. */
static bool child_ended(pid_t pid, uint64_t deadline_ns, int *status)
{
    for (;;) {
        if (waitpid(pid, status, WNOHANG) == pid)
            return true;
        if (clock_now_ns() >= deadline_ns)
            return false;
        const struct timespec pause = {.tv_nsec = 200000};
        nanosleep(&pause, NULL);
    }
}

/* Children that were there before us: a shell that executes a program hands its own over. They are nobody's to end. */
static pid_t *spared;
static size_t spared_count;

static bool is_spared(pid_t pid)
{
    for (size_t i = 0; i < spared_count; i++)
        if (spared[i] == pid)
            return true;
    return false;
}

static FILE *children_list(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    return fopen(path, "re"); /* NULL: a kernel without it; process groups and death signals are all there is then */
}

/* Takes the next number of the list, between blanks. */
static bool children_next(FILE *list, pid_t *pid)
{
    char text[32];
    size_t length = 0;
    int character;
    while ((character = fgetc(list)) != EOF && character != ' ')
        if (length < sizeof text - 1)
            text[length++] = (char)character;
    text[length] = '\0';
    *pid = (pid_t)strtol(text, NULL, 10);
    return *pid > 0;
}

/* Ends every child that is left: descendants of the cell process that were orphaned onto us. Each kill can orphan more. */
static void strays_end(void)
{
    for (int round = 0; round < STRAY_ROUNDS_MOST; round++) {
        FILE *list = children_list();
        pid_t stray;
        int count = 0;
        while (list && children_next(list, &stray)) {
            if (is_spared(stray) || running_place(stray))
                continue;
            kill(stray, SIGKILL);
            waitpid(stray, NULL, 0);
            count++;
        }
        if (list)
            fclose(list);
        if (!count)
            return;
    }
}

int child_finish(struct child *child, uint64_t deadline_ns)
{
    int status = -1;
    if (child->descriptor >= 0)
        close(child->descriptor);
    const bool ended = child->pid > 0 && child_ended(child->pid, deadline_ns, &status);
    if (child->pid > 0) {
        kill(-child->pid, SIGKILL);
        if (!ended) {
            waitpid(child->pid, NULL, 0);
            status = -1;
        }
        running_replace(child->pid, 0);
        strays_end();
        warden_release(child->pid);
    }
    free(child->line);
    *child = (struct child){.descriptor = -1};
    return status;
}

void child_adopt_orphans(void)
{
    pid_t pid;
    warden_begin(); /* one more child that is there from now on */
    FILE *list = children_list();
    while (list && children_next(list, &pid)) {
        pid_t *grown = is_spared(pid) ? NULL : reallocarray(spared, spared_count + 1, sizeof *spared);
        if (!grown)
            continue;
        spared = grown;
        spared[spared_count++] = pid;
    }
    if (list)
        fclose(list);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}
