/* SPDX-License-Identifier: MIT */
/* One worker's connections to a loopback server: as many as its tasks need at the same time, kept from one task to the
 * next. They live in `worker->local`, which only the worker's own flow of control uses: no lock. */
#ifndef CHANNELS_H
#define CHANNELS_H

#include "loopback.h"

struct channel {
    int in, out;            /* the same for a socket */
    struct channel *next;   /* the channels' */
    unsigned char buffer[]; /* of the size given to channels_setup, and one byte more for an ending 0 */
};

/* For worker_setup and worker_teardown. `name` is the workload's. Return 0 or -ENOMEM with a sentence. */
int channels_setup(struct yoke_worker *worker, const char *name, size_t buffer_bytes, struct yoke_error *error);
void channels_teardown(struct yoke_worker *worker);

/* A channel for one task: an idle one, or a new one. Returns 0 or a negative errno. */
int channel_take(struct yoke_worker *worker, const struct loopback *loopback, struct channel **channel);
/* Back to the idle ones, for a task that has read its answer to the end; or closed, for one that has not. */
void channel_give(struct yoke_worker *worker, struct channel *channel);
void channel_close(struct channel *channel);

#endif
