/* SPDX-License-Identifier: MIT */
/* Both sides of the conversation: the server's service, and the tasks. */
#include "echo.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "chain.h"
#include "channels.h"
#include "ideal.h"
#include "work.h"
#include "yoke/random.h"
#include "yoke/transfer.h"

struct echo {
    struct yoke_work work; /* first: the ideal reads it */
    struct echo_plan plan;
    struct loopback loopback;
    struct sigaction broken_pipe; /* what a broken pipe did before */
};

static uint64_t number_get(const unsigned char *at)
{
    uint64_t number;
    memcpy(&number, at, sizeof number);
    return number;
}

static void number_put(unsigned char *at, uint64_t number)
{
    memcpy(at, &number, sizeof number);
}

static unsigned char *tail_of(const struct echo *echo, unsigned char *message)
{
    return message + echo->plan.message_bytes - sizeof(uint64_t);
}

static ssize_t echo_measure(const void *context, const unsigned char *received, size_t bytes)
{
    const struct echo *echo = context;
    (void)received;
    return bytes >= echo->plan.message_bytes ? (ssize_t)echo->plan.message_bytes : 0;
}

static size_t echo_answer(const void *context, unsigned char *message, size_t bytes, uint64_t *delay_ns)
{
    const struct echo *echo = context;
    *delay_ns = echo->plan.delay_ns;
    number_put(message, chain_walk(number_get(message), 1));
    number_put(tail_of(echo, message), chain_walk(number_get(tail_of(echo, message)), 1));
    return bytes;
}

static const struct loopback_service echo_service = {.measure = echo_measure, .answer = echo_answer};

int echo_setup(const struct yoke_work *work, const struct echo_plan *plan, void **context, struct yoke_error *error)
{
    struct echo *echo = work_memory(plan->name, sizeof *echo, 1, error);
    if (!echo)
        return -ENOMEM;
    *echo = (struct echo){.work = *work, .plan = *plan};
    const struct loopback_options options = {.name = plan->name,
                                             .family = plan->family,
                                             .port = plan->port,
                                             .service = &echo_service,
                                             .context = echo,
                                             .buffer_bytes = plan->message_bytes};
    const int status = loopback_start(&echo->loopback, &options, error);
    if (status) {
        free(echo);
        return status;
    }
    /* a server that dies is an error of the tasks, not the end of the process */
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, &echo->broken_pipe);
    *context = echo;
    return 0;
}

void echo_teardown(void *context)
{
    struct echo *echo = context;
    loopback_stop(&echo->loopback);
    sigaction(SIGPIPE, &echo->broken_pipe, NULL);
    free(echo);
}

int echo_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    const struct echo *echo = context;
    return channels_setup(worker, echo->plan.name, echo->plan.message_bytes, error);
}

void echo_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    channels_teardown(worker);
}

/* There and back once. An end of input in the middle means that the server has hung up. */
static int trip(const struct echo *echo, struct yoke_worker *worker, struct channel *channel)
{
    const size_t bytes = echo->plan.message_bytes;
    const bool pipes = echo->plan.family == LOOPBACK_PIPES;
    ssize_t moved = pipes ? yoke_write_all(worker, channel->out, channel->buffer, bytes)
                          : yoke_send_all(worker, channel->out, channel->buffer, bytes);
    if (moved < 0)
        return (int)moved;
    moved = pipes ? yoke_read_all(worker, channel->in, channel->buffer, bytes)
                  : yoke_recv_all(worker, channel->in, channel->buffer, bytes);
    if (moved < 0)
        return (int)moved;
    return (size_t)moved == bytes ? 0 : -ECONNRESET;
}

static struct echo_result start_of(const struct echo *echo, uint64_t index)
{
    return (struct echo_result){yoke_random_draw(echo->work.seed, 2 * index),
                                yoke_random_draw(echo->work.seed, 2 * index + 1)};
}

int echo_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct echo *echo = context;
    const struct echo_result start = start_of(echo, index);
    struct channel *channel;
    int status = channel_take(worker, &echo->loopback, &channel);
    if (status)
        return status;
    unsigned char *tail = tail_of(echo, channel->buffer);
    number_put(channel->buffer, start.head);
    number_put(tail, start.tail);
    for (uint64_t i = 0; i < echo->plan.trips && !status; i++)
        status = trip(echo, worker, channel);
    *(struct echo_result *)result = (struct echo_result){number_get(channel->buffer), number_get(tail)};
    if (status)
        channel_close(channel);
    else
        channel_give(worker, channel);
    return status;
}

int echo_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct echo *echo = context;
    const struct echo_result *values = results;
    for (uint64_t index = 0; index < echo->work.task_count; index++) {
        const struct echo_result start = start_of(echo, index);
        const uint64_t head = chain_jump(start.head, echo->plan.trips), tail = chain_jump(start.tail, echo->plan.trips);
        if (values[index].head == head && values[index].tail == tail)
            continue;
        yoke_error_set(error,
                       "%s: the message of task %" PRIu64 " came back with %" PRIx64 " and %" PRIx64 ", not %" PRIx64
                       " and %" PRIx64,
                       echo->plan.name, index, values[index].head, values[index].tail, head, tail);
        return -EBADMSG;
    }
    return 0;
}

struct yoke_facts echo_facts(const void *context)
{
    const struct echo *echo = context;
    const double trips = (double)echo->work.task_count * (double)echo->plan.trips;
    return (struct yoke_facts){.operations = trips, .bytes = 2 * trips * (double)echo->plan.message_bytes};
}

static uint64_t wait_ns(const struct yoke_work *work, uint64_t index)
{
    const struct echo *echo = (const void *)work; /* its first member */
    (void)index;
    return echo->plan.trips * echo->plan.delay_ns;
}

uint64_t echo_ideal_ns(const void *context, unsigned worker_count)
{
    const struct echo *echo = context;
    return echo->plan.delay_ns ? ideal_waits_ns(&echo->work, wait_ns, worker_count) : 0;
}
