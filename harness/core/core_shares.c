/* SPDX-License-Identifier: MIT */
#include "core_shares.h"

#include <math.h>
#include <stdlib.h>

#include "proc_stat.h"

/* What is remembered fades by a factor of e in so much time of watching: longer than a burst of work and the pause
 * after it, or the core would be left for every burst; short enough to follow a neighbour who moves. */
static const double MEMORY_NS = 2e9;

struct core {
    uint64_t cpu;
    double share;               /* of one processor, by others: 0 idle, 1 always busy; two siblings may come to 2 */
    uint64_t busy_ns, begun_ns; /* its processors' sum: now, and when the pair began */
};

struct core_shares {
    const struct topology *topology;
    uint64_t begun_ns;
    size_t count;
    struct core cores[];
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

struct core_shares *core_shares_open(const struct topology *topology, const uint64_t cpus[], size_t count)
{
    struct core_shares *shares = calloc(1, sizeof *shares + count * sizeof *shares->cores);
    if (!shares)
        return NULL;
    shares->topology = topology;
    shares->count = count;
    for (size_t i = 0; i < count; i++)
        shares->cores[i].cpu = cpus[i];
    return shares;
}

void core_shares_close(struct core_shares *shares)
{
    free(shares);
}

size_t core_shares_choose(const struct core_shares *shares)
{
    double least = INFINITY;
    for (size_t i = 0; i < shares->count; i++)
        least = fmin(least, shares->cores[i].share);
    size_t chosen = 0;
    while (shares->cores[chosen].share > least + CORE_SHARE_ALIKE)
        chosen++;
    return chosen;
}

/* A sibling that others keep busy takes units of the core away, so it counts as well. */
static void busy_add(void *own, const struct proc_stat *stat)
{
    struct core_shares *shares = own;
    const struct topology_pu *pu = pu_find(shares->topology, stat->cpu);
    for (size_t i = 0; i < shares->count && pu; i++)
        if (pu_find(shares->topology, shares->cores[i].cpu)->core == pu->core)
            shares->cores[i].busy_ns += stat->busy_ns;
}

static void busy_read(struct core_shares *shares, const char *root)
{
    for (size_t i = 0; i < shares->count; i++)
        shares->cores[i].busy_ns = 0;
    proc_stat_read(root, busy_add, shares);
}

void core_shares_begin(struct core_shares *shares, const char *root, uint64_t now_ns)
{
    busy_read(shares, root);
    for (size_t i = 0; i < shares->count; i++)
        shares->cores[i].begun_ns = shares->cores[i].busy_ns;
    shares->begun_ns = now_ns;
}

/* What others took of a core in which we worked is not to be told from our own by its busy time. They took turns with
 * us: whoever waits w of his time for a neighbour as hungry as himself shares with w / (1 - w) of one. */
static double share_beside_us(double waited)
{
    return waited >= 0.5 ? 1 : waited / (1 - waited); /* NaN stays what it is */
}

void core_shares_end(struct core_shares *shares, const char *root, uint64_t now_ns, size_t used, double waited)
{
    const double elapsed_ns = (double)(now_ns - shares->begun_ns), weight = 1 - exp(-elapsed_ns / MEMORY_NS);
    busy_read(shares, root);
    for (size_t i = 0; i < shares->count && elapsed_ns > 0; i++) {
        struct core *core = &shares->cores[i];
        const double seen = i == used ? share_beside_us(waited) : (double)(core->busy_ns - core->begun_ns) / elapsed_ns;
        if (seen >= 0 && core->busy_ns >= core->begun_ns)
            core->share += weight * (seen - core->share);
    }
}
