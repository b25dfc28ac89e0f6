/* SPDX-License-Identifier: MIT */
/* Alpha spending by the union bound (Bonferroni over looks), as for gates. */
#include "looks.h"

#include <math.h>

/* How many looks share the level evenly; one share more is what all later ones halve. On a noisy machine it is the
 * looks at a hundred pairs and more that prove something: they get as much as the first. */
enum { LOOKS_EVEN = 10 };

static size_t look_next(size_t pairs)
{
    return pairs * 3 / 2;
}

size_t looks_pairs(size_t pairs)
{
    size_t look = LOOKS_FIRST;
    if (pairs < look)
        return 0;
    while (look_next(look) <= pairs)
        look = look_next(look);
    return look;
}

double looks_level(size_t pairs)
{
    int number = 0;
    if (pairs < LOOKS_FIRST)
        return 0;
    for (size_t look = LOOKS_FIRST; look_next(look) <= pairs; look = look_next(look))
        number++;
    const int late = number < LOOKS_EVEN ? 0 : number - LOOKS_EVEN + 1;
    return LOOKS_LEVEL / (LOOKS_EVEN + 1) * pow(0.5, late);
}
