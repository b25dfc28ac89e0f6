/* SPDX-License-Identifier: MIT */
/* Modes: is a column one heap or two? Of two, no single number should be printed: a machine in two states has two
 * times. */
#ifndef MODES_H
#define MODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Two modes are claimed below this p, and when each has at least this share. */
#define MODES_LEVEL 0.01
#define MODES_SHARE 0.10

/* Fewer values than this cannot show two modes at MODES_LEVEL. */
enum { MODES_NEEDS = 8 };

struct modes {
    double dip, p;       /* of what was tested last; NaN below MODES_NEEDS values */
    bool two;            /* else the rest is NaN */
    double lower, upper; /* median of the values below and above the split */
    double lower_share;  /* of all values; likewise upper_share: the rest are stragglers far out */
    double upper_share;
    double split; /* between them */
};

/* False: modes_find would not find two. Looks at the dip alone, without the thousand simulated columns that make it a p:
 * of a thousand cells all but a few need no more. */
bool modes_possible(const double values[], size_t count);

/* The dip test against the uniform distribution, the least favourable with one mode, simulated from `seed`; where it
 * rejects, the column is split so that the distances from the two medians are least. A part with less than MODES_SHARE
 * of the values is set aside as stragglers and the rest is looked at again. Why the dip: tests that compare one normal
 * with two call every skewed column bimodal, and times are skewed.
 *
 * Equal values are spread evenly over the column's resolution, taken to be the smallest distance between two different
 * values: otherwise every rounded column has as many modes as it has steps. A column of two different values is
 * therefore never called bimodal: it could be a rounded one. */
struct modes modes_find(const double values[], size_t count, uint64_t seed);

#endif
