/* SPDX-License-Identifier: MIT */
/* Giving a map's elements to the caller, in the order of their indices or of their ends. */
#include <stdlib.h>

#include "pool_map.h"

static void map_cancel_from(struct yoke_map *map, uint64_t element)
{
    for (; element < map->taken; element++)
        if (*place_of(map, element))
            yoke_future_cancel(*place_of(map, element));
}

/* The element that is done first, in a window that is not iterated in order. */
static int window_pick(struct yoke_map *map, int64_t timeout_ns)
{
    size_t count = 0;
    struct yoke_future **futures = malloc((map->places + 1) * sizeof(struct yoke_future *));
    uint64_t *elements = malloc((map->places + 1) * sizeof *elements);
    bool *done = malloc((map->places + 1) * sizeof *done);
    int status = futures && elements && done ? 0 : YOKE_E_MEMORY;
    for (uint64_t element = map->asked; !status && element < map->taken; element++) {
        elements[count] = element;
        futures[count++] = *place_of(map, element);
    }
    if (!status)
        status = yoke_future_wait(futures, count, YOKE_FIRST_DONE, timeout_ns, done);
    for (size_t entry = 0; !status && entry < count; entry++) {
        if (!done[entry])
            continue;
        *place_of(map, elements[entry]) = *place_of(map, map->asked); /* the first takes the place that is free now */
        *place_of(map, map->asked) = futures[entry];
        break;
    }
    free(futures);
    free(elements);
    free(done);
    return status;
}

/* Waits for the next element to give. */
static int element_await(struct yoke_map *map, uint64_t deadline_ns, struct yoke_future **future)
{
    uint64_t now_ns = futex_now_ns();
    int64_t timeout_ns = deadline_ns == FUTEX_NEVER ? YOKE_NO_LIMIT
                         : deadline_ns > now_ns     ? (int64_t)(deadline_ns - now_ns)
                                                    : 0;
    int status = 0;
    if (map->completion) {
        status = yoke_completion_next_within(map->completion, timeout_ns, future);
        if (status)
            return status;
        *place_of(map, ((struct slot *)*future)->index) = NULL;
        return 0;
    }
    if (map->task.unordered)
        status = window_pick(map, timeout_ns);
    *future = *place_of(map, map->asked);
    if (!status && !yoke_future_done(*future)) {
        int result = yoke_future_result(*future, timeout_ns, NULL, 0);
        status = yoke_future_done(*future) ? 0 : result;
    }
    if (!status)
        *place_of(map, map->asked) = NULL;
    return status;
}

static void element_give(struct yoke_map *map, struct yoke_future *future, int *status, void *into, size_t bytes,
                         struct yoke_outcome *outcome)
{
    int code = yoke_future_result(future, 0, into, bytes);
    if (status)
        *status = code;
    if (outcome)
        yoke_future_snapshot(future, outcome);
    map->asked++;
    map->failed |= code != 0;
    yoke_future_release(future);
    if (code && code != YOKE_E_CANCELLED && map->task.fail_fast) {
        map->ending = YOKE_E_END;
        map_cancel_from(map, map->completion ? 0 : map->asked);
    }
    if (map->task.generate)
        map_input_take(map);
}

int yoke_map_next_within(struct yoke_map *map, int64_t timeout_ns, int *status, void *into, size_t bytes,
                         struct yoke_outcome *outcome)
{
    int refusal = guard(map->pool);
    if (refusal || map->over)
        return refusal ? refusal : YOKE_E_END;
    if (map->asked == map->taken)
        return map->ending ? map->ending : YOKE_E_END;
    uint64_t deadline_ns = futex_deadline(timeout_ns);
    bool own = map->deadline_ns <= deadline_ns;
    struct yoke_future *future;
    int waited = element_await(map, own ? map->deadline_ns : deadline_ns, &future);
    if (waited == YOKE_E_TIMEOUT && own && map->deadline_ns != FUTEX_NEVER) {
        map->over = true;
        yoke_map_cancel(map);
    }
    if (!waited)
        element_give(map, future, status, into, bytes, outcome);
    return waited;
}

int yoke_map_next(struct yoke_map *map, int *status, void *into, size_t bytes, struct yoke_outcome *outcome)
{
    return yoke_map_next_within(map, YOKE_NO_LIMIT, status, into, bytes, outcome);
}

void yoke_map_cancel(struct yoke_map *map)
{
    if (guard(map->pool))
        return;
    map->ending = YOKE_E_END;
    map_cancel_from(map, map->completion ? 0 : map->asked);
}

void yoke_map_close(struct yoke_map *map)
{
    if (!map)
        return;
    yoke_map_cancel(map);
    yoke_completion_close(map->completion);
    for (uint64_t place = 0; place < map->places; place++)
        yoke_future_release(map->futures[place]);
    free(map->input);
    free(map);
}

uint64_t yoke_map_chunk(const struct yoke_map *map)
{
    return map->chunk;
}

uint64_t yoke_map_taken(const struct yoke_map *map)
{
    return map->taken;
}

bool yoke_map_ready(const struct yoke_map *map)
{
    for (uint64_t place = 0; place < map->places; place++)
        if (map->futures[place] && !yoke_future_done(map->futures[place]))
            return false;
    return true;
}

int yoke_map_successful(const struct yoke_map *map)
{
    if (!yoke_map_ready(map))
        return YOKE_E_STATE;
    for (uint64_t place = 0; place < map->places; place++)
        if (map->futures[place] && yoke_future_result(map->futures[place], 0, NULL, 0))
            return 0;
    return !map->failed;
}

/* Where the next element's value goes is known once its index is. */
static int element_put(struct yoke_map *map, unsigned char *values, size_t value_bytes, int statuses[])
{
    struct yoke_future *future;
    int waited = map->over                  ? YOKE_E_END
                 : map->asked == map->taken ? map->ending
                                            : element_await(map, map->deadline_ns, &future);
    if (waited == YOKE_E_TIMEOUT) {
        map->over = true;
        yoke_map_cancel(map);
    }
    if (waited)
        return waited;
    uint64_t index = ((struct slot *)future)->index;
    int status;
    element_give(map, future, &status, values ? values + index * value_bytes : NULL, value_bytes, NULL);
    if (statuses)
        statuses[index] = status;
    return 0;
}

int yoke_pool_map(struct yoke_pool *pool, const struct yoke_map_task *task, void *values, size_t value_bytes,
                  int statuses[])
{
    struct yoke_map *map;
    int status = yoke_map_start(pool, task, &map);
    if (status)
        return status;
    for (uint64_t element = 0; statuses && !task->generate && element < task->count; element++)
        statuses[element] = YOKE_E_CANCELLED;
    while (!(status = element_put(map, values, value_bytes, statuses)))
        ;
    bool failed = map->failed;
    yoke_map_close(map);
    return status != YOKE_E_END ? status : failed ? YOKE_E_TASK : 0;
}
