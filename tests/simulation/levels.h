/* SPDX-License-Identifier: MIT */
/* How often tests say "changed" when nothing is, and how often when something is. */
#ifndef LEVELS_H
#define LEVELS_H

#include "noise.h"
#include "tally.h"

enum levels_test {
    LEVELS_WINSORISED,
    LEVELS_WILCOXON,
    LEVELS_SIGN,
    LEVELS_RANK_SUM, /* of the two columns, their pairing thrown away */
    LEVELS_STUDENT,  /* paired t on logs, for comparison */
    LEVELS_TESTS,    /* how many */
};
extern const char *const levels_test_names[LEVELS_TESTS];

/* Two-sided at 5 %, on pairs of starts whose order is drawn; the second takes `ratio` times as long. */
void levels_pairs(const struct noise_model *model, size_t pairs, double ratio, size_t replicates, struct draws *draws,
                  struct tally tallies[LEVELS_TESTS]);

/* Is a ratio of `ratio` called equivalent within 3 %, at 5 %? At 0.97 and 1.03 this is the level. */
struct tally levels_equivalence(const struct noise_model *model, size_t pairs, double ratio, size_t replicates,
                                struct draws *draws);

/* Families of 50 cells, `changed` of which are 5 % slower, the others not, tested by winsorised signed ranks at 20
 * pairs a cell. */
struct levels_families {
    struct tally holm_any;   /* families with any false "changed" by Holm at 5 % */
    struct tally holm_found; /* changed cells found */
    double bh_false_share;   /* mean share of false ones among those found by Benjamini and Hochberg at 5 % */
    struct tally bh_found;
};
struct levels_families levels_families(const struct noise_model *model, size_t changed, size_t replicates,
                                       struct draws *draws);

#endif
