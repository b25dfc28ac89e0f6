/* SPDX-License-Identifier: MIT */
/* Workers placed on a machine, for tests to ask about. */
#ifndef PLACED_H
#define PLACED_H

#include "machines.h"
#include "placement.h"

enum { PUS_MOST = 1024 };

/* Where the workers of one placement on one machine are, with what is around them. */
struct placed {
    const struct machine *machine;
    unsigned pu_count, core_count;
    const struct topology_pu *pus;
    unsigned workers;
    const struct topology_pu *at[PUS_MOST + 1]; /* of each worker */
};

static inline const struct topology_pu *pu_find(const struct placed *placed, unsigned os_index)
{
    for (unsigned i = 0; i < placed->pu_count; ++i)
        if (placed->pus[i].os_index == os_index)
            return &placed->pus[i];
    fail_msg("%s: processor %u is not allowed", placed->machine->name, os_index);
    return NULL;
}

static inline void place(struct placed *placed, const struct machine *machine, enum placement_policy policy,
                         unsigned workers)
{
    static unsigned cpus[PUS_MOST + 1];
    struct yoke_error error = {""};
    placed->machine = machine;
    placed->pus = topology_pus(machine->topology, &placed->pu_count);
    placed->core_count = topology_core_count(machine->topology);
    placed->workers = workers;
    assert_in_range(workers, 1, PUS_MOST + 1);
    unsigned places = workers < placed->pu_count ? workers : placed->pu_count;
    assert_int_equal(placement_apply(&(struct placement){.policy = policy}, machine->topology, workers, cpus, &error),
                     places);
    assert_string_equal(error.text, "");
    for (unsigned i = 0; i < workers; ++i)
        placed->at[i] = pu_find(placed, cpus[i]);
}

/* What scatter takes turns over: packages, or where there are none, memory nodes. */
static inline unsigned turn_of(const struct topology_pu *pu)
{
    return pu->package != TOPOLOGY_NONE ? pu->package : pu->node;
}

static inline unsigned l3_of(const struct topology_pu *pu)
{
    return pu->l3;
}

/* Do all groups hold as many processors? Fills how many groups there are. */
static inline bool group_sizes_are_equal(const struct placed *placed, unsigned (*group)(const struct topology_pu *),
                                         unsigned *groups)
{
    unsigned sizes[PUS_MOST] = {0};
    *groups = 0;
    for (unsigned i = 0; i < placed->pu_count; ++i) {
        if (group(&placed->pus[i]) == TOPOLOGY_NONE)
            return false;
        if (sizes[group(&placed->pus[i])]++ == 0)
            ++*groups;
    }
    for (unsigned i = 1; i < *groups; ++i)
        if (sizes[i] != sizes[0])
            return false;
    return true;
}

#endif
