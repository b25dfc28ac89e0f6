/* SPDX-License-Identifier: MIT */
/* What topology.c, topology_bind.c and topology_print.c share, and nobody else: together they are the door to hwloc. */
#ifndef TOPOLOGY_PRIVATE_H
#define TOPOLOGY_PRIVATE_H

#include <hwloc.h>

#include "topology.h"

struct topology {
    hwloc_topology_t handle;
    bool this_machine;
    struct topology_pu *pus; /* pu_count entries in hwloc's logical order */
    unsigned pu_count, core_count;
    unsigned package_count; /* that hold a usable processor */
    bool cores_known;
    char *allowed_list, *xml;
};

/* How fast the kind of core is that `object`, a core or a processor, belongs to, compared with the machine's other
 * kinds; 0 where hwloc knows no kinds. */
unsigned topology_efficiency(hwloc_topology_t handle, hwloc_obj_t object);

#endif
