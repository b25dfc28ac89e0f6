/* SPDX-License-Identifier: MIT */
/* When a proof is tried while blocks come in: at few looks, each at its own level, so that all of them together keep
 * one. */
#ifndef LOOKS_H
#define LOOKS_H

#include <stddef.h>

/* The chance that any look at pairs without an effect proves one: the union bound over all looks. */
#define LOOKS_LEVEL 0.05

/* The first look. With fewer pairs even the clearest signs prove nothing at the level of a look: 2^-8 is 0.0039. */
enum { LOOKS_FIRST = 8 };

/* How many of `pairs` pairs the latest look takes, the earliest ones: 8, 12, 18, 27, 40, … , half as many again each
 * time; 0: it is too early for the first. What a look proved thus holds until the next. */
size_t looks_pairs(size_t pairs);

/* The level of the look at so many pairs: an eleventh of LOOKS_LEVEL for each of the first ten, up to 303 pairs, and
 * then half of the one before, which makes LOOKS_LEVEL of all. 0 before the first. */
double looks_level(size_t pairs);

#endif
