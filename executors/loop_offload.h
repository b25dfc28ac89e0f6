/* SPDX-License-Identifier: MIT */
/* Offloading: blocking work that no driver can wait for is done by a few threads that belong to no loop. One offload
 * serves all loops of a team. Threads are made when work comes and they are needed, so a team that never blocks has
 * none. */
#ifndef LOOP_OFFLOAD_H
#define LOOP_OFFLOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "loop_inbox.h"

/* How many at most: libuv's number. More would let blocking work crowd out the loops it is done for. */
enum { OFFLOAD_THREADS = 4 };

struct offload_job {
    /* Does the work, on an offload thread. */
    int64_t (*work)(struct offload_job *job);
    /* It may take long for reasons that are nobody's business (a name server, a function of a workload): such jobs get
     * at most half of the threads, so that files are still read meanwhile. */
    bool slow;
    struct loop_inbox *inbox; /* of the loop to tell */
    struct loop_note note;    /* what it is told; its `receive` is set by the owner */
    int64_t result;           /* of `work`, when the note is received */
    struct offload_job *next;
};

struct offload;

/* Makes an offload of at most `thread_most` threads (at least 1), which may run where the calling thread may. Returns
 * NULL when there is no memory. */
struct offload *offload_new(unsigned thread_most);
/* Ends the threads. No job may be under way. */
void offload_free(struct offload *offload);

/* Hands in a job; `job` stays until its note is received. Returns 0, or a negative errno when no thread could be made.
 */
int offload_begin(struct offload *offload, struct offload_job *job);
/* Takes a job back that no thread has begun: true, and no note comes. Else false: it goes on. */
bool offload_withdraw(struct offload *offload, struct offload_job *job);

#endif
