/* SPDX-License-Identifier: MIT */
/* One picture of a kind for every sweep of a record. */
#ifndef SWEEP_PICTURES_H
#define SWEEP_PICTURES_H

#include "chart_folder.h"
#include "sweep_cells.h"

/* Adds the picture of one sweep to the folder. Returns 0, -ENODATA when it has nothing to show, or another negative errno. */
typedef int sweep_draw(struct chart_folder *folder, const struct sweep *sweep, const char *stem, struct yoke_error *error);

/* Draws them all, as far as they can be looked at. A record without sweeps, and a gate's, has none. As yoke_report's write. */
int sweep_pictures_write(const struct yoke_record *record, const struct yoke_target *target, const char *kind, sweep_draw *draw,
                         struct yoke_error *error);

#endif
