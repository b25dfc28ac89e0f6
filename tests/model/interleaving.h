/* SPDX-License-Identifier: MIT */
/* Trying every interleaving of a few threads. A protocol is written as step functions over one plain state, a step
 * being what the hardware does at once; the explorer runs every order of steps from the beginning to the end, meeting
 * no state twice, and reports a state that breaks a rule and ends in which somebody waits for ever. Sequential
 * consistency is assumed: what weaker orders add is for the thread sanitizer, and for the fences at the places named in
 * the sources. */
#ifndef INTERLEAVING_H
#define INTERLEAVING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum step { STEP_MOVED, STEP_BLOCKED, STEP_ENDED };

struct protocol {
    size_t state_bytes; /* no padding that is not zeroed */
    int thread_count;
    enum step (*step)(void *state, int thread);
    const char *(*broken)(const void *state); /* NULL: no rule is */
    const char *(*final)(const void *state);  /* the same for states in which nobody can move */
};

struct exploration {
    uint64_t states, ends;
    const char *fault; /* NULL: none in any interleaving */
};

struct seen {
    unsigned char *states; /* slots of 1 + state_bytes: used, state */
    size_t slots, stride, count;
};

static inline uint64_t seen_hash(const unsigned char *state, size_t bytes)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t place = 0; place < bytes; place++)
        hash = (hash ^ state[place]) * 1099511628211u;
    return hash ^ hash >> 29;
}

/* Returns whether it is new. */
static inline bool seen_add(struct seen *seen, const void *state, size_t bytes)
{
    if (2 * seen->count >= seen->slots) {
        struct seen larger = {.slots = seen->slots ? 2 * seen->slots : 1024, .stride = bytes + 1};
        larger.states = calloc(larger.slots, larger.stride);
        if (!larger.states)
            abort();
        for (size_t slot = 0; slot < seen->slots; slot++)
            if (seen->states[slot * seen->stride])
                seen_add(&larger, seen->states + slot * seen->stride + 1, bytes);
        free(seen->states);
        *seen = larger;
    }
    for (uint64_t slot = seen_hash(state, bytes);; slot++) {
        unsigned char *entry = seen->states + (slot % seen->slots) * seen->stride;
        if (!entry[0]) {
            entry[0] = 1;
            memcpy(entry + 1, state, bytes);
            seen->count++;
            return true;
        }
        if (memcmp(entry + 1, state, bytes) == 0)
            return false;
    }
}

static inline void explore_from(const struct protocol *protocol, const void *state, struct seen *seen,
                                struct exploration *result)
{
    if (result->fault || !seen_add(seen, state, protocol->state_bytes))
        return;
    result->states++;
    result->fault = protocol->broken(state);
    bool moved = false;
    unsigned char next[256];
    for (int thread = 0; thread < protocol->thread_count && !result->fault; thread++) {
        memcpy(next, state, protocol->state_bytes);
        if (protocol->step(next, thread) != STEP_MOVED)
            continue;
        moved = true;
        explore_from(protocol, next, seen, result);
    }
    if (!moved && !result->fault) {
        result->ends++;
        result->fault = protocol->final(state);
    }
}

static inline struct exploration explore(const struct protocol *protocol, const void *first)
{
    struct seen seen = {.stride = protocol->state_bytes + 1};
    struct exploration result = {0};
    explore_from(protocol, first, &seen, &result);
    free(seen.states);
    return result;
}

#endif
