/* SPDX-License-Identifier: MIT */
/* Which cells make a curve over the number of workers, and the laws that fit it. */
#ifndef SCALING_H
#define SCALING_H

#include <stdbool.h>

#include "record.h"

/* Do two cells differ in nothing but the number of workers? */
bool scaling_same_curve(const struct yoke_cell *left, const struct yoke_cell *right);

struct scaling_fit;

/* Fits the curve that a cell of the record belongs to anew, and gives the law that fits best with all that the record does not keep
 * of it. Returns 0, -ENODATA when none could be fitted, or -ENOMEM. */
int scaling_refit(const struct yoke_record *record, const struct yoke_cell *cell, struct scaling_fit *fit);

/* The word of a law in the record: "usl". */
const char *scaling_law_word(const struct scaling_fit *fit);

/* Replaces the record's list of models: for every curve with two or more widths the laws that could be fitted, the
 * chosen one first, or one entry without a law that says why. Needs to know which samples are usable. Returns 0 or
 * -ENOMEM. */
int scaling_compute(struct record *record);

#endif
