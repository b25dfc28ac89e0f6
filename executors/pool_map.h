/* SPDX-License-Identifier: MIT */
/* A map, as those who begin its elements and those who give them to the caller see it. */
#ifndef POOL_MAP_H
#define POOL_MAP_H

#include "pool_private.h"

struct yoke_map {
    struct yoke_pool *pool;
    struct yoke_map_task task;
    uint64_t deadline_ns; /* FUTEX_NEVER: none */
    uint64_t chunk;
    uint64_t taken, asked;              /* elements begun, and given to the caller */
    uint64_t places;                    /* in `futures`: element i is at i % places */
    int ending;                         /* why no more will be begun: YOKE_E_END, YOKE_E_SHUTDOWN, …; 0: more may */
    bool over, failed;                  /* past its deadline; an element has failed */
    struct yoke_completion *completion; /* unordered */
    unsigned char *input;               /* of the generator */
    struct yoke_future *futures[];
};

static inline struct yoke_future **place_of(struct yoke_map *map, uint64_t element)
{
    return &map->futures[element % map->places];
}

/* Takes one more input from the generator, if there may be one, and begins its element. */
void map_input_take(struct yoke_map *map);

#endif
