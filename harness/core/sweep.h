/* SPDX-License-Identifier: MIT */
/* The sweep grammar, the same on the command line and in plan files, with any unit:
 *   4            one value                    1..64x2      geometric: 1, 2, 4, … up to 64
 *   1,2,4,8      a list                       0..100+25    stepped: 0, 25, 50, 75, 100
 *   1..8         every count from 1 to 8      1..cores     words stand for numbers of this machine
 * Items of a list may be any of these. A range ends at its last value that does not exceed the upper end. */
#ifndef SWEEP_H
#define SWEEP_H

#include <stddef.h>

#include "yoke/error.h"
#include "yoke/param.h"

/* More values on one axis are a slip of the finger, not a study: at 10 blocks of 0.1 s they would take three hours. */
enum { SWEEP_VALUES_MOST = 10000 };

/* A word and what it stands for. */
struct sweep_word {
    const char *name;
    uint64_t value;
};

/* What the items of a sweep may be. */
struct sweep_rule {
    enum yoke_unit unit;
    uint64_t least;                 /* of what is proposed for a slip; the caller checks the values */
    const struct sweep_word *words; /* ends with a NULL name; NULL: no words */
};

/* Reads a sweep into `*values` (to be freed by the caller) in the order written, without repeats (the first one stays).
 * Returns 0; -ENOMEM; or with a sentence and nothing to free
 *   -EINVAL  an item is not a number at all: a caller who knows what was expected may say it better
 *   -EDOM, -ERANGE  a slip the sentence names: a range that runs backwards, an empty item, a missing unit, … */
int sweep_parse(const char *text, const struct sweep_rule *rule, uint64_t **values, size_t *count,
                struct yoke_error *error);

#endif
