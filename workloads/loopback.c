/* SPDX-License-Identifier: MIT */
/* Starting, reaching and ending the server. Everything that can fail is done before it is forked: then there is
 * somebody to hear of it. */
#include "loopback.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loopback_server.h"

/* As long a queue as the kernel allows (net.core.somaxconn): thousands of tasks may connect at once. */
enum { BACKLOG = 65535 };

const char *const loopback_names[] = {"tcp", "unix", NULL};

static void files_limit_raise(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* The address to listen at. A Unix socket bound to no name is given an abstract one by the kernel. */
static void address_make(const struct loopback_options *options, struct loopback *loopback)
{
    loopback->address = (struct sockaddr_storage){.ss_family = AF_UNIX};
    loopback->address_bytes = sizeof loopback->address.ss_family;
    if (options->family != LOOPBACK_TCP)
        return;
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(options->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    memcpy(&loopback->address, &address, sizeof address);
    loopback->address_bytes = sizeof address;
}

/* Returns the listening socket, or a negative errno. */
static int listening_open(const struct loopback_options *options, struct loopback *loopback)
{
    address_make(options, loopback);
    const int listening = socket(loopback->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (listening < 0)
        return -errno;
    /* or the connections of the cell before would keep a given port taken for a minute */
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listening, (struct sockaddr *)&loopback->address, loopback->address_bytes) == 0 &&
        listen(listening, BACKLOG) == 0) {
        loopback->address_bytes = sizeof loopback->address;
        if (getsockname(listening, (struct sockaddr *)&loopback->address, &loopback->address_bytes) == 0)
            return listening;
    }
    const int status = -errno;
    close(listening);
    return status;
}

int loopback_start(struct loopback *loopback, const struct loopback_options *options, struct yoke_error *error)
{
    struct loopback_server *server = NULL;
    files_limit_raise();
    *loopback = (struct loopback){.family = options->family};
    const int listening = listening_open(options, loopback);
    if (listening == -EADDRINUSE || (listening < 0 && options->port))
        yoke_error_set(error, "%s: cannot listen on 127.0.0.1, port %u: %s; port=0 takes one that is free",
                       options->name, options->port, strerror(-listening));
    if (listening < 0) {
        yoke_error_set(error, "%s: cannot open a socket to listen on: %s", options->name, strerror(-listening));
        return listening;
    }
    int status = server_new(&server, options, listening);
    if (!status) {
        const pid_t parent = getpid();
        loopback->process = fork();
        status = loopback->process < 0 ? -errno : 0;
        if (loopback->process == 0)
            server_main(server, parent);
        server_free(server);
    }
    close(listening);
    if (status)
        yoke_error_set(error, "%s: cannot start the server to talk to: %s", options->name, strerror(-status));
    return status;
}

void loopback_stop(struct loopback *loopback)
{
    kill(loopback->process, SIGKILL);
    while (waitpid(loopback->process, NULL, 0) < 0 && errno == EINTR)
        ;
}

void loopback_close(int in, int out)
{
    close(in);
    if (out != in)
        close(out);
}

/* Hands the server the two descriptors. Does not wait: the socket is new, and its buffer empty. */
static int descriptors_send(int socket_descriptor, const int far[2])
{
    union {
        struct cmsghdr header;
        unsigned char room[CMSG_SPACE(2 * sizeof(int))];
    } control;
    char byte = 0;
    struct iovec part = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room};
    memset(&control, 0, sizeof control);
    control.header =
        (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(2 * sizeof(int))};
    memcpy(CMSG_DATA(&control.header), far, 2 * sizeof(int));
    return sendmsg(socket_descriptor, &message, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

/* Two pipes whose far ends the server at the other end of `control` gets. Closes nothing of the caller's. */
static int pipes_open(int control, int *in, int *out)
{
    int there[2], back[2];
    if (pipe2(there, O_CLOEXEC) < 0)
        return -errno;
    if (pipe2(back, O_CLOEXEC) < 0) {
        const int status = -errno;
        loopback_close(there[0], there[1]);
        return status;
    }
    const int far[2] = {there[0], back[1]};
    const int status = descriptors_send(control, far);
    loopback_close(far[0], far[1]);
    if (status)
        loopback_close(back[0], there[1]);
    *in = back[0];
    *out = there[1];
    return status;
}

int loopback_open(const struct loopback *loopback, struct yoke_worker *worker, int *in, int *out)
{
    const int on = 1, opened = socket(loopback->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (opened < 0)
        return -errno;
    if (loopback->family == LOOPBACK_TCP) /* a small message goes out at once, not with the next one */
        setsockopt(opened, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int status =
        worker->io->connect(worker, opened, (const struct sockaddr *)&loopback->address, loopback->address_bytes);
    *in = *out = opened;
    if (!status && loopback->family == LOOPBACK_PIPES)
        status = pipes_open(opened, in, out);
    if (status || loopback->family == LOOPBACK_PIPES)
        close(opened);
    return status;
}
