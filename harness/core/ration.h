/* SPDX-License-Identifier: MIT */
/* The time of a run that chooses its cells, held against what one task takes: where it takes long, samples get fewer
 * tasks than the plan says, and of what nobody asked for some is left out. */
#ifndef RATION_H
#define RATION_H

#include "tryout.h"

/* Tries one task of every work of which nobody said how many tasks it has, alone, on the first executor whose workers
 * run a task at a time. Where the time that is left has room for the blocks of a proof, nothing changes. Where not, a
 * second try is to tell whether the first was slow because nothing was in memory yet, and then, until there is room:
 *  - no run is thrown away to warm up, unless several were asked for;
 *  - executors that nobody asked for are left out but that one: what they differ by is what handing out a task costs,
 *    and that is little of one that takes long;
 *  - where nobody asked for widths either, there are fewer tasks, and the narrowest widths wait (ration_rule.h).
 * Cells that are left out are skipped, with a reason. Work that cannot be tried, or of which the processor time of a
 * task is not known, stays as it is: its visits will say what is wrong. So does all of a plan whose names of cells say
 * how many tasks they have (cells_name_tasks): they would be wrong. Returns 0, or a negative errno with a sentence when
 * memory or processes are short. */
int ration_run(const struct tryout *tryout, struct yoke_error *error);

/* Was the cell skipped by that, and for no other reason? */
bool ration_left_out(const struct yoke_cell *cell);

#endif
