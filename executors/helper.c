/* SPDX-License-Identifier: MIT */
/* The helper process: a loop over orders from the coordinator and deaths of workers. It never blocks in a send, so that
 * it and the coordinator cannot wait for each other with full buffers. */
#include "helper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "tasks.h"

/* How long dismissed workers may take for their worker_stop, which frees memory and closes counters. */
enum { GRACE_MS = 5000 };
/* And workers that are ended, between SIGTERM and SIGKILL: enough for a handler that writes down where it was. */
enum { END_MS = 50 };

/* One worker's place in the helper's books. */
struct ward {
    pid_t process; /* 0: none alive */
    bool untold;   /* `note` has not been sent yet */
    struct helper_note note;
};

struct helper {
    struct crew *crew;
    int socket; /* -1: the coordinator has hung up */
    int deaths; /* signalfd of SIGCHLD */
    pid_t self;
    unsigned alive_count;
    struct ward *wards;
};

static void ward_fork(struct helper *helper, unsigned index, uint32_t run)
{
    struct ward *ward = &helper->wards[index];
    ward->process = fork();
    if (ward->process == 0) {
        close(helper->socket);
        close(helper->deaths);
        child_main(helper->crew, index, run, helper->self);
    }
    if (ward->process > 0) {
        helper->alive_count++;
        return;
    }
    ward->note = (struct helper_note){.worker = index, .fork_error = errno};
    ward->untold = true;
    ward->process = 0;
}

/* Collects every worker that is gone. */
static void wards_collect(struct helper *helper)
{
    struct signalfd_siginfo ignored;
    while (read(helper->deaths, &ignored, sizeof ignored) > 0)
        ;
    int status;
    for (pid_t process; (process = waitpid(-1, &status, WNOHANG)) > 0;) {
        for (unsigned index = 0; index < helper->crew->options.worker_count; index++) {
            struct ward *ward = &helper->wards[index];
            if (ward->process != process)
                continue;
            ward->note = (struct helper_note){.worker = index,
                                              .process = process,
                                              .by_signal = WIFSIGNALED(status),
                                              .code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)};
            ward->untold = true;
            ward->process = 0;
            helper->alive_count--;
        }
    }
}

static void wards_signal(struct helper *helper, unsigned first, unsigned count, int number)
{
    for (unsigned index = first; index - first < count; index++)
        if (helper->wards[index].process)
            kill(helper->wards[index].process, number);
}

/* Sends what the socket takes. Returns whether something is left to tell. */
static bool notes_send(struct helper *helper)
{
    for (unsigned index = 0; index < helper->crew->options.worker_count; index++) {
        struct ward *ward = &helper->wards[index];
        if (!ward->untold)
            continue;
        if (send(helper->socket, &ward->note, sizeof ward->note, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
            return errno == EAGAIN || errno == EINTR;
        ward->untold = false;
    }
    return false;
}

/* Returns false when the coordinator has hung up. */
static bool order_take(struct helper *helper)
{
    struct helper_order order;
    ssize_t bytes = recv(helper->socket, &order, sizeof order, MSG_DONTWAIT);
    if (bytes < 0)
        return errno == EAGAIN || errno == EINTR;
    if (bytes != sizeof order)
        return false;
    if (order.signal)
        wards_signal(helper, order.first, order.count, order.signal);
    else
        for (unsigned index = order.first; index - order.first < order.count; index++)
            ward_fork(helper, index, order.run);
    return true;
}

static void helper_serve(struct helper *helper)
{
    for (;;) {
        bool untold = notes_send(helper);
        struct pollfd sources[] = {{.fd = helper->socket, .events = (short)(untold ? POLLIN | POLLOUT : POLLIN)},
                                   {.fd = helper->deaths, .events = POLLIN}};
        if (poll(sources, 2, -1) < 0 && errno != EINTR)
            return;
        wards_collect(helper);
        if ((sources[0].revents & (POLLIN | POLLHUP | POLLERR)) && !order_take(helper))
            return;
    }
}

static long clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits for the workers' end, and brings it about if it does not come. */
static void wards_await(struct helper *helper)
{
    const unsigned all = helper->crew->options.worker_count;
    bool dismissed = atomic_load(&helper->crew->stopping);
    if (!dismissed)
        wards_signal(helper, 0, all, SIGTERM);
    for (long end = clock_ms() + (dismissed ? GRACE_MS : END_MS); helper->alive_count;) {
        struct pollfd source = {.fd = helper->deaths, .events = POLLIN};
        long left = end - clock_ms();
        if (left <= 0)
            wards_signal(helper, 0, all, SIGKILL);
        poll(&source, 1, left > 0 ? (int)left : -1);
        wards_collect(helper);
    }
}

static _Noreturn void helper_main(struct crew *crew, int socket, pid_t coordinator)
{
    child_follow(coordinator, "yoke-helper");
    child_signals();
    sigset_t deaths;
    sigemptyset(&deaths);
    sigaddset(&deaths, SIGCHLD);
    sigprocmask(SIG_BLOCK, &deaths, NULL);
    struct helper helper = {.crew = crew,
                            .socket = socket,
                            .deaths = signalfd(-1, &deaths, SFD_CLOEXEC | SFD_NONBLOCK),
                            .self = getpid(),
                            .wards = calloc(crew->options.worker_count, sizeof *helper.wards)};
    if (helper.deaths >= 0 && helper.wards) {
        helper_serve(&helper);
        wards_await(&helper);
    }
    _exit(0);
}

pid_t helper_start(struct crew *crew, int *coordinator_end, struct yoke_error *error)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
        int status = -errno;
        yoke_error_set(error, "no socket pair for the helper of the fork executor: %s", strerror(-status));
        return status;
    }
    fflush(NULL); /* else a task that calls exit prints once more what the program had printed and not flushed */
    pid_t coordinator = getpid(), helper = fork();
    if (helper == 0) {
        close(ends[0]);
        helper_main(crew, ends[1], coordinator);
    }
    int status = -errno;
    close(ends[1]);
    if (helper < 0) {
        close(ends[0]);
        yoke_error_set(error, "the helper of the fork executor could not be forked: %s", strerror(-status));
        return status;
    }
    *coordinator_end = ends[0];
    return helper;
}
