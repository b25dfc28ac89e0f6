/* SPDX-License-Identifier: MIT */
/* Where speedup was lost, as a grid: the time that the workers had beyond what the baseline needed, by what became of it. */
#ifndef TABLE_LOSS_H
#define TABLE_LOSS_H

#include "grid.h"
#include "study.h"

/* The words above it. */
#define TABLE_LOSS_TITLE "where the time of more workers went, as a share of the time they had"

/* Makes the grid of a study, in UTF-8. `*grid` is NULL when no loss is known. Returns 0 or -ENOMEM. */
int table_loss_new(const struct study *study, struct grid **grid);

#endif
