/* SPDX-License-Identifier: MIT */
/* The parts of the lines above a study's table. */
#include "table_head.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "quantity.h"
#include "works.h"

void table_head_baseline(char *buffer, size_t size, const struct study *study)
{
    const struct yoke_cell *baseline = study->baseline;
    const char *lack = study_serial_lack(study);
    if (study->first->arrivals) {
        char rate[QUANTITY_BYTES];
        quantity_compact(rate, study->first->offered_rate);
        snprintf(buffer, size, "open loop, %s/s arrive (%.20s)", rate, study->first->arrivals);
        return;
    }
    if (!baseline) {
        snprintf(buffer, size, "nothing to compare with: %s%s", lack ? lack : "?",
                 study->serial ? "" : " (add serial to -e)");
        return;
    }
    char time[QUANTITY_BYTES];
    quantity_time(time, baseline->wall_ns.median);
    snprintf(buffer, size, "baseline %.100s × %" PRIu64 ", %s%s%s%s%s", baseline->executor ? baseline->executor : "?",
             baseline->workers, time, study_time_mark(baseline), lack ? " (" : "", lack ? lack : "", lack ? ")" : "");
}

void table_head_tasks(char *buffer, size_t size, const struct study *study)
{
    const uint64_t tasks = works_tasks(study->first);
    if (tasks == YOKE_MISSING)
        snprintf(buffer, size, "? tasks");
    else
        snprintf(buffer, size, "%" PRIu64 " task%s%s", tasks, tasks == 1 ? "" : "s",
                 study->first->scale ? " a worker, speedup scaled" : "");
}

/* How many cells know what they were, and how many were something else than the workload says. */
struct bounds {
    size_t known, other;
    const char *measured; /* of the first that was something else */
    bool mixed;           /* and not all of those were the same */
};

static void bounds_add(struct bounds *bounds, const struct yoke_cell *cell)
{
    if (!cell->bound || !cell->measured_bound)
        return;
    bounds->known++;
    if (strcmp(cell->bound, cell->measured_bound) == 0)
        return;
    bounds->mixed |= bounds->measured && strcmp(bounds->measured, cell->measured_bound) != 0;
    bounds->measured = bounds->measured ? bounds->measured : cell->measured_bound;
    bounds->other++;
}

void table_head_bound(char *buffer, size_t size, const struct study *study)
{
    const char *says = study->first->bound;
    struct bounds bounds = {.known = 0};
    buffer[0] = '\0';
    if (!says || (strcmp(says, "cpu") != 0 && strcmp(says, "io") != 0))
        return;
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++)
            bounds_add(&bounds, study->series[i].cells[j]);
    char where[64] = "";
    if (bounds.other < bounds.known)
        snprintf(where, sizeof where, " in %zu of %zu cells", bounds.other, bounds.known);
    if (bounds.other)
        snprintf(buffer, size, "says %s-bound, measured %.20s%s", says, bounds.mixed ? "otherwise" : bounds.measured,
                 where);
}

void table_head_numbers(char *buffer, size_t size, const struct study *study)
{
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_summary *wall = &study->series[i].cells[j]->wall_ns;
            if (wall->n == YOKE_MISSING || !isfinite(wall->median))
                continue;
            least = wall->n < least ? wall->n : least;
            most = wall->n > most ? wall->n : most;
        }
    if (!most)
        snprintf(buffer, size, "nothing was measured");
    else if (least == most)
        snprintf(buffer, size, "median of %" PRIu64 " process%s, 95 %% intervals", most, most == 1 ? "" : "es");
    else
        snprintf(buffer, size, "median of %" PRIu64 "–%" PRIu64 " processes, 95 %% intervals", least, most);
}
