/* SPDX-License-Identifier: MIT */
/* What to be careful about in the profile of a cell. */
#ifndef PROFILE_WARNINGS_H
#define PROFILE_WARNINGS_H

#include "record.h"

/* Adds warnings to the cell: none could be made, too few samples, samples lost. Returns 0 or -ENOMEM. */
int profile_warn(struct record *record, struct yoke_cell *cell);

#endif
