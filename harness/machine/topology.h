/* SPDX-License-Identifier: MIT */
/* The machine's shape, and the one door to hwloc. All numbers of processors are the kernel's (hwloc's P#), never
 * hwloc's logical ones: they differ on most real machines, may have gaps and need not start at 0. */
#ifndef TOPOLOGY_H
#define TOPOLOGY_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>

#include "yoke/error.h"
#include "yoke/record.h"

struct topology;

/* There is no such thing around this processor, or the machine does not tell. */
#define TOPOLOGY_NONE UINT_MAX

/* One usable processor and what it shares. core, package, node and l3 count from 0, in the order of the machine, over
 * those that hold a usable processor: all are below the number of usable processors, or TOPOLOGY_NONE. */
struct topology_pu {
    unsigned os_index; /* the kernel's number, P# */
    unsigned core;     /* never TOPOLOGY_NONE: where cores are not known, every processor is its own */
    unsigned package;
    unsigned node; /* its nearest memory node; the first one where several are equally near */
    unsigned l3;
    unsigned sibling;    /* 0: first usable processor of its core; 1: that one's first SMT sibling; … */
    unsigned efficiency; /* higher is faster; 0 on machines with one kind of core */
};

/* Loads this machine, cut down to the processors this process may use: the cgroup's cpuset (hwloc does that) and the
 * calling thread's mask, as inherited from taskset (hwloc alone does not). So call it before any binding. hwloc's own
 * variables HWLOC_XMLFILE and HWLOC_SYNTHETIC are honoured, for planning on another machine; a bad one is an error.
 * Returns 0 or a negative errno with a sentence. Free with topology_free. */
int topology_load(struct topology **topology, struct yoke_error *error);

/* The same for binding alone: nothing is read of the machine but which processors this thread may use. A tenth of
 * the time of topology_load on two processors, less on more: for processes that are started thousands of times. */
int topology_load_bare(struct topology **topology, struct yoke_error *error);

/* Loads a recorded machine (hwloc XML of version 2) or a synthetic one ("pack:2 core:4 pu:2"), for planning and tests:
 * binding to it is refused. */
int topology_load_xml(const char *path, struct topology **topology, struct yoke_error *error);
int topology_load_synthetic(const char *description, struct topology **topology, struct yoke_error *error);
void topology_free(struct topology *topology); /* NULL is fine */

/* Is it the machine we run on? Only then can anything be bound. */
bool topology_is_this_machine(const struct topology *topology);

/* The usable processors, near ones next to each other (depth first through packages, caches and cores). Owned by the
 * topology; there is at least one. */
const struct topology_pu *topology_pus(const struct topology *topology, unsigned *pu_count);

/* Cores that hold a usable processor, at least 1: where cores are not known, as many as processors. */
unsigned topology_core_count(const struct topology *topology);

/* Is processor `cpu` (P#) one of them? */
bool topology_allows(const struct topology *topology, unsigned cpu);

/* The usable processors' numbers as the kernel writes lists, "0-3,8"; belongs to the topology. */
const char *topology_allowed_list(const struct topology *topology);

/* Counts of usable objects: packages and cores that hold a usable processor (YOKE_MISSING when the machine does not
 * tell which), memory nodes we may allocate from, also those with no processor of ours. `facts->xml` is hwloc's export
 * without serial numbers; it belongs to the topology. */
void topology_facts(const struct topology *topology, struct yoke_topology_facts *facts);

/* Binds the calling thread to processor `cpu` and confirms that it is bound there and runs there. Thread-safe.
 * Returns 0, or a negative errno with a sentence: -ENOTSUP when the topology is not this machine, -EINVAL when the
 * processor is not usable, -EIO when the system took the order and did something else. */
int topology_bind(const struct topology *topology, unsigned cpu, struct yoke_error *error);

/* Draws packages, memory nodes, caches, cores and processors as a tree for people; `utf8` allows box-drawing marks.
 * Machines of more than 16 cores get one line for cores that are alike. */
void topology_print(const struct topology *topology, bool utf8, FILE *stream);

#endif
