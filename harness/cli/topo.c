/* SPDX-License-Identifier: MIT */
/* The verb topo: the drawing and the placement lines. */
#include "topo.h"

#include <errno.h>
#include <stdlib.h>

/* "0-3 8 4": processors in the order of the workers, where runs of three and more are shortened. */
static void print_order(const unsigned cpus[], unsigned count, FILE *stream)
{
    for (unsigned i = 0; i < count;) {
        unsigned last = i;
        while (last + 1 < count && cpus[last + 1] == cpus[last] + 1)
            ++last;
        if (last >= i + 2) {
            fprintf(stream, " %u-%u", cpus[i], cpus[last]);
            i = last + 1;
        } else {
            fprintf(stream, " %u", cpus[i++]);
        }
    }
}

/* One line; `cpus` is scratch with room for `workers`. */
static int show_placement(const struct topology *topology, const struct placement *placement, unsigned workers,
                          unsigned cpus[], FILE *stream, struct yoke_error *error)
{
    int places = placement_apply(placement, topology, workers, cpus, error);
    if (places < 0)
        return places;
    fprintf(stream, "  %-8s", placement_policy_name(placement->policy));
    if (placement->policy == PLACEMENT_NONE)
        fputs(" wherever the kernel puts them", stream);
    print_order(cpus, (unsigned)places, stream);
    if (places > 0 && (unsigned)places < workers)
        fprintf(stream, " (worker %d starts again at the first)", places);
    fputc('\n', stream);
    return 0;
}

int topo_show(const struct topology *topology, const struct placement *placements, size_t count, unsigned workers,
              bool utf8, FILE *stream, struct yoke_error *error)
{
    topology_print(topology, utf8, stream);
    if (count == 0)
        return 0;
    if (workers == 0)
        topology_pus(topology, &workers);
    unsigned *cpus = calloc(workers, sizeof *cpus);
    if (!cpus) {
        yoke_error_set(error, "no memory to place %u workers", workers);
        return -ENOMEM;
    }
    fprintf(stream, "\nprocessors for %u worker%s, in order:\n", workers, workers == 1 ? "" : "s");
    int status = 0;
    for (size_t i = 0; i < count && !status; ++i)
        status = show_placement(topology, &placements[i], workers, cpus, stream, error);
    free(cpus);
    return status;
}
