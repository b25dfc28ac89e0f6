/* SPDX-License-Identifier: MIT */
/* Reading a file in blocks, from the page cache or past it. A task folds the stamps of all sectors it has read into a
 * number that also depends on their order. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "blocks.h"
#include "chain.h"

enum { SIZE, BLOCK, BLOCKS, PATTERN, CACHE, FILES };

static int file_read_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const struct blocks_plan plan = {.name = "io_file_read",
                                     .size_bytes = work->values.value[SIZE],
                                     .block_bytes = work->values.value[BLOCK],
                                     .blocks = work->values.value[BLOCKS],
                                     .random = work->values.value[PATTERN],
                                     .direct = work->values.value[CACHE],
                                     .own = work->values.value[FILES]};
    return blocks_setup(work, &plan, context, error);
}

/* Reads one whole block. Returns 0, or a negative errno. */
static int block_read(const struct blocks *blocks, struct yoke_worker *worker, uint64_t place, unsigned char *buffer)
{
    const size_t bytes = blocks->plan.block_bytes;
    for (size_t done = 0; done < bytes;) {
        const ssize_t part =
            worker->io->pread(worker, blocks_file(worker), buffer + done, bytes - done, (off_t)(place * bytes + done));
        if (part <= 0)
            return part ? (int)part : -EIO; /* the file has not lost its end */
        done += (size_t)part;
    }
    return 0;
}

static uint64_t fold(uint64_t folded, uint64_t check)
{
    return folded * CHAIN_MULTIPLIER + check;
}

static int file_read_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct blocks *blocks = context;
    unsigned char *buffer = blocks_buffer_take(blocks, worker);
    uint64_t folded = index;
    int status = buffer ? 0 : -ENOMEM;
    for (uint64_t k = 0; k < blocks->plan.blocks && !status; k++) {
        status = block_read(blocks, worker, blocks_place(blocks, index, k), buffer);
        for (uint64_t i = 0; i < blocks_sectors(blocks) && !status; i++) {
            struct stamp stamp;
            memcpy(&stamp, buffer + i * SECTOR_BYTES, sizeof stamp);
            folded = fold(folded, stamp.check);
        }
    }
    *(uint64_t *)result = folded;
    if (buffer)
        blocks_buffer_give(worker, buffer);
    return status;
}

static uint64_t folded_expected(const struct blocks *blocks, uint64_t index)
{
    uint64_t folded = index;
    for (uint64_t k = 0; k < blocks->plan.blocks; k++) {
        const uint64_t first = blocks_place(blocks, index, k) * blocks_sectors(blocks);
        for (uint64_t i = 0; i < blocks_sectors(blocks); i++)
            folded = fold(folded, blocks_filled_check(blocks, first + i));
    }
    return folded;
}

static int file_read_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct blocks *blocks = context;
    const uint64_t *values = results;
    for (uint64_t index = 0; index < blocks->work.task_count; index++) {
        const uint64_t expected = folded_expected(blocks, index);
        if (values[index] == expected)
            continue;
        yoke_error_set(error, "io_file_read: what task %" PRIu64 " has read sums up to %" PRIx64 ", not %" PRIx64,
                       index, values[index], expected);
        return -EBADMSG;
    }
    return 0;
}

const struct yoke_workload yoke_workload_io_file_read = {
    .name = "io_file_read",
    .summary = "read blocks of a file, from the page cache or from the device",
    .bound = YOKE_IO_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "size",
             .unit = YOKE_BYTES,
             .fallback = 16 << 20, /* written anew for each process: soon there, and beyond the nearest caches */
             .least = SECTOR_BYTES,
             .most = UINT64_C(1) << 40,
             .summary = "size of the file, rounded up to whole blocks"},
            {.name = "block",
             .unit = YOKE_BYTES,
             .fallback = 4096, /* a page */
             .least = SECTOR_BYTES,
             .most = 1 << 30,
             .summary = "size of one read, a multiple of 512 bytes"},
            {.name = "blocks",
             .unit = YOKE_COUNT,
             .fallback = 64,
             .least = 1,
             .most = 1000000000,
             .summary = "reads in one task"},
            {.name = "pattern",
             .fallback = 1,
             .most = 1,
             .summary = "order of the blocks, round and round: as in the file, or drawn",
             .choices = blocks_patterns},
            {.name = "cache",
             .fallback = 0,
             .most = 1,
             .summary = "from the page cache, or from the device (O_DIRECT)",
             .choices = blocks_caches},
            {.name = "files",
             .fallback = 0,
             .most = 1,
             .summary = "one for all workers, or one for each",
             .choices = blocks_files},
            {.name = NULL},
        },
    .default_tasks = 1024, /* 256 MiB: some 100 ms from the page cache */
    .result_bytes = sizeof(uint64_t),
    .operation = "read",
    .moved = "those read",
    .reading =
        "Files are in TMPDIR (else /var/tmp) and have no name there. Cached, it measures system calls and copying, and "
        "scales as far as memory does. Direct, it waits for the device: speedup goes on until the device's queue is "
        "full, and is best had from few workers with coop. Take fewer --tasks then.",
    .setup = file_read_setup,
    .worker_setup = blocks_worker_setup,
    .task = file_read_task,
    .worker_teardown = blocks_worker_teardown,
    .verify = file_read_verify,
    .facts = blocks_facts,
    .teardown = blocks_teardown,
};
