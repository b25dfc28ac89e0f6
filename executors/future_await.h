/* SPDX-License-Identifier: MIT */
/* Waiting for one future, and what a task that waits for others of its own pool may do meanwhile. */
#ifndef FUTURE_AWAIT_H
#define FUTURE_AWAIT_H

#include "future_watch.h"
#include "pool_private.h"

/* Sleeps until slot `id` is done. Returns 0, YOKE_E_TIMEOUT or YOKE_E_DEADLOCK. */
int slot_await(struct yoke_pool *pool, uint32_t id, uint64_t deadline_ns);

/* In a task: runs slot `id` here and now if it is pending and descends from the task that runs. */
bool slot_adopt(struct yoke_pool *pool, uint32_t id);

/* A task that waits, without limit, until one of some futures of its own pool is done. Lies with whoever waits. */
struct awaiting {
    const struct stint *stint;
    const struct watch *watches; /* of these; those without a future have been seen */
    size_t count;
    struct awaiting *next, **place;
};

/* Is it such a one: in a task, on a worker, and only workers of that task's pool can end what it waits for? */
bool awaiting_is_own(const struct awaiting *awaiting);

/* Says that it waits. Returns false when it would do so for ever. Ends with awaiting_end, in that case too. */
bool awaiting_begin(struct awaiting *awaiting);
void awaiting_end(struct awaiting *awaiting);

#endif
