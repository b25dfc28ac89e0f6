/* SPDX-License-Identifier: MIT */
/* Waiting for one future, and what a task that waits for others of its own pool may do meanwhile. */
#ifndef FUTURE_AWAIT_H
#define FUTURE_AWAIT_H

#include "pool_private.h"

/* Sleeps until slot `id` is done. Returns 0, YOKE_E_TIMEOUT or YOKE_E_DEADLOCK. */
int slot_await(struct yoke_pool *pool, uint32_t id, uint64_t deadline_ns);

/* In a task: runs slot `id` here and now if it is pending and descends from the task that runs. */
bool slot_adopt(struct yoke_pool *pool, uint32_t id);

/* Says that this worker waits, without limit, for slot `id` of its own pool. Returns false when all workers then do,
 * for slots that none of them can end any more. Ends with awaiting_end, in that case too. */
bool awaiting_begin(struct yoke_pool *pool, uint32_t id);
void awaiting_end(struct yoke_pool *pool);

#endif
