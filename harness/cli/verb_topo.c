/* SPDX-License-Identifier: MIT */
/* yoke topo. */
#include "program.h"
#include "topo.h"

static int run(struct program *program)
{
    static const struct placement placements[] = {{.policy = PLACEMENT_COMPACT}, {.policy = PLACEMENT_SCATTER}};
    struct yoke_error error = {0};
    if (topo_show(program->topology, placements, 2, 0, terminal_utf8(), stdout, &error))
        return program_error(&error, YOKE_EXIT_FAILED);
    return YOKE_EXIT_DONE;
}

extern const struct verb verb_topo;
const struct verb verb_topo = {
    .name = "topo",
    .usage = "[options]",
    .summary = "packages, cores, caches and memory nodes, and which processors workers get",
    .machine = true,
    .run = run,
};
