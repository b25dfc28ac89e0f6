/* SPDX-License-Identifier: MIT */
/* Transfers that go on until the end: the calls of yoke_io may do a part only. Each returns the bytes moved, which are
 * fewer than asked for only at the end of the input, or a negative errno, which may have come after a part. */
#ifndef YOKE_TRANSFER_H
#define YOKE_TRANSFER_H

#include "yoke/worker.h"

static inline ssize_t yoke_read_all(struct yoke_worker *worker, int descriptor, void *into, size_t bytes)
{
    size_t done = 0;
    while (done < bytes) {
        ssize_t part = worker->io->read(worker, descriptor, (unsigned char *)into + done, bytes - done);
        if (part < 0)
            return part;
        if (part == 0)
            break;
        done += (size_t)part;
    }
    return (ssize_t)done;
}

static inline ssize_t yoke_write_all(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes)
{
    size_t done = 0;
    while (done < bytes) {
        ssize_t part = worker->io->write(worker, descriptor, (const unsigned char *)from + done, bytes - done);
        if (part < 0)
            return part;
        done += (size_t)part;
    }
    return (ssize_t)done;
}

static inline ssize_t yoke_recv_all(struct yoke_worker *worker, int descriptor, void *into, size_t bytes)
{
    size_t done = 0;
    while (done < bytes) {
        ssize_t part = worker->io->recv(worker, descriptor, (unsigned char *)into + done, bytes - done, 0);
        if (part < 0)
            return part;
        if (part == 0)
            break;
        done += (size_t)part;
    }
    return (ssize_t)done;
}

static inline ssize_t yoke_send_all(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes)
{
    size_t done = 0;
    while (done < bytes) {
        ssize_t part = worker->io->send(worker, descriptor, (const unsigned char *)from + done, bytes - done, 0);
        if (part < 0)
            return part;
        done += (size_t)part;
    }
    return (ssize_t)done;
}

#endif
