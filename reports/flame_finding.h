/* SPDX-License-Identifier: MIT */
/* What a profile shows, in words computed from it. Texts are not clean: they hold names from the record. */
#ifndef FLAME_FINDING_H
#define FLAME_FINDING_H

#include "profile_tree.h"
#include "yoke/record.h"

enum { FLAME_TEXT_BYTES = 1024, FLAME_NAME_COLUMNS = 40 };

/* The headline: which function takes most. */
void flame_headline(char text[FLAME_TEXT_BYTES], const struct yoke_profile *profile);

/* What grew from the cell `narrow` to `wide`, which differs from it in the number of workers only. "" when nothing can be said. */
void flame_growth(char text[FLAME_TEXT_BYTES], const struct yoke_cell *narrow, const struct yoke_cell *wide);

#endif
