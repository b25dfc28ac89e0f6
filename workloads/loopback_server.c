/* SPDX-License-Identifier: MIT */
/* A connection receives a request, has its answer held back, sends it, and receives again: one request at a time. The
 * server never waits but in epoll, where a timer stands for the answer that is due first: a timer is exact, where
 * epoll's own limit may be late by a part of its length. */
#include "loopback_server.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "delays.h"

/* Taken from the kernel in one call: 3 KiB. */
enum { EVENTS_MOST = 256 };

enum connection_state { RECEIVING, HOLDING, SENDING, CLOSED };

struct connection {
    enum connection_state state;
    bool held;               /* its place among the delays is still taken */
    int in, out;             /* the same for a socket */
    size_t used, sent;       /* bytes in the buffer; of them, sent */
    struct connection *next; /* among those to be freed */
    unsigned char buffer[];
};

struct loopback_server {
    struct loopback_options options;
    int listening, epoll, timer;
    int spare; /* given up for a moment to turn away a connection when descriptors have run out */
    struct delays delays;
    uint64_t armed_ns;         /* what the timer is set to; 0: not set */
    struct connection *closed; /* freed when no event of this round can name them any more */
};

static int watch(int epoll, int action, int descriptor, uint32_t events, void *what)
{
    struct epoll_event event = {.events = events, .data.ptr = what};
    return epoll_ctl(epoll, action, descriptor, &event) < 0 ? -errno : 0;
}

int server_new(struct loopback_server **made, const struct loopback_options *options, int listening)
{
    struct loopback_server *server = calloc(1, sizeof *server);
    if (!server)
        return -ENOMEM;
    server->options = *options;
    server->listening = listening;
    server->epoll = epoll_create1(EPOLL_CLOEXEC);
    server->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    server->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int status = server->epoll < 0 || server->timer < 0 || server->spare < 0 ? -errno : 0;
    if (!status)
        status = watch(server->epoll, EPOLL_CTL_ADD, listening, EPOLLIN, server);
    if (!status)
        status = watch(server->epoll, EPOLL_CTL_ADD, server->timer, EPOLLIN, &server->delays);
    if (status)
        server_free(server);
    else
        *made = server;
    return status;
}

void server_free(struct loopback_server *server)
{
    const int descriptors[] = {server->epoll, server->timer, server->spare};
    for (unsigned i = 0; i < 3; i++)
        if (descriptors[i] >= 0)
            close(descriptors[i]);
    free(server);
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Hangs up. The memory goes later, when nothing points to it. */
static void connection_close(struct loopback_server *server, struct connection *connection)
{
    loopback_close(connection->in, connection->out);
    connection->state = CLOSED;
    if (connection->held)
        return;
    connection->next = server->closed;
    server->closed = connection;
}

/* Has epoll tell when the answer can be sent on. The request's descriptor is not listened to meanwhile. */
static int sending_wait(const struct loopback_server *server, struct connection *connection)
{
    if (connection->state == SENDING)
        return 0;
    connection->state = SENDING;
    if (connection->in == connection->out)
        return watch(server->epoll, EPOLL_CTL_MOD, connection->out, EPOLLOUT, connection);
    return watch(server->epoll, EPOLL_CTL_ADD, connection->out, EPOLLOUT, connection);
}

static int receiving_wait(const struct loopback_server *server, struct connection *connection)
{
    const bool waited = connection->state == SENDING;
    connection->state = RECEIVING;
    connection->used = connection->sent = 0;
    if (!waited)
        return 0;
    if (connection->in == connection->out)
        return watch(server->epoll, EPOLL_CTL_MOD, connection->in, EPOLLIN, connection);
    return watch(server->epoll, EPOLL_CTL_DEL, connection->out, 0, NULL);
}

static void connection_send(struct loopback_server *server, struct connection *connection)
{
    while (connection->sent < connection->used) {
        const ssize_t sent =
            write(connection->out, connection->buffer + connection->sent, connection->used - connection->sent);
        if (sent >= 0) {
            connection->sent += (size_t)sent;
        } else if (errno != EINTR) {
            if (errno != EAGAIN || sending_wait(server, connection))
                connection_close(server, connection);
            return;
        }
    }
    if (receiving_wait(server, connection))
        connection_close(server, connection);
}

/* Answers the request in the buffer, now or later. */
static void connection_answer(struct loopback_server *server, struct connection *connection)
{
    uint64_t delay_ns = 0;
    connection->used =
        server->options.service->answer(server->options.context, connection->buffer, connection->used, &delay_ns);
    if (!delay_ns) {
        connection_send(server, connection);
    } else if (delays_add(&server->delays, now_ns() + delay_ns, connection)) {
        connection_close(server, connection);
    } else {
        connection->state = HOLDING;
        connection->held = true;
    }
}

static void connection_receive(struct loopback_server *server, struct connection *connection)
{
    const size_t room = server->options.buffer_bytes - connection->used;
    const ssize_t got = read(connection->in, connection->buffer + connection->used, room);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        connection_close(server, connection);
        return;
    }
    connection->used += (size_t)got;
    const ssize_t request =
        server->options.service->measure(server->options.context, connection->buffer, connection->used);
    if (request > 0 && (size_t)request == connection->used)
        connection_answer(server, connection);
    else if (request || connection->used == server->options.buffer_bytes)
        connection_close(server, connection); /* nonsense, or more than one request */
}

static void connection_event(struct loopback_server *server, struct connection *connection)
{
    switch (connection->state) {
    case RECEIVING:
        connection_receive(server, connection);
        break;
    case SENDING:
        connection_send(server, connection);
        break;
    case HOLDING: /* who was to be answered has hung up, or does not wait for its turn */
        connection_close(server, connection);
        break;
    case CLOSED:
        break;
    }
}

static void connection_begin(struct loopback_server *server, int in, int out)
{
    struct connection *connection = malloc(sizeof *connection + server->options.buffer_bytes);
    if (!connection) {
        loopback_close(in, out);
        return;
    }
    *connection = (struct connection){.in = in, .out = out};
    if (watch(server->epoll, EPOLL_CTL_ADD, in, EPOLLIN, connection)) {
        loopback_close(in, out);
        free(connection);
    }
}

/* Takes the two pipe ends that whoever has just connected is sending. */
static void pipes_accept(struct loopback_server *server, int control)
{
    union {
        struct cmsghdr header;
        unsigned char room[CMSG_SPACE(2 * sizeof(int))];
    } taken;
    char byte;
    struct iovec part = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &taken, .msg_controllen = sizeof taken.room};
    const ssize_t got = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
    int pipes[2];
    if (got == 1 && message.msg_controllen >= CMSG_LEN(sizeof pipes) && !(message.msg_flags & MSG_CTRUNC)) {
        memcpy(pipes, CMSG_DATA(&taken.header), sizeof pipes);
        /* the other ends are other files, and not switched by this */
        if (fcntl(pipes[0], F_SETFL, O_NONBLOCK) < 0 || fcntl(pipes[1], F_SETFL, O_NONBLOCK) < 0)
            loopback_close(pipes[0], pipes[1]);
        else
            connection_begin(server, pipes[0], pipes[1]);
    }
    close(control);
}

/* Without descriptors the connection would stay in the queue, and epoll would report it for ever. */
static bool connection_turn_away(struct loopback_server *server)
{
    if (errno != EMFILE && errno != ENFILE)
        return false;
    close(server->spare);
    const int turned = accept(server->listening, NULL, NULL);
    if (turned >= 0)
        close(turned);
    server->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return turned >= 0;
}

static void connections_accept(struct loopback_server *server)
{
    const bool pipes = server->options.family == LOOPBACK_PIPES;
    for (;;) {
        /* the ends of pipes are waited for: they are sent right after connecting */
        const int accepted = accept4(server->listening, NULL, NULL, SOCK_CLOEXEC | (pipes ? 0 : SOCK_NONBLOCK));
        const int on = 1;
        if (accepted < 0 && errno != EINTR && errno != ECONNABORTED && !connection_turn_away(server))
            return;
        if (accepted < 0)
            continue;
        if (server->options.family == LOOPBACK_TCP)
            setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (pipes)
            pipes_accept(server, accepted);
        else
            connection_begin(server, accepted, accepted);
    }
}

static void answers_release(struct loopback_server *server)
{
    uint64_t expirations;
    server->armed_ns = 0;
    if (read(server->timer, &expirations, sizeof expirations) < 0)
        return; /* set anew in the same round; the answers come with the next one */
    const uint64_t time_ns = now_ns();
    while (server->delays.count && server->delays.heap[0].due_ns <= time_ns) {
        struct connection *connection = delays_take(&server->delays);
        connection->held = false;
        if (connection->state == HOLDING) {
            connection_send(server, connection);
        } else {
            connection->next = server->closed;
            server->closed = connection;
        }
    }
}

static void timer_arm(struct loopback_server *server)
{
    const uint64_t due_ns = server->delays.count ? server->delays.heap[0].due_ns : 0;
    if (!due_ns || due_ns == server->armed_ns)
        return;
    const struct itimerspec when = {
        .it_value = {.tv_sec = (time_t)(due_ns / 1000000000u), .tv_nsec = (long)(due_ns % 1000000000u)}};
    if (timerfd_settime(server->timer, TFD_TIMER_ABSTIME, &when, NULL) == 0)
        server->armed_ns = due_ns;
}

static void closed_free(struct loopback_server *server)
{
    while (server->closed) {
        struct connection *next = server->closed->next;
        free(server->closed);
        server->closed = next;
    }
}

static int by_number(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

/* Closes what was inherited, but for standard input, output and error. Above all the conversation with the driver,
 * which would not notice the cell's end as long as somebody has it open. */
static void inherited_close(const struct loopback_server *server)
{
    int kept[] = {STDERR_FILENO, server->listening, server->epoll, server->timer, server->spare};
    const size_t count = sizeof kept / sizeof *kept;
    qsort(kept, count, sizeof *kept, by_number);
    for (size_t i = 0; i < count; i++) {
        const unsigned first = (unsigned)kept[i] + 1, last = i + 1 < count ? (unsigned)kept[i + 1] - 1 : ~0u;
        if (kept[i] >= STDERR_FILENO && first <= last)
            close_range(first, last, 0);
    }
}

void server_main(struct loopback_server *server, pid_t parent)
{
    struct epoll_event events[EVENTS_MOST];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0); /* it died before the line above */
    prctl(PR_SET_NAME, "yoke-server");
    signal(SIGPIPE, SIG_IGN); /* who hangs up early is told by write */
    inherited_close(server);
    for (;;) {
        timer_arm(server);
        const int count = epoll_wait(server->epoll, events, EVENTS_MOST, -1);
        if (count < 0 && errno != EINTR)
            _exit(1);
        for (int i = 0; i < count; i++) {
            void *what = events[i].data.ptr;
            if (what == server)
                connections_accept(server);
            else if (what == &server->delays)
                answers_release(server);
            else
                connection_event(server, what);
        }
        closed_free(server);
    }
}
