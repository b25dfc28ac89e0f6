/* SPDX-License-Identifier: MIT */
/* A distribution function with one mode is convex before it and concave after it. So: lay the greatest convex function
 * under the steps (through their lower corners) and the least concave one over them (through their upper corners).
 * Where the two are farthest apart the mode must be near; what lies outside of it must follow its hull, and how far it
 * is off is the dip so far. Repeat inside until nothing is gained. Heights are counted in values, so a dip is half a
 * height divided by n. */
#include "dip.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* A step of the distribution function: at `x` it rises from `below` to `upto`. */
struct step {
    double x, below, upto;
};

/* Vertices of a hull: indices of steps, ascending. */
struct hull {
    size_t *at;
    size_t count;
};

struct search {
    struct step *steps;
    size_t low, high; /* where the mode may be */
    struct hull convex, concave;
};

static size_t steps_make(const double sorted[], size_t count, struct step steps[])
{
    size_t made = 0;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && sorted[end] == sorted[first]; end++)
            ;
        steps[made++] = (struct step){sorted[first], (double)first, (double)end};
    }
    return made;
}

static double height(const struct step *step, bool concave)
{
    return concave ? step->upto : step->below;
}

/* Does b lie on the wrong side of the line from a to c, so that the hull passes it by? */
static bool passed_by(const struct step *a, const struct step *b, const struct step *c, bool concave)
{
    const double turn = (b->x - a->x) * (height(c, concave) - height(a, concave)) -
                        (height(b, concave) - height(a, concave)) * (c->x - a->x);
    return concave ? turn >= 0 : turn <= 0;
}

/* The hull of the steps from search->low to search->high. */
static void hull_lay(const struct search *search, struct hull *hull, bool concave)
{
    const struct step *steps = search->steps;
    hull->count = 0;
    for (size_t i = search->low; i <= search->high; i++) {
        while (hull->count >= 2 &&
               passed_by(&steps[hull->at[hull->count - 2]], &steps[hull->at[hull->count - 1]], &steps[i], concave))
            hull->count--;
        hull->at[hull->count++] = i;
    }
}

/* The hull's height at x, where x lies between its vertices `part` and `part` + 1. */
static double hull_height(const struct search *search, const struct hull *hull, size_t part, double x, bool concave)
{
    const struct step *from = &search->steps[hull->at[part]];
    if (part + 1 == hull->count)
        return height(from, concave);
    const struct step *to = &search->steps[hull->at[part + 1]];
    return height(from, concave) + (height(to, concave) - height(from, concave)) * ((x - from->x) / (to->x - from->x));
}

/* The mode's next bounds, and how far the hulls are apart there. */
struct gap {
    size_t low, high;
    double size;
};

static struct gap gap_find(const struct search *search)
{
    struct gap gap = {search->low, search->high, 0};
    const struct hull *convex = &search->convex, *concave = &search->concave;
    size_t under = 0, over = 0; /* the parts of either hull that hold step i */
    for (size_t i = search->low; i <= search->high; i++) {
        under += under + 1 < convex->count && convex->at[under + 1] == i;
        over += over + 1 < concave->count && concave->at[over + 1] == i;
        const bool on_convex = convex->at[under] == i, on_concave = concave->at[over] == i;
        if (!on_convex && !on_concave)
            continue;
        const double x = search->steps[i].x;
        const double size = hull_height(search, concave, over, x, true) - hull_height(search, convex, under, x, false);
        if (size > gap.size) {
            const size_t above = on_concave ? i : concave->at[over + 1];
            gap = (struct gap){convex->at[under], above, size};
            if (on_convex)
                gap.low = i;
        }
    }
    return gap;
}

/* How far the steps from search->low to `low` are above their convex hull. */
static double convex_miss(const struct search *search, size_t low)
{
    double most = 0;
    for (size_t i = search->low, part = 0; i < low; i++) {
        part += search->convex.at[part + 1] == i;
        most =
            fmax(most, search->steps[i].upto - hull_height(search, &search->convex, part, search->steps[i].x, false));
    }
    return most;
}

/* How far the steps from `high` to search->high are below their concave hull. */
static double concave_miss(const struct search *search, size_t high)
{
    double most = 0;
    for (size_t i = search->low, part = 0; i <= search->high; i++) {
        part += part + 1 < search->concave.count && search->concave.at[part + 1] == i;
        if (i > high)
            most = fmax(most,
                        hull_height(search, &search->concave, part, search->steps[i].x, true) - search->steps[i].below);
    }
    return most;
}

static double search_run(struct search *search)
{
    double dip = 1; /* one step cannot be followed closer than by half of it */
    while (search->low < search->high) {
        hull_lay(search, &search->convex, false);
        hull_lay(search, &search->concave, true);
        const struct gap gap = gap_find(search);
        if (gap.size <= dip)
            break;
        dip = fmax(dip, fmax(convex_miss(search, gap.low), concave_miss(search, gap.high)));
        if (gap.low == search->low && gap.high == search->high)
            break;
        search->low = gap.low;
        search->high = gap.high;
    }
    return dip;
}

double dip_statistic(const double sorted[], size_t count)
{
    struct search search = {
        .steps = malloc((count + 1) * sizeof *search.steps),
        .convex = {malloc((count + 1) * sizeof(size_t)), 0},
        .concave = {malloc((count + 1) * sizeof(size_t)), 0},
    };
    double dip = NAN;
    if (count && search.steps && search.convex.at && search.concave.at) {
        search.high = steps_make(sorted, count, search.steps) - 1;
        dip = search_run(&search) / (2 * (double)count);
    }
    free(search.concave.at);
    free(search.convex.at);
    free(search.steps);
    return dip;
}
