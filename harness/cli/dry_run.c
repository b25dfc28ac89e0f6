/* SPDX-License-Identifier: MIT */
/* The same functions the run uses decide here too, so what is shown is what would happen. */
#include "dry_run.h"

#include <inttypes.h>
#include <stdlib.h>

#include "units.h"

/* A line stays readable up to this many processors. */
enum { PLACES_SHOWN = 16 };

static int places_print(const struct cell *cell, const struct topology *topology, FILE *stream, struct yoke_error *error)
{
    unsigned *cpus = calloc(cell->workers, sizeof *cpus);
    if (!cpus)
        return 1;
    const int places = placement_apply(&cell->placement->placement, topology, cell->workers, cpus, error);
    if (places == 0)
        fputs("  anywhere", stream);
    else if (places > 0)
        fputs("  on", stream);
    for (unsigned i = 0; places > 0 && i < cell->workers && i < PLACES_SHOWN; i++)
        fprintf(stream, " %u", cpus[i]);
    if (places > 0 && cell->workers > PLACES_SHOWN)
        fputs(" ...", stream);
    free(cpus);
    return places < 0 ? 2 : 0;
}

int dry_run_show(const struct run_options *options, const struct cell *cells, size_t cell_count, FILE *stream,
                 struct yoke_error *error)
{
    const struct plan *plan = options->plan;
    char limit[UNITS_TEXT_BYTES];
    units_exact(plan->limit_ns, YOKE_NS, limit);
    for (size_t i = 0; i < plan->note_count; i++)
        fprintf(stream, "note: %s\n", plan->notes[i]);
    for (size_t i = 0; i < cell_count; i++) {
        fputs(cells[i].name, stream);
        if (cells[i].task_count)
            fprintf(stream, "  %" PRIu64 " tasks", cells[i].task_count);
        else
            fputs("  calibrated tasks", stream);
        const int status = places_print(&cells[i], options->topology, stream, error);
        fputc('\n', stream);
        if (status)
            return status;
    }
    char iterations[UNITS_TEXT_BYTES] = "calibrated";
    if (plan->iterations)
        units_exact(plan->iterations, YOKE_COUNT, iterations);
    fprintf(stream, "%zu cells x %" PRIu64 " blocks = %" PRIu64 " process starts of %" PRIu64 " discarded and %s"
                    " timed runs, each start at most %s, order from seed %" PRIu64 "\n",
            cell_count, plan->blocks, cell_count * plan->blocks, plan->warmup, iterations, limit, plan->seed);
    fprintf(stream, "results would go to %s\n", plan->output ? plan->output : "results/<time>-<name>");
    return 0;
}
