/* SPDX-License-Identifier: MIT */
/* Numbers as people write them, and back: counts, sizes and durations, exact in 64 bits of base units. */
#ifndef UNITS_H
#define UNITS_H

#include "yoke/error.h"
#include "yoke/param.h"

enum { UNITS_TEXT_BYTES = 32 }; /* room for every text written here: 20 digits, a space and a unit */

/* Reads a whole text as one number. Counts: 5000000, 5_000_000, 5e6, 5M (k M G T: powers of 1000). Sizes need a unit:
 * B, KiB MiB GiB TiB (powers of 1024) or kB MB GB TB (powers of 1000). Durations need one too: ns us ms s min h.
 * Fractions are welcome where they are exact in base units (1.5ms). Returns 0, or with a sentence that quotes the text
 *   -EINVAL  it is no such number at all: a caller who knows what was expected may say it better
 *   -EDOM    a number, but its unit is missing or ambiguous, or it is no whole number of base units
 *   -ERANGE  a number below zero or above 2^64 - 1 base units */
int units_parse(const char *text, enum yoke_unit unit, uint64_t *value, struct yoke_error *error);

/* For people: up to four significant digits and one unit, "1.235 ms", "16 KiB", "5M". Rounds. */
void units_format(uint64_t value, enum yoke_unit unit, char text[UNITS_TEXT_BYTES]);

/* For sentences: the shortest exact text, which units_parse reads back: "20ms", "4KiB", "5M". */
void units_exact(uint64_t value, enum yoke_unit unit, char text[UNITS_TEXT_BYTES]);

/* For names: exact, the same text for the same value for ever: counts in plain digits, others as units_exact. */
void units_name(uint64_t value, enum yoke_unit unit, char text[UNITS_TEXT_BYTES]);

/* What a number of this unit is called: "count", "size", "duration". */
const char *units_noun(enum yoke_unit unit);

#endif
