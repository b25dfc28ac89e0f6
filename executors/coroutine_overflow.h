/* SPDX-License-Identifier: MIT */
/* A stack that is too small becomes a sentence instead of a bare segmentation fault. */
#ifndef COROUTINE_OVERFLOW_H
#define COROUTINE_OVERFLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"

/* Whose stack an address lies under. Called in a signal handler: looks, and takes no lock. */
struct overflow_owner {
    bool found;
    uint64_t task;      /* the task that was running there */
    size_t stack_bytes; /* all the stack it had */
};
typedef struct overflow_owner overflow_find(const void *argument, uintptr_t address);

/* One thread's watch. */
struct overflow_watch {
    overflow_find *find;
    const void *argument;               /* for `find` */
    const struct overflow_watch *outer; /* that was on before, on the same thread */
    void *memory;                       /* of the alternate signal stack; the rest is private */
    size_t bytes;
    void *earlier_memory;
    size_t earlier_bytes;
    int earlier_flags;
};

/* From here to overflow_watch_end, a fault of this thread at an address that `find` knows writes "stack overflow in
 * task N" to stderr. The fault then takes its course, as every other fault does: the signal's earlier action, a
 * debugger's or a sanitizer's or the default one. Needs an alternate signal stack, because there is no room on the one
 * that overflowed. `watch` stays until the end; of several on one thread the last counts, and ends first. Returns 0, or
 * a negative errno with a sentence. */
int overflow_watch_begin(struct overflow_watch *watch, overflow_find *find, const void *argument,
                         struct yoke_error *error);
void overflow_watch_end(struct overflow_watch *watch);

/* Writes the sentence for an overflow that was found afterwards, and aborts: other stacks have been written over. */
_Noreturn void overflow_abort(uint64_t task, size_t stack_bytes);

#endif
