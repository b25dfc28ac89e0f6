/* SPDX-License-Identifier: MIT */
/* Call chains gathered into a forest: chains that begin alike share their nodes. */
#ifndef CHAINS_H
#define CHAINS_H

#include "record.h"

/* One function of a chain. */
struct stack_frame {
    const char *function, *module; /* as in struct yoke_profile_function */
};

struct chains;

/* Nodes of one forest. A program that calls itself in ever new ways must not fill the record: beyond this, a sample is counted where
 * its chain leaves what is known, and so none is lost. */
enum { CHAINS_NODES_MOST = 20000 };

struct chains *chains_new(void); /* NULL when memory is short */
void chains_free(struct chains *chains);

/* Adds `samples` with one chain of `count` frames, the outermost caller first. Texts must stay until chains_store. A chain of no
 * frame is not counted. Returns 0 or -ENOMEM. */
int chains_add(struct chains *chains, const struct stack_frame frames[], size_t count, uint64_t samples);

/* Fills the functions and the stacks of the profile, and its number of samples, with memory and texts of the record; the same
 * chains give the same profile, in whatever order they came. Returns 0 or -ENOMEM. */
int chains_store(const struct chains *chains, struct record *record, struct yoke_profile *profile);

#endif
