/* SPDX-License-Identifier: MIT */
/* posix_spawn borrows our memory until the new program stands (CLONE_VM | CLONE_VFORK in glibc), so its price does not grow
 * with ours. The end is waited for through a descriptor that becomes readable: one way for threads, processes and
 * coroutines; and only then is the process collected, which tells what it used. */
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int files_arrange(const struct launch *launch, posix_spawn_file_actions_t *files)
{
    int error = posix_spawn_file_actions_addopen(files, STDIN_FILENO, launch->input, O_RDONLY, 0);
    if (!error)
        error = posix_spawn_file_actions_adddup2(files, launch->output, STDOUT_FILENO);
    if (!error)
        error = posix_spawn_file_actions_adddup2(files, launch->errors, STDERR_FILENO);
    if (!error && launch->folder)
        error = posix_spawn_file_actions_addchdir_np(files, launch->folder);
    if (!error)
        error = posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
    return error;
}

static int signals_arrange(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (!error)
        error = posix_spawnattr_setsigdefault(attributes, &all);
    if (!error)
        error = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    return error;
}

/* The arrays are only read, but posix_spawn's interface is older than const. */
static char *const *unlocked(const char *const *texts)
{
    union {
        const char *const *locked;
        char *const *unlocked;
    } both = {.locked = texts};
    return both.unlocked;
}

static int process_start(const struct launch *launch, pid_t *process)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&files);
    if (error)
        return -error;
    error = posix_spawnattr_init(&attributes);
    if (!error) {
        error = files_arrange(launch, &files);
        if (!error)
            error = signals_arrange(&attributes);
        if (!error)
            error = posix_spawn(process, launch->program, &files, &attributes, unlocked(launch->words),
                                unlocked(launch->environment));
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&files);
    return -error;
}

/* Between two looks at how much was written to `errors`: rare enough to cost nothing. */
enum { LOOK_NS = 100000000 };

/* Gives up the memory of all but the end. The file keeps its length, so that whoever appends is not in our way; the kernel
 * keeps the pages that the ends of the hole lie in. */
static void errors_cut(const struct launch *launch)
{
    struct stat facts;
    if (!launch->errors_kept || fstat(launch->errors, &facts) ||
        (uint64_t)facts.st_blocks * 512 <= 2 * (uint64_t)launch->errors_kept)
        return;
    fallocate(launch->errors, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, facts.st_size - (off_t)launch->errors_kept);
}

/* An end that is waited for. */
struct ending {
    const struct launch *launch;
    pid_t process;
    int wait_status;
    struct rusage usage;
};

/* Collects the process; blocks until it has ended. */
static int ending_collect(void *argument)
{
    struct ending *ending = argument;
    pid_t collected;
    do
        collected = wait4(ending->process, &ending->wait_status, 0, &ending->usage);
    while (collected < 0 && errno == EINTR);
    return collected < 0 ? -errno : 0;
}

/* Waits until the descriptor of the process is readable. Returns 0 or a negative errno. */
static int ending_poll(const struct ending *ending, struct yoke_worker *worker, int descriptor)
{
    const uint64_t look_ns = ending->launch->errors_kept ? LOOK_NS : YOKE_FOREVER;
    int ready;
    while ((ready = worker->io->poll(worker, descriptor, POLLIN, look_ns)) == 0)
        errors_cut(ending->launch);
    return ready < 0 ? ready : 0;
}

static int ending_await(struct ending *ending, struct yoke_worker *worker)
{
    const int descriptor = (int)syscall(SYS_pidfd_open, ending->process, 0);
    if (descriptor < 0 && errno == ENOSYS) /* before Linux 5.3 */
        return worker->io->offload(worker, ending_collect, ending);
    const int ready = descriptor < 0 ? -errno : ending_poll(ending, worker, descriptor);
    if (ready < 0) /* nobody would wait for it any more */
        kill(ending->process, SIGKILL);
    if (descriptor >= 0)
        close(descriptor);
    const int status = ending_collect(ending);
    return ready < 0 ? ready : status;
}

static uint64_t time_ns(const struct timeval *time)
{
    return (uint64_t)time->tv_sec * 1000000000u + (uint64_t)time->tv_usec * 1000u;
}

/* Until it executes its program a new process counts our memory as its own, and the kernel keeps the larger of the two: what
 * is not above our own largest says nothing. */
static uint64_t rss_known(const struct rusage *usage)
{
    struct rusage own;
    if (getrusage(RUSAGE_SELF, &own) || usage->ru_maxrss <= own.ru_maxrss)
        return 0;
    return (uint64_t)usage->ru_maxrss * 1024;
}

int launch_run(const struct launch *launch, struct yoke_worker *worker, int *wait_status)
{
    struct ending ending = {.launch = launch};
    int status = process_start(launch, &ending.process);
    if (!status)
        status = ending_await(&ending, worker);
    errors_cut(launch);
    if (status)
        return status;
    const uint64_t rss_bytes = rss_known(&ending.usage);
    worker->children.cpu_ns += time_ns(&ending.usage.ru_utime) + time_ns(&ending.usage.ru_stime);
    if (rss_bytes > worker->children.max_rss_bytes)
        worker->children.max_rss_bytes = rss_bytes;
    *wait_status = ending.wait_status;
    return 0;
}
