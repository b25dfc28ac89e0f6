/* SPDX-License-Identifier: MIT */
/* Energy: how different the two parts of a column are when it is split somewhere. */
#ifndef ENERGY_H
#define ENERGY_H

#include <stddef.h>
#include <stdint.h>

struct energy_split {
    size_t at;   /* the first index of the right part; 0: no split leaves both parts long enough */
    double size; /* the scaled energy distance (Székely & Rizzo 2005; Matteson & James 2014, equation 7) */
};

/* The best split of a column of doubled ranks (ranks.h), both parts at least `least` long, at least 2. `scratch` has
 * room for energy_scratch(count) doubles. */
struct energy_split energy_best_split(const uint64_t ranks[], size_t count, size_t least, double scratch[]);

size_t energy_scratch(size_t count);

#endif
