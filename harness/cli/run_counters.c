/* SPDX-License-Identifier: MIT */
/* Before the first measurement: what can be counted, and how much of it at a time. */
#include "run_counters.h"

#include <inttypes.h>
#include <string.h>

#include "counter_description.h"
#include "options.h"

/* Refuses a machine on which something that has to be counted has no value. */
static int counters_require(const struct plan *plan, const struct yoke_machine *machine,
                            const struct counter_passes *passes, struct yoke_error *error)
{
    const char *virtualisation = machine->virtualisation;
    if (passes->missing)
        yoke_error_set(error, "%s has no value here and --require-counters asks for one: %s; remedy: %s",
                       passes->missing, passes->verdict.reason,
                       counter_remedy(passes->missing, passes->verdict.status, plan->counter_scope,
                                      virtualisation && strcmp(virtualisation, "none") != 0));
    else if (passes->count > plan->blocks)
        yoke_error_set(
            error,
            "not every counter would get a value, as --require-counters asks: they are read in %zu passes, one a "
            "block, and there are %" PRIu64 " blocks; remedy: --blocks %zu or more",
            passes->count, plan->blocks, passes->count);
    else
        return 0;
    return YOKE_EXIT_REFUSED;
}

int run_counters_open(const struct plan *plan, const struct yoke_machine *machine, struct counter_passes *passes,
                      struct counter_group **group, struct yoke_error *error)
{
    struct counter_wish wish = {.names = (const char *const *)plan->counters,
                                .name_count = plan->counter_count,
                                .scope = plan->counter_scope,
                                .multiplex = plan->multiplex};
    if (counter_passes_make(&wish, passes, error))
        return YOKE_EXIT_USAGE;
    const int status = plan->require_counters ? counters_require(plan, machine, passes, error) : 0;
    if (status)
        return status;
    if (passes->count > 1) {
        wish.names = passes->passes[0].names;
        wish.name_count = passes->passes[0].count;
    }
    return counter_group_open(&wish, group, error) ? YOKE_EXIT_USAGE : 0;
}
