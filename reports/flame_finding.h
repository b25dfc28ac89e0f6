/* SPDX-License-Identifier: MIT */
/* What a profile shows, in words computed from it. Texts are not clean: they hold names from the record. */
#ifndef FLAME_FINDING_H
#define FLAME_FINDING_H

#include "profile_tree.h"
#include "yoke/record.h"

enum { FLAME_TEXT_BYTES = 1024, FLAME_NAME_COLUMNS = 40 };

/* The headline: which function takes most. */
void flame_headline(char text[FLAME_TEXT_BYTES], const struct yoke_profile *profile);

/* What grew from one cell to another that does the same work: from fewer workers to more, or with as many, from another run to this
 * one. "" when nothing can be said. */
void flame_growth(char text[FLAME_TEXT_BYTES], const struct yoke_cell *before, const struct yoke_cell *after);

#endif
