/* SPDX-License-Identifier: MIT */
/* Printing a plan. */
#include "plan_command.h"

#include "cells.h"

#include <inttypes.h>

void plan_show(const struct plan *plan, bool strict, FILE *stream)
{
    struct cell *cells = NULL;
    size_t count = 0;
    if (!strict && !cells_expand(plan, &cells, &count))
        fprintf(stream, "// %zu cells, each visited %" PRIu64 " times. To run it: yoke run FILE.json\n", count,
                plan->blocks);
    cells_free(cells, count);
    plan_write(plan, !strict, stream);
}
