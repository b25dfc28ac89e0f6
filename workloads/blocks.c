/* SPDX-License-Identifier: MIT */
/* Files, buffers and places. */
#include "blocks.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scratch.h"
#include "work.h"
#include "yoke/random.h"
#include "yoke/shared.h"

const char *const blocks_patterns[] = {"sequential", "random", NULL};
const char *const blocks_caches[] = {"cached", "direct", NULL};
const char *const blocks_files[] = {"shared", "own", NULL};

/* More than any executor makes; what is not used is not touched either. */
enum { WORKERS_MOST = 1 << 16 };

/* Where a worker's file is, for other processes. */
struct owned {
    int process, descriptor;
};

/* Seen by all workers, also by forked ones. */
struct blocks_shared {
    _Alignas(YOKE_LINE_BYTES) uint64_t ticket;
    _Alignas(YOKE_LINE_BYTES) struct owned files[WORKERS_MOST];
};

/* One worker's file, and buffers for as many of its tasks as are under way at the same time. An idle buffer begins with
 * the address of the next one. */
struct blocks_worker {
    int file;
    unsigned char *idle;
};

uint64_t blocks_filled_check(const struct blocks *blocks, uint64_t sector)
{
    return yoke_random_draw(blocks->work.seed, sector);
}

/* Random bytes, so that no device gets by with less than it seems. */
static void noise_write(unsigned char *into, size_t bytes, uint64_t seed)
{
    for (size_t at = 0; at < bytes; at += sizeof(uint64_t)) {
        const uint64_t word = yoke_random_draw(seed, at);
        memcpy(into + at, &word, sizeof word);
    }
}

static void block_fill(const void *context, uint64_t offset, unsigned char *block)
{
    const struct blocks *blocks = context;
    noise_write(block, blocks->plan.block_bytes, ~blocks->work.seed + offset);
    for (uint64_t i = 0; i < blocks_sectors(blocks); i++) {
        const struct stamp stamp = {STAMP_FILLED, blocks_filled_check(blocks, offset / SECTOR_BYTES + i)};
        memcpy(block + i * SECTOR_BYTES, &stamp, sizeof stamp);
    }
}

static int file_make(const struct blocks *blocks, struct yoke_error *error)
{
    const struct scratch_options options = {.name = blocks->plan.name,
                                            .bytes = blocks->file_blocks * blocks->plan.block_bytes,
                                            .block_bytes = blocks->plan.block_bytes,
                                            .direct = blocks->plan.direct,
                                            .durable = blocks->plan.syncs,
                                            .fill = block_fill,
                                            .context = blocks};
    return scratch_open(&options, error);
}

int blocks_setup(const struct yoke_work *work, const struct blocks_plan *plan, void **context, struct yoke_error *error)
{
    if (plan->block_bytes % SECTOR_BYTES) {
        yoke_error_set(error, "%s: a block must be a multiple of %d bytes, not %" PRIu64 " bytes", plan->name,
                       SECTOR_BYTES, plan->block_bytes);
        return -EINVAL;
    }
    struct blocks *blocks = work_memory(plan->name, sizeof *blocks, 1, error);
    struct blocks_shared *shared = yoke_shared_map(sizeof *shared);
    int status = -ENOMEM;
    if (!blocks || !shared) {
        yoke_error_set(error, "%s: no memory for its workers' places", plan->name);
        goto release;
    }
    *blocks = (struct blocks){.work = *work,
                              .plan = *plan,
                              .file_blocks = (plan->size_bytes + plan->block_bytes - 1) / plan->block_bytes,
                              .shared_file = -1,
                              .shared = shared};
    if (!plan->own)
        blocks->shared_file = file_make(blocks, error);
    status = !plan->own && blocks->shared_file < 0 ? blocks->shared_file : 0;
    if (status)
        goto release;
    *context = blocks;
    return 0;
release:
    yoke_shared_unmap(shared, sizeof *shared);
    free(blocks);
    return status;
}

void blocks_teardown(void *context)
{
    struct blocks *blocks = context;
    if (blocks->shared_file >= 0)
        close(blocks->shared_file);
    yoke_shared_unmap(blocks->shared, sizeof *blocks->shared);
    free(blocks);
}

int blocks_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    struct blocks *blocks = context;
    struct blocks_worker *own = work_memory(blocks->plan.name, sizeof *own, 1, error);
    if (!own)
        return -ENOMEM;
    *own = (struct blocks_worker){.file = blocks->plan.own ? file_make(blocks, error) : blocks->shared_file};
    if (own->file < 0) {
        const int status = own->file;
        free(own);
        return status;
    }
    if (worker->index < WORKERS_MOST)
        blocks->shared->files[worker->index] = (struct owned){getpid(), own->file};
    worker->local = own;
    return 0;
}

void blocks_worker_teardown(void *context, struct yoke_worker *worker)
{
    const struct blocks *blocks = context;
    struct blocks_worker *own = worker->local;
    while (own->idle)
        free(blocks_buffer_take(blocks, worker));
    if (blocks->plan.own)
        close(own->file);
    free(own);
}

struct yoke_facts blocks_facts(const void *context)
{
    const struct blocks *blocks = context;
    const double operations = (double)blocks->work.task_count * (double)blocks->plan.blocks;
    return (struct yoke_facts){.operations = operations, .bytes = operations * (double)blocks->plan.block_bytes};
}

uint64_t blocks_place(const struct blocks *blocks, uint64_t index, uint64_t k)
{
    const uint64_t number = index * blocks->plan.blocks + k;
    return blocks->plan.random ? yoke_random_upto(blocks->work.seed, number, blocks->file_blocks - 1)
                               : number % blocks->file_blocks;
}

bool blocks_has(const struct blocks *blocks, uint64_t index, uint64_t place)
{
    for (uint64_t k = 0; k < blocks->plan.blocks; k++)
        if (blocks_place(blocks, index, k) == place)
            return true;
    return false;
}

unsigned char *blocks_buffer_take(const struct blocks *blocks, struct yoke_worker *worker)
{
    struct blocks_worker *own = worker->local;
    unsigned char *buffer = own->idle;
    if (buffer) {
        memcpy(&own->idle, buffer, sizeof own->idle);
        return buffer;
    }
    const size_t bytes = blocks->plan.block_bytes;
    buffer = aligned_alloc(SCRATCH_ALIGNMENT, (bytes / SCRATCH_ALIGNMENT + 1) * SCRATCH_ALIGNMENT);
    if (buffer)
        noise_write(buffer, bytes, worker->index);
    return buffer;
}

void blocks_buffer_give(struct yoke_worker *worker, unsigned char *buffer)
{
    struct blocks_worker *own = worker->local;
    memcpy(buffer, &own->idle, sizeof own->idle);
    own->idle = buffer;
}

int blocks_file(const struct yoke_worker *worker)
{
    return ((const struct blocks_worker *)worker->local)->file;
}

int blocks_file_open(const struct blocks *blocks, unsigned worker_index)
{
    char path[64];
    if (worker_index >= WORKERS_MOST)
        return -ENOENT;
    const struct owned *owned = &blocks->shared->files[worker_index];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", owned->process, owned->descriptor);
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | (blocks->plan.direct ? O_DIRECT : 0));
    return descriptor < 0 ? -errno : descriptor;
}

uint64_t blocks_ticket(const struct blocks *blocks)
{
    return __atomic_fetch_add(&blocks->shared->ticket, 1, __ATOMIC_RELAXED);
}
