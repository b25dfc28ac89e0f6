/* SPDX-License-Identifier: MIT */
/* The orders in which workers get processors. Both start from one sorted table, compact's order, which scatter deals
 * out. */
#include "placement.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const policy_names[] = {
    [PLACEMENT_NONE] = "none",
    [PLACEMENT_COMPACT] = "compact",
    [PLACEMENT_SCATTER] = "scatter",
    [PLACEMENT_LIST] = "list",
};

const char *placement_policy_name(enum placement_policy policy)
{
    return policy_names[policy];
}

/* --- reading a list ------------------------------------------------------------------------------------------- */

/* Reads digits at *cursor and steps over them. */
static int list_number(const char *text, const char **cursor, unsigned *number, struct yoke_error *error)
{
    const char *start = *cursor;
    size_t digits = strspn(start, "0123456789");
    if (digits == 0 && *start)
        yoke_error_set(error, "placement \"%s\": a processor number is expected at \"%s\", as in 0,2,4-7", text, start);
    else if (digits == 0)
        yoke_error_set(error, "placement \"%s\" ends where a processor number is expected, as in 0,2,4-7", text);
    if (digits == 0)
        return -EINVAL;
    unsigned long value = strtoul(start, NULL, 10); /* ULONG_MAX on overflow, which is too large as well */
    if (value > PLACEMENT_CPU_MOST) {
        yoke_error_set(error, "placement \"%s\": there is no processor %.*s (the highest number accepted is %d)", text,
                       digits > 20 ? 20 : (int)digits, start, PLACEMENT_CPU_MOST);
        return -EINVAL;
    }
    *number = (unsigned)value;
    *cursor += digits;
    return 0;
}

static int list_add(const char *text, struct placement *placement, unsigned cpu, struct yoke_error *error)
{
    for (unsigned i = 0; i < placement->list_count; ++i) {
        if (placement->list[i] == cpu) {
            yoke_error_set(error,
                           "placement \"%s\" names processor %u twice; name each once (more workers than processors "
                           "start again at the first)",
                           text, cpu);
            return -EINVAL;
        }
    }
    if (placement->list_count == PLACEMENT_LIST_MOST) {
        yoke_error_set(error, "placement \"%s\" names more than %d processors", text, PLACEMENT_LIST_MOST);
        return -EINVAL;
    }
    placement->list[placement->list_count++] = cpu;
    return 0;
}

/* Reads "4" or "4-7" at *cursor and steps over it. */
static int list_range(const char *text, const char **cursor, struct placement *placement, struct yoke_error *error)
{
    unsigned first = 0, last = 0;
    if (list_number(text, cursor, &first, error))
        return -EINVAL;
    last = first;
    if (**cursor == '-') {
        ++*cursor;
        if (list_number(text, cursor, &last, error))
            return -EINVAL;
    }
    if (last < first) {
        yoke_error_set(error, "placement \"%s\": the range %u-%u goes downwards, write %u-%u", text, first, last, last,
                       first);
        return -EINVAL;
    }
    for (unsigned cpu = first; cpu <= last; ++cpu)
        if (list_add(text, placement, cpu, error))
            return -EINVAL;
    return 0;
}

static int list_parse(const char *text, struct placement *placement, struct yoke_error *error)
{
    placement->policy = PLACEMENT_LIST;
    const char *cursor = text;
    for (;;) {
        if (list_range(text, &cursor, placement, error))
            return -EINVAL;
        if (*cursor == '\0')
            return 0;
        if (*cursor != ',') {
            yoke_error_set(error, "placement \"%s\": unexpected \"%s\"; processors are listed like 0,2,4-7", text,
                           cursor);
            return -EINVAL;
        }
        ++cursor;
    }
}

int placement_parse(const char *text, struct placement *placement, struct yoke_error *error)
{
    memset(placement, 0, sizeof *placement);
    for (enum placement_policy policy = PLACEMENT_NONE; policy < PLACEMENT_LIST; ++policy) {
        if (strcmp(text, policy_names[policy]) == 0) {
            placement->policy = policy;
            return 0;
        }
    }
    if (*text >= '0' && *text <= '9')
        return list_parse(text, placement, error);
    yoke_error_set(error,
                   "placement \"%s\" is not known; write none, compact, scatter or a list of processors like 0,2,4-7",
                   text);
    return -EINVAL;
}

/* --- the orders ------------------------------------------------------------------------------------------------- */

/* Compact's order. The entries are pointers into topology_pus, which is in the order of the machine. */
static int compare_compact(const void *left, const void *right)
{
    const struct topology_pu *a = *(const struct topology_pu *const *)left;
    const struct topology_pu *b = *(const struct topology_pu *const *)right;
    if (a->sibling != b->sibling)
        return a->sibling < b->sibling ? -1 : 1;
    if (a->efficiency != b->efficiency)
        return a->efficiency > b->efficiency ? -1 : 1;
    return (a > b) - (a < b);
}

/* How many workers each package, memory node and L3 has got so far, by its number. */
struct shares {
    unsigned *package, *node, *l3;
};

/* A processor outside any group is treated as if its group were full: it comes after those inside one. */
static unsigned share_of(const unsigned shares[], unsigned group)
{
    return group == TOPOLOGY_NONE ? UINT_MAX : shares[group];
}

static void share_add(unsigned shares[], unsigned group)
{
    if (group != TOPOLOGY_NONE)
        ++shares[group];
}

/* Does scatter take `later` before `earlier`, which stands before it in compact's order? Between two packages the share
 * decides and then the order; only inside one package do the memory nodes matter, and only inside one node the L3s. */
static bool scatter_prefers(const struct shares *shares, const struct topology_pu *later,
                            const struct topology_pu *earlier)
{
    if (later->sibling != earlier->sibling)
        return false; /* compact's order has the lower siblings first */
    if (later->package != earlier->package)
        return share_of(shares->package, later->package) < share_of(shares->package, earlier->package);
    if (later->node != earlier->node)
        return share_of(shares->node, later->node) < share_of(shares->node, earlier->node);
    return share_of(shares->l3, later->l3) < share_of(shares->l3, earlier->l3);
}

/* Turns compact's order into scatter's, as far as `wanted` entries: each time the preferred one moves to the front. */
static void order_scatter(const struct topology_pu *order[], unsigned count, unsigned wanted, struct shares *shares)
{
    for (unsigned i = 0; i < wanted; ++i) {
        unsigned best = i;
        for (unsigned j = i + 1; j < count; ++j)
            if (scatter_prefers(shares, order[j], order[best]))
                best = j;
        const struct topology_pu *taken = order[best];
        memmove(order + i + 1, order + i, (best - i) * sizeof *order);
        order[i] = taken;
        share_add(shares->package, taken->package);
        share_add(shares->node, taken->node);
        share_add(shares->l3, taken->l3);
    }
}

/* compact and scatter: writes the processors of the first `wanted` places. */
static int places_order(enum placement_policy policy, const struct topology *topology, unsigned wanted, unsigned cpus[])
{
    unsigned count;
    const struct topology_pu *pus = topology_pus(topology, &count);
    const struct topology_pu **order = calloc(count, sizeof *order);
    unsigned *shares = calloc(3 * (size_t)count, sizeof *shares); /* groups number fewer than processors, each kind */
    int status = order && shares ? 0 : -ENOMEM;
    if (!status) {
        for (unsigned i = 0; i < count; ++i)
            order[i] = &pus[i];
        qsort(order, count, sizeof *order, compare_compact);
        if (policy == PLACEMENT_SCATTER)
            order_scatter(order, count, wanted, &(struct shares){shares, shares + count, shares + 2 * (size_t)count});
        for (unsigned i = 0; i < wanted; ++i)
            cpus[i] = order[i]->os_index;
    }
    free(shares);
    free(order);
    return status;
}

/* --- placing --------------------------------------------------------------------------------------------------------
 */

/* The whole list is checked, so that a plan fails before anything runs and not at its widest cell. */
static int list_check(const struct placement *placement, const struct topology *topology, struct yoke_error *error)
{
    for (unsigned i = 0; i < placement->list_count; ++i) {
        if (!topology_allows(topology, placement->list[i])) {
            yoke_error_set(error, "processor %u is not allowed here (allowed: %s)", placement->list[i],
                           topology_allowed_list(topology));
            return -EINVAL;
        }
    }
    return 0;
}

static unsigned places_available(const struct placement *placement, const struct topology *topology)
{
    unsigned count = placement->list_count;
    if (placement->policy != PLACEMENT_LIST)
        topology_pus(topology, &count);
    return count;
}

int placement_apply(const struct placement *placement, const struct topology *topology, unsigned worker_count,
                    unsigned cpus[], struct yoke_error *error)
{
    if (placement->policy == PLACEMENT_NONE)
        return 0;
    if (placement->policy == PLACEMENT_LIST && list_check(placement, topology, error))
        return -EINVAL;
    unsigned available = places_available(placement, topology);
    unsigned places = worker_count < available ? worker_count : available;
    if (placement->policy == PLACEMENT_LIST) {
        memcpy(cpus, placement->list, places * sizeof *cpus);
    } else if (places_order(placement->policy, topology, places, cpus)) {
        yoke_error_set(error, "no memory to place %u workers", worker_count);
        return -ENOMEM;
    }
    for (unsigned i = places; i < worker_count; ++i)
        cpus[i] = cpus[i - places];
    return (int)places;
}
