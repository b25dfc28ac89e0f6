/* SPDX-License-Identifier: MIT */
/* Each time a task runs it draws a ticket that nobody had before, stamps its sectors with it, and returns it: what an
 * earlier run has left in the file is told from what this one wrote. Where tasks write the same block, the last one is
 * found there, and has to be one of those. */
#include "written.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "blocks.h"
#include "scratch.h"

/* A result's value is a ticket, and below it the worker, whose file it is. */
enum { WORKER_BITS = 16 };

static int block_write(const struct blocks *blocks, struct yoke_worker *worker, uint64_t place,
                       const unsigned char *buffer)
{
    const size_t bytes = blocks->plan.block_bytes;
    const int file = blocks_file(worker);
    for (size_t done = 0; done < bytes;) {
        const ssize_t part =
            worker->io->pwrite(worker, file, buffer + done, bytes - done, (off_t)(place * bytes + done));
        if (part < 0)
            return (int)part;
        done += (size_t)part;
    }
    return blocks->plan.syncs ? worker->io->fsync(worker, file) : 0;
}

static struct stamp stamp_of(uint64_t index, uint64_t value, uint64_t sector)
{
    return (struct stamp){index, yoke_random_draw(value, sector)};
}

int written_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct blocks *blocks = context;
    const uint64_t value = blocks_ticket(blocks) << WORKER_BITS | worker->index;
    unsigned char *buffer = blocks_buffer_take(blocks, worker);
    int status = buffer ? 0 : -ENOMEM;
    for (uint64_t k = 0; k < blocks->plan.blocks && !status; k++) {
        const uint64_t place = blocks_place(blocks, index, k);
        for (uint64_t i = 0; i < blocks_sectors(blocks); i++) {
            const struct stamp stamp = stamp_of(index, value, place * blocks_sectors(blocks) + i);
            memcpy(buffer + i * SECTOR_BYTES, &stamp, sizeof stamp);
        }
        status = block_write(blocks, worker, place, buffer);
    }
    seal_put(result, &blocks->work, index, value);
    if (buffer)
        blocks_buffer_give(worker, buffer);
    return status;
}

/* What is being looked at. */
struct search {
    const struct blocks *blocks;
    const struct sealed *results;
    unsigned char *buffer; /* one block */
    unsigned worker;       /* whose file is open; only while `file` is */
    int file;              /* -1: none */
};

static unsigned worker_of(uint64_t value)
{
    return (unsigned)(value & ((1u << WORKER_BITS) - 1));
}

/* Opens the file that the task has written to, unless it is open. Returns 0 or a negative errno. */
static int search_turn(struct search *search, uint64_t value)
{
    const unsigned worker = worker_of(value);
    if (search->file >= 0 && (search->worker == worker || !search->blocks->plan.own))
        return 0;
    if (search->file >= 0)
        close(search->file);
    search->file = blocks_file_open(search->blocks, worker);
    search->worker = worker;
    return search->file < 0 ? search->file : 0;
}

/* Is the sector what one of the tasks wrote that should have? */
static bool sector_is_right(const struct search *search, uint64_t place, uint64_t sector, const struct stamp *stamp)
{
    const struct blocks *blocks = search->blocks;
    if (stamp->writer >= blocks->work.task_count)
        return false;
    const uint64_t value = search->results[stamp->writer].value;
    return stamp->check == stamp_of(stamp->writer, value, sector).check &&
           (!blocks->plan.own || worker_of(value) == search->worker) && blocks_has(blocks, stamp->writer, place);
}

/* Returns 0, -EBADMSG, or the errno of reading. */
static int block_check(const struct search *search, uint64_t place)
{
    const struct blocks *blocks = search->blocks;
    const size_t bytes = blocks->plan.block_bytes;
    const ssize_t got = pread(search->file, search->buffer, bytes, (off_t)(place * bytes));
    if (got < 0)
        return -errno;
    for (uint64_t i = 0; i < blocks_sectors(blocks); i++) {
        struct stamp stamp;
        memcpy(&stamp, search->buffer + i * SECTOR_BYTES, sizeof stamp);
        if ((size_t)got < bytes || !sector_is_right(search, place, place * blocks_sectors(blocks) + i, &stamp))
            return -EBADMSG;
    }
    return 0;
}

/* All results before any file is read: the file is judged by them. */
static int results_check(const struct blocks *blocks, const struct sealed *results, struct yoke_error *error)
{
    for (uint64_t index = 0; index < blocks->work.task_count; index++) {
        if (results[index].seal == seal_of(&blocks->work, index, results[index].value))
            continue;
        yoke_error_set(error, "%s: the result of task %" PRIu64 " is not what the task returned", blocks->plan.name,
                       index);
        return -EBADMSG;
    }
    return 0;
}

static int task_check(struct search *search, uint64_t index, struct yoke_error *error)
{
    const struct blocks *blocks = search->blocks;
    int status = search_turn(search, search->results[index].value);
    for (uint64_t k = 0; k < blocks->plan.blocks && !status; k++) {
        status = block_check(search, blocks_place(blocks, index, k));
        if (status == -EBADMSG)
            yoke_error_set(error, "%s: block %" PRIu64 " of task %" PRIu64 " is not in the file as it was written",
                           blocks->plan.name, k, index);
    }
    if (status)
        yoke_error_set(error, "%s: the file of task %" PRIu64 " cannot be read again: %s", blocks->plan.name, index,
                       strerror(-status));
    return status;
}

int written_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct blocks *blocks = context;
    const size_t room = (blocks->plan.block_bytes / SCRATCH_ALIGNMENT + 1) * SCRATCH_ALIGNMENT;
    struct search search = {
        .blocks = blocks, .results = results, .buffer = aligned_alloc(SCRATCH_ALIGNMENT, room), .file = -1};
    int status = search.buffer ? results_check(blocks, results, error) : -ENOMEM;
    if (status == -ENOMEM)
        yoke_error_set(error, "%s: no memory to read a block again", blocks->plan.name);
    for (uint64_t index = 0; index < blocks->work.task_count && !status; index++)
        status = task_check(&search, index, error);
    if (search.file >= 0)
        close(search.file);
    free(search.buffer);
    return status ? -EBADMSG : 0;
}
