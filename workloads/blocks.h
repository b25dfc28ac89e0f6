/* SPDX-License-Identifier: MIT */
/* Files that tasks read and write in blocks: what io_file_read, io_file_write and io_fsync have in common.
 *
 * Each task takes the same number of blocks, and which ones depends on its number and the seed alone. Each sector of a
 * block, 512 bytes, begins with a stamp: a sector that is wrong, old or from elsewhere is noticed, at the cost of a
 * look at one cache line in eight. */
#ifndef BLOCKS_H
#define BLOCKS_H

#include <stdbool.h>

#include "yoke/workload.h"

enum { SECTOR_BYTES = 512 };

/* Choices of parameters, ending with NULL; in each the second word is the one that struct blocks_plan calls true. */
extern const char *const blocks_patterns[]; /* sequential, random */
extern const char *const blocks_caches[];   /* cached, direct */
extern const char *const blocks_files[];    /* shared, own */

/* What a workload says of its files. */
struct blocks_plan {
    const char *name;     /* the workload's */
    uint64_t size_bytes;  /* of a file; rounded up to whole blocks */
    uint64_t block_bytes; /* whole sectors */
    uint64_t blocks;      /* of one task */
    bool random, direct, own;
    bool syncs; /* each write is followed by an fsync */
};

/* What a sector begins with: who wrote it, and a number that depends on what they wrote and where. */
struct stamp {
    uint64_t writer; /* a task; STAMP_FILLED: the set-up */
    uint64_t check;
};
#define STAMP_FILLED UINT64_MAX

struct blocks_shared;

struct blocks {
    struct yoke_work work;
    struct blocks_plan plan;
    uint64_t file_blocks;
    int shared_file; /* -1: each worker has its own */
    struct blocks_shared *shared;
};

/* Hooks, and what tasks and verifications need. A worker's own data are in worker->local. */
int blocks_setup(const struct yoke_work *work, const struct blocks_plan *plan, void **context,
                 struct yoke_error *error);
void blocks_teardown(void *context);
int blocks_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error);
void blocks_worker_teardown(void *context, struct yoke_worker *worker);
struct yoke_facts blocks_facts(const void *context);

/* The k-th block of a task, as its place in the file. */
uint64_t blocks_place(const struct blocks *blocks, uint64_t index, uint64_t k);
/* Whether the block at this place is one of the task's. */
bool blocks_has(const struct blocks *blocks, uint64_t index, uint64_t place);
/* What the stamp of the sector says that the set-up wrote. */
uint64_t blocks_filled_check(const struct blocks *blocks, uint64_t sector);

/* A block in memory for one task, its bytes whatever they are, or NULL; and back. */
unsigned char *blocks_buffer_take(const struct blocks *blocks, struct yoke_worker *worker);
void blocks_buffer_give(struct yoke_worker *worker, unsigned char *buffer);

/* The file that the worker's tasks use. */
int blocks_file(const struct yoke_worker *worker);
/* The same file, opened anew by somebody who may be another process, at most while the worker is there. Returns a
 * descriptor to close, or a negative errno. */
int blocks_file_open(const struct blocks *blocks, unsigned worker_index);

/* A number that no other call in this cell returns, also in other workers. */
uint64_t blocks_ticket(const struct blocks *blocks);

static inline uint64_t blocks_sectors(const struct blocks *blocks)
{
    return blocks->plan.block_bytes / SECTOR_BYTES; /* of one block */
}

#endif
