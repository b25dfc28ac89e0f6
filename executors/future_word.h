/* SPDX-License-Identifier: MIT */
/* A future's life in one word: its state, marks of those who still need it, and the number of references. Pure: the
 * same functions are stepped through by the interleaving test. */
#ifndef FUTURE_WORD_H
#define FUTURE_WORD_H

#include <stdbool.h>
#include <stdint.h>

/* States. From pending to running, and from either of them to one of the last three, which stay. */
enum { WORD_FREE, WORD_PENDING, WORD_RUNNING, WORD_VALUE, WORD_FAILED, WORD_CANCELLED, WORD_STATE = 7 };

/* Marks. */
enum {
    WORD_QUEUED = 1 << 3,   /* the ring, or a chunk, names the slot */
    WORD_SLEPT = 1 << 4,    /* somebody sleeps on the word */
    WORD_WATCHED = 1 << 5,  /* there is, or was, a watch: whoever ends it looks */
    WORD_ATTENDED = 1 << 6, /* done, and whoever ended it is not through with it */
    WORD_DOOMED = 1 << 7,   /* its process is going to be ended; it cannot end by itself any more */
    WORD_HANDED = 1 << 8,   /* a worker process has left it to the coordinator */
    WORD_REFERENCE = 1 << 9 /* one reference; 23 bits of them */
};

static inline uint32_t word_state(uint32_t word)
{
    return word & WORD_STATE;
}

static inline bool word_done(uint32_t word)
{
    return word_state(word) >= WORD_VALUE;
}

static inline uint32_t word_references(uint32_t word)
{
    return word / WORD_REFERENCE;
}

/* May the slot be used again? */
static inline bool word_free(uint32_t word)
{
    return word_done(word) && word < WORD_REFERENCE && !(word & (WORD_QUEUED | WORD_ATTENDED | WORD_HANDED));
}

/* The word after a worker took the task: out of the queue, or (`queued`) with its place in it left behind. */
static inline uint32_t word_claimed(uint32_t word, bool queued)
{
    return (word & ~(uint32_t)(WORD_STATE | (queued ? 0 : WORD_QUEUED))) | WORD_RUNNING;
}

/* Does somebody have to see to it once it is done? */
static inline bool word_wants_attention(uint32_t word)
{
    return (word & WORD_WATCHED) || word < WORD_REFERENCE;
}

/* The word after it ended in `state`; `mark` keeps it while somebody sees to it: WORD_ATTENDED, WORD_HANDED, or 0. */
static inline uint32_t word_ended(uint32_t word, uint32_t state, uint32_t mark)
{
    return (word & ~(uint32_t)WORD_STATE) | state | mark;
}

#endif
