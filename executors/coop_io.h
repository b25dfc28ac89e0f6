/* SPDX-License-Identifier: MIT */
/* The worker's I/O table in its parking form: a call that waits gives the worker to another task. */
#ifndef COOP_IO_H
#define COOP_IO_H

#include "yoke/worker.h"

#include "loop.h"

/* One worker's table. While `worker->io` is &table, the tasks that run on the loop wait through it; calls from outside
 * a task fail with -EPERM. */
struct coop_io {
    struct yoke_io table;
    struct loop *loop;
};

void coop_io_init(struct coop_io *io, struct loop *loop);

#endif
