/* SPDX-License-Identifier: MIT */
/* How much of every core others use, learnt while pairs run: a pair is put where that is least. On a shared machine a
 * worker that waits for its processor costs twice: the start takes longer, and is set aside. */
#ifndef CORE_SHARES_H
#define CORE_SHARES_H

#include <stddef.h>
#include <stdint.h>

#include "topology.h"

struct core_shares; /* not thread-safe */

/* Writes the cores that a worker may be put on in place of that of processor `cpu`: those as fast, one processor (P#)
 * of each, `cpu` first and the others in the order of the machine. `cpus` has room for topology_core_count. Returns how
 * many. */
size_t core_shares_find(const struct topology *topology, unsigned cpu, uint64_t cpus[]);

/* Watches `count` (at least 1) cores, each named by one of its processors; the numbers are copied. The topology must
 * stay. NULL when memory is short. */
struct core_shares *core_shares_open(const struct topology *topology, const uint64_t cpus[], size_t count);
void core_shares_close(struct core_shares *shares); /* NULL is fine */

/* The core to use now, an index of `cpus`: the first of those whose share is at most CORE_SHARE_ALIKE above the least,
 * so that on a quiet machine it is always the same one. */
size_t core_shares_choose(const struct core_shares *shares);

/* Encloses what runs on core `used`: nothing else of ours may run between them. `waited` is the share of its time that
 * it was ready and had to wait for a processor, 0 to 1, or NaN where that is not known. /proc/stat is looked up under
 * `root`,
 * "" for this machine; where it is not to be had nothing is learnt. */
void core_shares_begin(struct core_shares *shares, const char *root, uint64_t now_ns);
void core_shares_end(struct core_shares *shares, const char *root, uint64_t now_ns, size_t used, double waited);

#define CORE_SHARE_ALIKE 0.05

#endif
