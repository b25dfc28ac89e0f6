/* SPDX-License-Identifier: MIT */
/* How much of every core others use, learnt while pairs run: a pair is put where that is least. On a shared machine a
 * worker that waits for its processor costs twice: the start takes longer, and is set aside. */
#ifndef CORE_SHARES_H
#define CORE_SHARES_H

#include <stddef.h>
#include <stdint.h>

#include "topology.h"

struct core_shares; /* not thread-safe */

/* Shares that differ by less are alike: it is what starting cell processes, which are bound later, takes at random. */
#define CORE_SHARE_ALIKE 0.1

/* Writes the cores that a worker may be put on in place of that of processor `cpu`: those as fast, one processor (P#)
 * of each, `cpu` first and the others in the order of the machine. `cpus` has room for topology_core_count. Returns how
 * many. */
size_t core_shares_find(const struct topology *topology, unsigned cpu, uint64_t cpus[]);

/* Watches all cores of the topology, which must stay. NULL when memory is short. */
struct core_shares *core_shares_open(const struct topology *topology);
void core_shares_close(struct core_shares *shares); /* NULL is fine */

/* Which of `count` (at least 1) processors of as many cores to use now: the first whose core's share is at most
 * CORE_SHARE_ALIKE above the least, so that on a quiet machine it is always the same one. A core of which some
 * processor was not there lately is used only when all are like that. */
size_t core_shares_choose(const struct core_shares *shares, const uint64_t cpus[], size_t count);

/* Enclose what runs on processor `used` and has `own_ns` of processor time there; what else of ours runs meanwhile
 * counts as others'. /proc/stat is looked up under `root`, "" for this machine; of cores that it does not have both
 * times nothing is learnt. */
void core_shares_begin(struct core_shares *shares, const char *root, uint64_t now_ns);
void core_shares_end(struct core_shares *shares, const char *root, uint64_t now_ns, uint64_t used, double own_ns);

#endif
