/* SPDX-License-Identifier: MIT */
/* The driver's half of the protocol: what is said to one cell process and heard from it, from its start to its end. */
#ifndef CONVERSATION_H
#define CONVERSATION_H

#include "child.h"
#include "visit.h"

/* Plain data; zero it but for the first three members, which the caller sets and owns. */
struct conversation {
    const struct visit *visit;
    struct record *record;
    struct yoke_cell *facts; /* a cell of the record: where samples go, and the reason of a failure */
    struct child child;
    uint64_t deadline_ns;  /* of the visit, by clock_now_ns */
    size_t samples_before; /* of the cell, from earlier visits */
    bool greeted;          /* it was executed */
    bool stopping;         /* end when the sample in progress has come */
    bool ready;            /* it waits for conversation_go */
    uint64_t ready_ns;     /* since when */
    bool over;             /* nothing more is to be read, and `outcome` tells how it went */
    bool collected;        /* the process was found dead, and is buried */
    enum visit_outcome outcome;
};

/* Starts the cell process and tells it what to do. Returns 0, or a negative errno with a sentence for lack of memory or
 * processes of our own; there is nothing to end then. */
int conversation_begin(struct conversation *talk, struct yoke_error *error);

/* Listens until the visit is over, or the cell process is ready for its next step. */
void conversation_listen(struct conversation *talk);

/* The word that a ready cell process waits for. */
void conversation_go(struct conversation *talk);

/* Breaks off what is not over yet, of a duet whose other side will never be ready again, since its visit went like that. */
void conversation_break(struct conversation *talk, enum visit_outcome other);

/* Are the events of a run counted in several passes, and the number of the one that a visit counts: block b counts the
 * events of pass b modulo passes, and a repeated visit what the disturbed one did. */
bool conversation_has_passes(const struct visit *visit);
uint64_t conversation_pass(const struct visit *visit);

/* Ends the process: one that took a good farewell is given time to exit by itself. */
void conversation_end(struct conversation *talk);

#endif
