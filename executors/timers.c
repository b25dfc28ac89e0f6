/* SPDX-License-Identifier: MIT */
/* The heap. Entries are moved into a hole, not swapped; each move writes one entry and one place. */
#include "timers.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* With the root at 3 the children of entry i are 4 i - 8 .. 4 i - 5: four entries of 16 bytes on one 64-byte line. */
enum { TIMERS_ROOT = 3, ARITY = 4, LINE_BYTES = 64, FIRST_ROOM = 64 };

static uint32_t parent_of(uint32_t place)
{
    return (place - ARITY) / ARITY + TIMERS_ROOT;
}

static uint32_t first_child_of(uint32_t place)
{
    return (place - TIMERS_ROOT) * ARITY + ARITY;
}

static inline bool earlier(const struct timer_entry *left, const struct timer_entry *right)
{
    if (__builtin_expect(left->due_ns == right->due_ns, 0))
        return (int32_t)(left->order - right->order) < 0; /* the difference, because the count wraps */
    return left->due_ns < right->due_ns;
}

static void entry_put(struct timers *timers, uint32_t place, const struct timer_entry *entry)
{
    timers->entries[place] = *entry;
    timers->places[entry->id] = place;
}

/* Puts `entry` into the hole at `place` or higher. */
static void sift_up(struct timers *timers, uint32_t place, const struct timer_entry *entry)
{
    while (place > TIMERS_ROOT) {
        uint32_t parent = parent_of(place);
        if (!earlier(entry, &timers->entries[parent]))
            break;
        entry_put(timers, place, &timers->entries[parent]);
        place = parent;
    }
    entry_put(timers, place, entry);
}

/* The earliest of the children that begin at `child`, below `end`. Which one it is cannot be predicted, so the full
 * case adds comparisons up instead of branching on them. */
static inline uint32_t earliest_child(const struct timer_entry *entries, uint32_t child, uint32_t end)
{
    if (__builtin_expect(child + ARITY <= end, 1)) {
        uint32_t left = child + earlier(&entries[child + 1], &entries[child]);
        uint32_t right = child + 2 + earlier(&entries[child + 3], &entries[child + 2]);
        return earlier(&entries[right], &entries[left]) ? right : left;
    }
    uint32_t best = child;
    for (uint32_t other = child + 1; other < end; other++)
        if (earlier(&entries[other], &entries[best]))
            best = other;
    return best;
}

/* Asks for the children of all four entries that begin at `child`: four lines, of which the next step wants one. */
static inline void grandchildren_prefetch(const struct timer_entry *entries, uint32_t child, uint32_t end)
{
    uint32_t first = first_child_of(child);
    if (first < end)
        for (uint32_t line = 0; line < ARITY; line++)
            __builtin_prefetch(&entries[first + line * ARITY]);
}

/* Fills the hole at `place` with `entry`, which comes from the heap's end and so belongs near a leaf: the hole goes all
 * the way down first, without comparing with `entry`, and `entry` up from there, above `place` if need be. */
static void sift_down(struct timers *timers, uint32_t place, const struct timer_entry *entry)
{
    uint32_t end = TIMERS_ROOT + timers->count;
    for (uint32_t child; (child = first_child_of(place)) < end;) {
        grandchildren_prefetch(timers->entries, child, end);
        child = earliest_child(timers->entries, child, end);
        entry_put(timers, place, &timers->entries[child]);
        place = child;
    }
    sift_up(timers, place, entry);
}

static int timers_grow(struct timers *timers)
{
    if (timers->room > UINT32_MAX / 4)
        return -ENOMEM;
    uint32_t room = timers->room ? 2 * timers->room : FIRST_ROOM;
    size_t bytes = (room + TIMERS_ROOT) * sizeof *timers->entries;
    struct timer_entry *entries = aligned_alloc(LINE_BYTES, (bytes + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES);
    uint32_t *places = realloc(timers->places, room * sizeof *places);
    timers->places = places ? places : timers->places;
    void **owners = realloc(timers->owners, room * sizeof *owners);
    timers->owners = owners ? owners : timers->owners;
    if (!entries || !places || !owners) {
        free(entries);
        return -ENOMEM;
    }
    if (timers->count)
        memcpy(entries + TIMERS_ROOT, timers->entries + TIMERS_ROOT, timers->count * sizeof *entries);
    free(timers->entries);
    timers->entries = entries;
    /* All ids below the old room are in use, else there was no need to grow. */
    for (uint32_t id = timers->room; id < room; id++)
        places[id] = id + 1 < room ? id + 1 : TIMERS_NONE;
    timers->free_id = timers->room;
    timers->room = room;
    return 0;
}

int timers_add(struct timers *timers, uint64_t due_ns, void *owner, uint32_t *id)
{
    if (timers->count == timers->room) {
        int status = timers_grow(timers);
        if (status)
            return status;
    }
    *id = timers->free_id;
    timers->free_id = timers->places[*id];
    timers->owners[*id] = owner;
    const struct timer_entry entry = {due_ns, timers->next_order++, *id};
    sift_up(timers, TIMERS_ROOT + timers->count++, &entry);
    return 0;
}

static void id_release(struct timers *timers, uint32_t id)
{
    timers->places[id] = timers->free_id;
    timers->free_id = id;
}

void timers_remove(struct timers *timers, uint32_t id)
{
    uint32_t place = timers->places[id];
    const struct timer_entry last = timers->entries[TIMERS_ROOT + --timers->count];
    id_release(timers, id);
    if (last.id != id)
        sift_down(timers, place, &last);
}

uint64_t timers_next_ns(const struct timers *timers)
{
    return timers->count ? timers->entries[TIMERS_ROOT].due_ns : UINT64_MAX;
}

void *timers_pop(struct timers *timers, uint64_t now_ns)
{
    if (timers_next_ns(timers) > now_ns || !timers->count)
        return NULL;
    uint32_t id = timers->entries[TIMERS_ROOT].id;
    void *owner = timers->owners[id];
    const struct timer_entry last = timers->entries[TIMERS_ROOT + --timers->count];
    id_release(timers, id);
    if (last.id != id)
        sift_down(timers, TIMERS_ROOT, &last);
    return owner;
}

void timers_release(struct timers *timers)
{
    free(timers->entries);
    free(timers->places);
    free(timers->owners);
    memset(timers, 0, sizeof *timers);
}
