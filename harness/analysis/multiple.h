/* SPDX-License-Identifier: MIT */
/* Many tests at once: p values made larger, so that each can be held against the level of the whole family. */
#ifndef MULTIPLE_H
#define MULTIPLE_H

#include <stddef.h>

/* Holm (Scandinavian Journal of Statistics 6, 1979): the chance of any false "changed" in the family stays below the
 * level, however the tests depend on each other. For gates. `adjusted` may be `p` itself. Returns 0 or -ENOMEM. */
int multiple_holm(const double p[], size_t count, double adjusted[]);

/* Benjamini & Hochberg (JRSS B 57, 1995): the expected share of false ones among those called changed stays below the
 * level, when tests are independent or positively dependent. For lists that are explored further, and to be labelled
 * so. */
int multiple_benjamini_hochberg(const double p[], size_t count, double adjusted[]);

#endif
