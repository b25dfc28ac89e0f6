/* SPDX-License-Identifier: MIT */
/* Writing a block and waiting until it is durable, again and again: what every transaction of a database ends with. */
#include "blocks.h"
#include "written.h"

enum { SIZE, BLOCK, SYNCS, FILES };

static int fsync_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const struct blocks_plan plan = {.name = "io_fsync",
                                     .size_bytes = work->values.value[SIZE],
                                     .block_bytes = work->values.value[BLOCK],
                                     .blocks = work->values.value[SYNCS],
                                     .own = work->values.value[FILES],
                                     .syncs = true};
    return blocks_setup(work, &plan, context, error);
}

const struct yoke_workload yoke_workload_io_fsync = {
    .name = "io_fsync",
    .summary = "write a block of a file and wait until it is durable",
    .bound = YOKE_IO_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "size",
             .unit = YOKE_BYTES,
             .fallback = 1 << 20, /* written anew for each process; how large it is hardly matters */
             .least = SECTOR_BYTES,
             .most = UINT64_C(1) << 40,
             .summary = "size of the file, rounded up to whole blocks"},
            {.name = "block",
             .unit = YOKE_BYTES,
             .fallback = 4096, /* a page */
             .least = SECTOR_BYTES,
             .most = 1 << 30,
             .summary = "size of one write, a multiple of 512 bytes"},
            {.name = "syncs",
             .unit = YOKE_COUNT,
             .fallback = 1,
             .least = 1,
             .most = 1000000000,
             .summary = "writes in one task, each followed by an fsync"},
            {.name = "files",
             .fallback = 0,
             .most = 1,
             .summary = "one for all workers, or one for each",
             .choices = blocks_files},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 100 ms at 1.5 ms each, a common solid-state disk */
    .result_bytes = sizeof(struct sealed),
    .operation = "sync",
    .moved = "those written and made durable",
    .reading =
        "Files are in TMPDIR (else /var/tmp), have no name there, and must not be in memory. Speedup beyond one comes "
        "from the file system: it can make the writes of several workers durable together. With one file they wait "
        "for each other's data; with files=own mostly for the journal. A sync of some microseconds means that the "
        "device, or a virtual machine's host, only says that data are safe.",
    .setup = fsync_setup,
    .worker_setup = blocks_worker_setup,
    .task = written_task,
    .worker_teardown = blocks_worker_teardown,
    .verify = written_verify,
    .facts = blocks_facts,
    .teardown = blocks_teardown,
};
