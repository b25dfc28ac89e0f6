/* SPDX-License-Identifier: MIT */
/* Curves of the same work race with their best cells. */
#include "tuner_curves.h"

#include <errno.h>
#include <stdlib.h>

#include "scaling.h"
#include "works.h"

/* Is it the first cell of its curve? */
static bool begins_curve(const struct yoke_record *record, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (scaling_same_curve(&record->cells[i], &record->cells[index]))
            return false;
    return true;
}

static const struct yoke_cell *best_of(const struct tuner_curve *curve)
{
    return curve->judged.best < curve->judged.count ? curve->judged.points[curve->judged.best].cell : NULL;
}

/* The best cells of all curves that do the same work as `like`; `members` says whose. Returns how many. */
static size_t rivals_gather(const struct tuner_curves *all, const struct tuner_curve *like,
                            const struct yoke_cell *cells[], size_t members[], size_t *leader)
{
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct yoke_cell *best = best_of(&all->curves[i]);
        if (!best || !works_same(best, like->like))
            continue;
        if (!count || best->wall_ns.median < cells[*leader]->wall_ns.median)
            *leader = count;
        members[count] = i;
        cells[count++] = best;
    }
    return count;
}

/* Index of the rival on which habits are priced. */
static size_t priced_of(const struct yoke_cell *const cells[], size_t count)
{
    size_t priced = 0;
    for (size_t i = 1; i < count; i++) {
        const bool own = recommend_overlaps(cells[i]), other = recommend_overlaps(cells[priced]);
        if (own != other ? other : cells[i]->wall_ns.median < cells[priced]->wall_ns.median)
            priced = i;
    }
    return priced;
}

static bool work_has_raced(const struct tuner_curves *all, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (works_same(all->curves[i].like, all->curves[index].like))
            return true;
    return false;
}

static int curves_race(struct tuner_curves *all, double theta)
{
    const struct yoke_cell **cells = calloc(all->count + 1, sizeof(const struct yoke_cell *));
    size_t *members = calloc(all->count + 1, sizeof *members), leader = 0;
    double *least = calloc(all->count + 1, sizeof *least);
    int status = cells && members && least ? 0 : -ENOMEM;
    for (size_t i = 0; i < all->count && !status; i++) {
        if (work_has_raced(all, i))
            continue;
        const size_t count = rivals_gather(all, &all->curves[i], cells, members, &leader);
        if (count)
            all->curves[members[priced_of(cells, count)]].priced = true;
        if (count > 1)
            status = recommend_race(cells, count, leader, least);
        for (size_t k = 0; k < count && count > 1 && !status; k++)
            all->curves[members[k]].behind = least[k] > 1 + theta;
    }
    free(cells);
    free(members);
    free(least);
    return status;
}

int tuner_curves_judge(const struct yoke_record *record, const struct recommend_rule *rule, struct tuner_curves *all)
{
    *all = (struct tuner_curves){.curves = calloc(record->cell_count + 1, sizeof *all->curves)};
    int status = all->curves ? 0 : -ENOMEM;
    for (size_t i = 0; i < record->cell_count && !status; i++) {
        if (record->cells[i].empty || !begins_curve(record, i))
            continue;
        struct tuner_curve *curve = &all->curves[all->count++];
        curve->like = &record->cells[i];
        status = recommend_judge(record, curve->like, rule, &curve->judged);
        curve->law = (struct tuner_law){record->cell_count, record->cell_count};
        if (!status && rule->objective == RECOMMEND_THROUGHPUT)
            status = tuner_law_find(record, &curve->judged, rule->theta, &curve->law);
    }
    return status ? status : curves_race(all, rule->theta);
}

void tuner_curves_release(struct tuner_curves *all)
{
    for (size_t i = 0; i < all->count; i++)
        recommend_release(&all->curves[i].judged);
    free(all->curves);
    *all = (struct tuner_curves){0};
}
