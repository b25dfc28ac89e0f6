/* SPDX-License-Identifier: MIT */
/* Rule 1 of Hoefler & Belli (SC'15): a speedup names its base case. Here it is the name of a cell. */
#include "speedup.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scaling_fit.h"
#include "signed_rank.h"
#include "summary.h"
#include "works.h"

static bool cell_is_faster(const struct yoke_cell *cell, const struct yoke_cell *than)
{
    return !isnan(cell->wall_ns.median) && (!than || cell->wall_ns.median < than->wall_ns.median);
}

static const struct yoke_cell *baseline_find(const struct yoke_record *record, const struct works *works, size_t index)
{
    const struct yoke_cell *serial = NULL, *single = NULL;
    for (size_t i = works->begin[index]; i < works->end[index]; i++) {
        const struct yoke_cell *other = &record->cells[works->order[i]];
        if (other->workers != 1)
            continue;
        if (other->serial && cell_is_faster(other, serial))
            serial = other;
        if (cell_is_faster(other, single))
            single = other;
    }
    return serial ? serial : single;
}

/* Fills `logs` with the logarithm of base / cell for every block in which both have a time; returns how many. */
static size_t ratios_pair(const struct summary_start base[], size_t base_count, const struct summary_start own[],
                          size_t own_count, double logs[])
{
    size_t count = 0;
    for (size_t i = 0; i < own_count; i++)
        for (size_t k = 0; k < base_count; k++)
            if (base[k].block == own[i].block && own[i].wall_ns > 0 && base[k].wall_ns > 0) {
                logs[count++] = log(base[k].wall_ns) - log(own[i].wall_ns);
                break;
            }
    return count;
}

int speedup_logs(const struct yoke_cell *base, const struct yoke_cell *cell, double logs[])
{
    struct summary_start *starts = calloc(base->sample_count + cell->sample_count + 1, sizeof *starts);
    if (!starts)
        return -ENOMEM;
    const size_t base_count = summary_starts(base, starts);
    const size_t own_count = summary_starts(cell, starts + base_count);
    const size_t count = ratios_pair(starts, base_count, starts + base_count, own_count, logs);
    const double growth = log(works_growth(cell, base)); /* as much more work in the same time is as much faster */
    for (size_t i = 0; i < count; i++)
        logs[i] += growth;
    free(starts);
    return (int)count;
}

int speedup_ratio(const struct yoke_cell *base, const struct yoke_cell *cell, struct yoke_estimate *ratio)
{
    double *logs = calloc(cell->sample_count + 1, sizeof *logs);
    const int count = logs ? speedup_logs(base, cell, logs) : -ENOMEM;
    *ratio = (struct yoke_estimate){NAN, NAN, NAN};
    if (count > 0) {
        const struct stats_estimate log_ratio =
            signed_rank_invert(logs, (size_t)count, SIGNED_RANK_WINSORISED, SUMMARY_CONFIDENCE);
        *ratio = (struct yoke_estimate){exp(log_ratio.value), exp(log_ratio.interval.low), exp(log_ratio.interval.high)};
    }
    free(logs);
    return count < 0 ? count : 0;
}

static int cell_compare(struct yoke_cell *cell, const struct yoke_cell *base)
{
    const int status = speedup_ratio(base, cell, &cell->speedup);
    if (!status) {
        const double workers = (double)cell->workers;
        cell->efficiency = (struct yoke_estimate){cell->speedup.value / workers, cell->speedup.low / workers,
                                                  cell->speedup.high / workers};
        if (!cell->scale) /* Karp and Flatt's share is one of given work */
            cell->serial_share = (struct yoke_estimate){scaling_karp_flatt(cell->speedup.value, workers),
                                                    scaling_karp_flatt(cell->speedup.high, workers),
                                                    scaling_karp_flatt(cell->speedup.low, workers)};
    }
    return status;
}

int speedup_compute(struct yoke_record *record)
{
    const struct yoke_estimate missing = {NAN, NAN, NAN};
    struct works works;
    int status = works_group(record, &works);
    for (size_t i = 0; i < record->cell_count && !status; i++) {
        struct yoke_cell *cell = &record->cells[i];
        /* in an open loop the arrivals decide how long a run takes: no cell of one is any faster than another */
        const struct yoke_cell *base = cell->arrivals ? NULL : baseline_find(record, &works, i);
        cell->baseline = base ? base->name : NULL;
        cell->speedup = cell->efficiency = cell->serial_share = missing;
        if (base && !isnan(cell->wall_ns.median))
            status = cell_compare(cell, base);
    }
    works_release(&works);
    return status;
}
