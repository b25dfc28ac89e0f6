/* SPDX-License-Identifier: MIT */
/* Writing blocks, and finding them in the file afterwards: the task and the verification of io_file_write and io_fsync.
 */
#ifndef WRITTEN_H
#define WRITTEN_H

#include "seal.h"
#include "yoke/workload.h"

/* Hooks for a context of blocks_setup. Results are struct sealed. */
int written_task(void *context, struct yoke_worker *worker, uint64_t index, void *result);
int written_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error);

#endif
