/* SPDX-License-Identifier: MIT */
#include "core_shares.h"

#include <math.h>
#include <stdlib.h>

#include "proc_stat.h"

/* What is remembered fades by a factor of e in so much time of watching: longer than a burst of work and the pause
 * after it, or the core would be left for every burst; short enough to follow a neighbour who moves. */
static const double MEMORY_NS = 2e9;

/* The processors of a core together: a sibling that others keep busy takes units of the core away, so it counts too. */
struct reading {
    uint64_t busy_ns;
    unsigned processors; /* that were there */
};

struct core {
    unsigned processors;
    double share; /* of one processor, by others: 0 idle, 1 always busy; two siblings may come to 2 */
    struct reading begun, now;
};

struct core_shares {
    const struct topology *topology;
    uint64_t begun_ns;
    unsigned count;
    struct core cores[]; /* as the topology counts them */
};

static const struct topology_pu *pu_find(const struct topology *topology, uint64_t cpu)
{
    unsigned count;
    const struct topology_pu *pus = topology_pus(topology, &count);
    for (unsigned i = 0; i < count; i++)
        if (pus[i].os_index == cpu)
            return &pus[i];
    return NULL;
}

size_t core_shares_find(const struct topology *topology, unsigned cpu, uint64_t cpus[])
{
    unsigned count;
    const struct topology_pu *pus = topology_pus(topology, &count), *first = pu_find(topology, cpu);
    size_t found = 0;
    if (!first)
        return 0;
    cpus[found++] = cpu;
    for (unsigned i = 0; i < count; i++)
        if (pus[i].sibling == 0 && pus[i].core != first->core && pus[i].efficiency == first->efficiency)
            cpus[found++] = pus[i].os_index;
    return found;
}

struct core_shares *core_shares_open(const struct topology *topology)
{
    unsigned pu_count;
    const struct topology_pu *pus = topology_pus(topology, &pu_count);
    const unsigned count = topology_core_count(topology);
    struct core_shares *shares = calloc(1, sizeof *shares + count * sizeof *shares->cores);
    if (!shares)
        return NULL;
    shares->topology = topology;
    shares->count = count;
    for (unsigned i = 0; i < pu_count; i++)
        shares->cores[pus[i].core].processors++;
    for (unsigned i = 0; i < count; i++) /* as good as there until something is known */
        shares->cores[i].now.processors = shares->cores[i].processors;
    return shares;
}

void core_shares_close(struct core_shares *shares)
{
    free(shares);
}

static bool is_there(const struct core *core, const struct reading *reading)
{
    return reading->processors == core->processors;
}

static double share_at(const struct core_shares *shares, uint64_t cpu)
{
    const struct topology_pu *pu = pu_find(shares->topology, cpu);
    const struct core *core = pu ? &shares->cores[pu->core] : NULL;
    return core && is_there(core, &core->now) ? core->share : INFINITY;
}

size_t core_shares_choose(const struct core_shares *shares, const uint64_t cpus[], size_t count)
{
    double least = INFINITY;
    for (size_t i = 0; i < count; i++)
        least = fmin(least, share_at(shares, cpus[i]));
    size_t chosen = 0;
    while (share_at(shares, cpus[chosen]) > least + CORE_SHARE_ALIKE)
        chosen++;
    return chosen;
}

static void reading_add(void *own, const struct proc_stat *stat)
{
    struct core_shares *shares = own;
    const struct topology_pu *pu = pu_find(shares->topology, stat->cpu);
    if (!pu)
        return;
    shares->cores[pu->core].now.busy_ns += stat->busy_ns;
    shares->cores[pu->core].now.processors++;
}

static void cores_read(struct core_shares *shares, const char *root)
{
    for (unsigned i = 0; i < shares->count; i++)
        shares->cores[i].now = (struct reading){0};
    proc_stat_read(root, reading_add, shares);
}

void core_shares_begin(struct core_shares *shares, const char *root, uint64_t now_ns)
{
    cores_read(shares, root);
    for (unsigned i = 0; i < shares->count; i++)
        shares->cores[i].begun = shares->cores[i].now;
    shares->begun_ns = now_ns;
}

/* Of the time that we left them, but half of all: one who takes turns with us has as much and would have all of it, and
 * what little is left beside a worker of ours who never waits says nothing, in steps of 10 ms. NaN: it is not known. */
static double share_seen(const struct core *core, double elapsed_ns, double own_ns)
{
    if (!is_there(core, &core->begun) || !is_there(core, &core->now) || core->now.busy_ns < core->begun.busy_ns ||
        !(elapsed_ns > 0))
        return NAN;
    const double others_ns = fmax((double)(core->now.busy_ns - core->begun.busy_ns) - own_ns, 0);
    return fmin(others_ns / fmax(elapsed_ns - own_ns, elapsed_ns / 2), core->processors);
}

void core_shares_end(struct core_shares *shares, const char *root, uint64_t now_ns, uint64_t used, double own_ns)
{
    const struct topology_pu *pu = pu_find(shares->topology, used);
    const double elapsed_ns = (double)(now_ns - shares->begun_ns), weight = 1 - exp(-elapsed_ns / MEMORY_NS);
    cores_read(shares, root);
    for (unsigned i = 0; i < shares->count; i++) {
        struct core *core = &shares->cores[i];
        const double seen = share_seen(core, elapsed_ns, pu && pu->core == i ? own_ns : 0);
        if (!isnan(seen))
            core->share += weight * (seen - core->share);
    }
}
