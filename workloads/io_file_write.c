/* SPDX-License-Identifier: MIT */
/* Writing over a file in blocks, through the page cache or past it. The file is all there before: what is measured is
 * neither making room nor making a file longer. */
#include "blocks.h"
#include "written.h"

enum { SIZE, BLOCK, BLOCKS, PATTERN, CACHE, FILES };

static int file_write_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const struct blocks_plan plan = {.name = "io_file_write",
                                     .size_bytes = work->values.value[SIZE],
                                     .block_bytes = work->values.value[BLOCK],
                                     .blocks = work->values.value[BLOCKS],
                                     .random = work->values.value[PATTERN],
                                     .direct = work->values.value[CACHE],
                                     .own = work->values.value[FILES]};
    return blocks_setup(work, &plan, context, error);
}

const struct yoke_workload yoke_workload_io_file_write = {
    .name = "io_file_write",
    .summary = "write blocks of a file, to the page cache or to the device",
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
             .summary = "size of one write, a multiple of 512 bytes"},
            {.name = "blocks",
             .unit = YOKE_COUNT,
             .fallback = 64,
             .least = 1,
             .most = 1000000000,
             .summary = "writes in one task"},
            {.name = "pattern",
             .fallback = 0,
             .most = 1,
             .summary = "order of the blocks, round and round: as in the file, or drawn",
             .choices = blocks_patterns},
            {.name = "cache",
             .fallback = 0,
             .most = 1,
             .summary = "to the page cache, or to the device (O_DIRECT)",
             .choices = blocks_caches},
            {.name = "files",
             .fallback = 0,
             .most = 1,
             .summary = "one for all workers, or one for each",
             .choices = blocks_files},
            {.name = NULL},
        },
    .default_tasks = 256, /* 64 MiB: some 50 ms to the page cache */
    .result_bytes = sizeof(struct sealed),
    .operation = "write",
    .moved = "those written",
    .reading =
        "Files are in TMPDIR (else /var/tmp) and have no name there. Cached, it measures system calls and copying; on "
        "one shared file many file systems let one writer in at a time, and files=own shows how much that costs. "
        "Direct, it waits for the device, but not until data are durable: that is io_fsync.",
    .setup = file_write_setup,
    .worker_setup = blocks_worker_setup,
    .task = written_task,
    .worker_teardown = blocks_worker_teardown,
    .verify = written_verify,
    .facts = blocks_facts,
    .teardown = blocks_teardown,
};
