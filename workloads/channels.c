/* SPDX-License-Identifier: MIT */
/* The idle ones are a stack: the one used last is the warmest. */
#include "channels.h"

#include <errno.h>
#include <stdlib.h>

struct channels {
    struct channel *idle;
    size_t buffer_bytes;
};

int channels_setup(struct yoke_worker *worker, const char *name, size_t buffer_bytes, struct yoke_error *error)
{
    struct channels *channels = malloc(sizeof *channels);
    if (!channels) {
        yoke_error_set(error, "%s: no memory for a worker's connections", name);
        return -ENOMEM;
    }
    *channels = (struct channels){.buffer_bytes = buffer_bytes};
    worker->local = channels;
    return 0;
}

void channels_teardown(struct yoke_worker *worker)
{
    struct channels *channels = worker->local;
    while (channels->idle) {
        struct channel *channel = channels->idle;
        channels->idle = channel->next;
        channel_close(channel);
    }
    free(channels);
}

int channel_take(struct yoke_worker *worker, const struct loopback *loopback, struct channel **taken)
{
    struct channels *channels = worker->local;
    struct channel *channel = channels->idle;
    *taken = channel;
    if (channel) {
        channels->idle = channel->next;
        return 0;
    }
    channel = calloc(1, sizeof *channel + channels->buffer_bytes + 1); /* zeroed: it is sent to others */
    if (!channel)
        return -ENOMEM;
    const int status = loopback_open(loopback, worker, &channel->in, &channel->out);
    if (status)
        free(channel);
    else
        *taken = channel;
    return status;
}

void channel_give(struct yoke_worker *worker, struct channel *channel)
{
    struct channels *channels = worker->local;
    channel->next = channels->idle;
    channels->idle = channel;
}

void channel_close(struct channel *channel)
{
    loopback_close(channel->in, channel->out);
    free(channel);
}
