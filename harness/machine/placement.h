/* SPDX-License-Identifier: MIT */
/* Placement: the rule that puts workers on processors. A pure function of a topology: the same topology gives the same
 * order every time.
 *
 * compact and scatter use every usable core before any SMT sibling. Where the machine has several kinds of core they
 * begin with the fastest: the baseline of a speedup then is a fast core, and the others cannot make it superlinear.
 *
 * compact takes all cores of the fastest kind, then the next; within a kind it follows the order of the machine, which
 * fills an L3, then a memory node, then a package.
 *
 * scatter gives each worker to the package with the fewest workers so far that still has a core free, within it to the
 * memory node with the fewest, within that to the L3 with the fewest; a tie goes to what comes first in compact's
 * order. Without packages, memory nodes take their part. Processors that lie in no package (node, L3) come after those
 * that do. The siblings follow by the same rule. */
#ifndef PLACEMENT_H
#define PLACEMENT_H

#include "topology.h"

enum placement_policy {
    PLACEMENT_NONE,    /* the kernel decides */
    PLACEMENT_COMPACT, /* near each other, one worker a core, then the SMT siblings */
    PLACEMENT_SCATTER, /* far from each other: packages (or memory nodes) in turn; SMT siblings last */
    PLACEMENT_LIST,    /* the processors named, in that order */
};

enum {
    PLACEMENT_LIST_MOST = 1024, /* processors in one list: more than people write, and a plan stays small */
    PLACEMENT_CPU_MOST = 65535, /* highest number accepted in a list; Linux is built for 8192 at most */
};

struct placement {
    enum placement_policy policy;
    unsigned list[PLACEMENT_LIST_MOST]; /* PLACEMENT_LIST: processor numbers as the kernel counts (P#), each once */
    unsigned list_count;
};

/* Reads "none", "compact", "scatter", or a list of processors "0,2,4-7" (no blanks; a processor is named once; a range
 * goes upwards). Returns 0, or -EINVAL with a sentence. Whether the processors exist is seen by placement_apply. */
int placement_parse(const char *text, struct placement *placement, struct yoke_error *error);

/* "none", "compact", "scatter", "list". */
const char *placement_policy_name(enum placement_policy policy);

/* Fills `cpus`, which the caller owns, with one processor number (P#) for each of `worker_count` workers. More workers
 * than places start again at the first place ("wrap-around": worker i shares with worker i - places): callers say so.
 * Returns the number of distinct places used (0 for PLACEMENT_NONE, which leaves `cpus` alone), or with a sentence
 * -EINVAL when the list names a processor that is not allowed here, used or not, and -ENOMEM. */
int placement_apply(const struct placement *placement, const struct topology *topology, unsigned worker_count,
                    unsigned cpus[], struct yoke_error *error);

#endif
