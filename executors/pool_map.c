/* SPDX-License-Identifier: MIT */
/* Maps. Every element is a future of its own, so that each has its own status, limit and fate; a chunk is several of
 * them linked behind one place in the queue. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool_map.h"
#include "schedule.h"

static uint64_t map_chunk(const struct yoke_pool *pool, const struct yoke_map_task *task)
{
    const struct schedule_rule *rule = schedule_rule(pool->options.schedule);
    const struct schedule_cut cut = {
        .task_count = task->count, .worker_count = pool->worker_count, .chunk = 1, .left = task->count};
    if (task->generate || !task->count)
        return 1;
    if (task->chunk)
        return (uint64_t)task->chunk < task->count ? (uint64_t)task->chunk : task->count;
    uint64_t chunk = rule->size ? rule->size(&cut) : schedule_share(task->count, pool->worker_count, 1);
    return chunk ? chunk : 1;
}

static int map_check(const struct yoke_pool *pool, const struct yoke_map_task *task)
{
    int status = guard(pool);
    if (status)
        return status;
    if (!task->function || task->chunk < 0 || (task->generate && !task->window) ||
        (task->generate && task->unordered && task->window > UINT32_MAX))
        return YOKE_E_INVAL;
    if (task->generate && task->argument_bytes > pool->argument_bytes)
        return YOKE_E_TOOBIG;
    if ((task->limit_ns || task->retries) && !pool->durable)
        return YOKE_E_UNSUPPORTED;
    return !task->generate && task->count > pool->slots_most ? YOKE_E_FULL : 0;
}

/* Fills in one element; under the latch. */
static uint32_t element_fill(struct yoke_map *map, uint64_t element)
{
    const struct yoke_map_task *task = &map->task;
    uint32_t id = slot_fill(map->pool, task->function, task->argument, 1);
    if (!id)
        return 0;
    const struct yoke_task furnish = {.argument = map->input,
                                      .argument_bytes = task->generate ? task->argument_bytes : 0,
                                      .limit_ns = task->limit_ns,
                                      .retries = task->retries};
    slot_of(map->pool, id)->index = element;
    if (furnish.argument_bytes || furnish.limit_ns || furnish.retries)
        slot_furnish(map->pool, id, &furnish);
    *place_of(map, element) = (struct yoke_future *)slot_of(map->pool, id);
    return id;
}

/* Begins `count` elements behind the last one as one chunk; under the latch. Returns its first slot, 0 when there are
 * not enough. */
static uint32_t chunk_fill(struct yoke_map *map, uint64_t count)
{
    uint32_t first = 0, last = 0;
    for (uint64_t step = 0; step < count; step++) {
        uint32_t id = element_fill(map, map->taken + step);
        if (!id) {
            for (uint32_t rest; first; first = rest) {
                rest = slot_of(map->pool, first)->chain;
                slot_free(map->pool, first);
            }
            while (step--)
                *place_of(map, map->taken + step) = NULL;
            return 0;
        }
        if (last)
            slot_of(map->pool, last)->chain = id;
        else
            first = id;
        last = id;
    }
    return first;
}

/* Begins the next `count` elements. Returns 0 or a status. */
static int chunk_submit(struct yoke_map *map, uint64_t count)
{
    struct yoke_pool *pool = map->pool;
    int status = pool->bounded ? queue_admit(pool) : 0;
    if (status < 0)
        return status;
    if (!pool->bounded || status)
        latch_shut(&pool->latch);
    bool guest = status;
    status = pool_refusal(pool);
    uint32_t id = status ? 0 : chunk_fill(map, count);
    if (!status && (!id || (!guest && !queue_push(pool, id))))
        status = YOKE_E_FULL;
    if (!status)
        map->taken += count;
    pool_want(pool);
    if (!status && map->task.limit_ns)
        limits_tell(pool);
    latch_open(&pool->latch);
    if (!status && guest)
        guest_run(pool, id);
    else if (!status)
        pool_wake(pool);
    return status;
}

/* An element whose input could not be made. */
static int element_refuse(struct yoke_map *map, int code)
{
    struct yoke_future *future;
    int status = yoke_pool_promise(map->pool, &future);
    if (status || yoke_future_start(future))
        return status ? status : YOKE_E_STATE;
    struct slot *slot = (struct slot *)future;
    struct annex *annex = &map->pool->annexes[slot_id(slot)];
    slot->index = map->taken;
    slot->status = YOKE_E_INPUT;
    slot->code = code;
    snprintf(annex->message, sizeof annex->message, "the generator failed at element %llu with %d",
             (unsigned long long)map->taken, code);
    outcome_publish(map->pool, slot_id(slot), WORD_RUNNING, WORD_FAILED);
    *place_of(map, map->taken++) = future;
    return 0;
}

void map_input_take(struct yoke_map *map)
{
    if (map->ending)
        return;
    memset(map->input, 0, map->task.argument_bytes);
    int code = map->task.generate(map->task.argument, map->taken, map->input);
    if (code == 1)
        map->ending = chunk_submit(map, 1);
    else if (code == 0)
        map->ending = YOKE_E_END;
    else
        map->ending = element_refuse(map, code) ? YOKE_E_FULL : YOKE_E_END;
}

static int map_begin(struct yoke_map *map)
{
    if (map->task.generate) {
        while (!map->ending && map->taken < map->places)
            map_input_take(map);
        return map->ending && map->ending != YOKE_E_END && !map->taken ? map->ending : 0;
    }
    int status = map->task.count ? 0 : guard(map->pool);
    while (!status && map->taken < map->task.count) {
        uint64_t left = map->task.count - map->taken;
        status = chunk_submit(map, left < map->chunk ? left : map->chunk);
    }
    map->ending = YOKE_E_END;
    if (!status && map->task.unordered)
        status = yoke_completion_open(map->futures, map->taken, YOKE_NO_LIMIT, &map->completion);
    return status;
}

int yoke_map_start(struct yoke_pool *pool, const struct yoke_map_task *task, struct yoke_map **made)
{
    int status = map_check(pool, task);
    if (status)
        return status;
    uint64_t places = task->generate ? task->window : task->count ? task->count : 1;
    struct yoke_map *map = calloc(1, sizeof *map + places * sizeof map->futures[0]);
    if (!map)
        return YOKE_E_MEMORY;
    map->pool = pool;
    map->task = *task;
    map->places = places;
    map->chunk = map_chunk(pool, task);
    map->deadline_ns = task->deadline_ns ? futex_deadline(task->deadline_ns) : FUTEX_NEVER;
    map->input = calloc(1, task->argument_bytes + 1);
    status = map->input ? map_begin(map) : YOKE_E_MEMORY;
    if (status) {
        yoke_map_close(map);
        return status;
    }
    *made = map;
    return 0;
}
