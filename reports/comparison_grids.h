/* SPDX-License-Identifier: MIT */
/* The tables of a comparison, for terminals, Markdown and pages. Each function makes one, to be freed with grid_free:
 * NULL where there is nothing to show. They return 0 or -ENOMEM. */
#ifndef COMPARISON_GRIDS_H
#define COMPARISON_GRIDS_H

#include "grid.h"
#include "yoke/comparison.h"

/* Which results, on which machines. */
int comparison_results_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid);

/* What differs about machines, plans and builds: a row a fact, a column a result. Of many results the first few. */
int comparison_facts_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid);

/* Every row: ratio, interval, both medians, verdict. */
int comparison_rows_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid);

/* Whole machines, each by its fastest cell: as it is, by the core, with one worker. */
int comparison_wholes_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid);

/* Speedups side by side: where one gains more from more workers. */
int comparison_scalings_grid(const struct yoke_comparison *comparison, bool utf8, struct grid **grid);

#endif
