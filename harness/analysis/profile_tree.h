/* SPDX-License-Identifier: MIT */
/* The call chains of a profile as a tree with sums. A record can be anybody's: what contradicts itself is no tree. */
#ifndef PROFILE_TREE_H
#define PROFILE_TREE_H

#include "yoke/record.h"

struct profile_node {
    const struct yoke_profile_function *function;
    size_t caller;  /* 1 + index of the node that called it; 0: none */
    size_t depth;   /* 0: nobody called it */
    uint64_t self;  /* samples that ended here */
    uint64_t total; /* and those that ended in what it called */
};

/* Plain data; `nodes` is owned by whoever called profile_tree_init. Callers stand before what they call, and all that one calls
 * behind it without a gap. */
struct profile_tree {
    struct profile_node *nodes;
    size_t count, depth; /* the largest depth + 1 */
    uint64_t samples;
};

/* Samples below which a profile says nothing: with ten, a function with half of them may truly have a fifth or four fifths. */
enum { PROFILE_SAMPLES_LEAST = 10 };

/* Fills the tree. Returns 0, -ENOMEM, -ENOENT when there is no profile, or -EINVAL when it contradicts itself; then there is nothing to
 * release. */
int profile_tree_init(struct profile_tree *tree, const struct yoke_profile *profile);
void profile_tree_release(struct profile_tree *tree);

/* What kind of code a function is: of the measured program, of a library that it uses, or of the kernel. */
enum profile_kind { PROFILE_PROGRAM, PROFILE_LIBRARY, PROFILE_KERNEL };
enum profile_kind profile_kind_of(const struct yoke_profile_function *function);

#endif
