/* SPDX-License-Identifier: MIT */
/* Samples are looked at, and no summaries: those are from before the block. */
#include "foresight.h"

#include <math.h>

#include "scaling.h"
#include "works.h"

/* The last sample's wall time; NaN: there is none. */
static double wall_of(const struct yoke_cell *cell)
{
    return cell->sample_count ? (double)cell->samples[cell->sample_count - 1].wall_ns : NAN;
}

/* All samples of the last start. */
static double visit_of(const struct yoke_cell *cell)
{
    double visit = 0;
    for (size_t i = cell->sample_count;
         i-- > 0 && cell->samples[i].process == cell->samples[cell->sample_count - 1].process;)
        visit += (double)cell->samples[i].wall_ns;
    return visit;
}

/* Does `left` tell more about `cell` than `right`? Its own curve tells most, and there the nearest; of other executors
 * the slowest, since some have no use for workers. */
static bool tells_more(const struct yoke_cell *left, const struct yoke_cell *right, const struct yoke_cell *cell)
{
    const bool own = scaling_same_curve(left, cell);
    if (own != scaling_same_curve(right, cell))
        return own;
    return own ? left->workers < right->workers : wall_of(left) > wall_of(right);
}

/* The visited cell that bounds the time of this one best; NULL: nothing is known. */
static const struct yoke_cell *teller_of(const struct yoke_record *record, const struct yoke_cell *cell)
{
    const struct yoke_cell *teller = NULL;
    for (size_t i = 0; i < record->cell_count; i++) {
        const struct yoke_cell *other = &record->cells[i];
        if (other->sample_count && other->workers >= cell->workers && works_same(other, cell) &&
            (!teller || tells_more(other, teller, cell)))
            teller = other;
    }
    return teller;
}

static bool is_far(const struct yoke_record *record, const struct yoke_cell *cell)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if (works_same(&record->cells[i], cell) && wall_of(&record->cells[i]) * FORESIGHT_FAR <= wall_of(cell))
            return true;
    return false;
}

static bool wider_is_wanted(const struct yoke_record *record, const bool wanted[], const struct yoke_cell *cell)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if (wanted[i] && record->cells[i].workers > cell->workers && works_same(&record->cells[i], cell))
            return true;
    return false;
}

/* What one of the wanted cells may take. */
static double share_of(const struct yoke_record *record, const bool wanted[], uint64_t left_ns)
{
    size_t count = 0;
    for (size_t i = 0; i < record->cell_count; i++)
        count += wanted[i];
    return (double)left_ns / (double)(count > FORESIGHT_SHARES_LEAST ? count : FORESIGHT_SHARES_LEAST);
}

enum foresight foresight_of(const struct yoke_record *record, const bool wanted[], size_t index, uint64_t left_ns)
{
    const struct yoke_cell *cell = &record->cells[index];
    if (cell->sample_count)
        return visit_of(cell) <= (double)left_ns ? FORESIGHT_BEGIN : FORESIGHT_SKIP;
    const struct yoke_cell *teller = teller_of(record, cell);
    if (teller &&
        visit_of(teller) * (double)teller->workers <= share_of(record, wanted, left_ns) * (double)cell->workers)
        return FORESIGHT_BEGIN;
    if (wider_is_wanted(record, wanted, cell))
        return FORESIGHT_WAIT;
    return teller && is_far(record, teller) ? FORESIGHT_SKIP : FORESIGHT_BEGIN;
}
