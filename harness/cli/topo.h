/* SPDX-License-Identifier: MIT */
/* The verb topo: what the machine looks like, and which processors workers would get. */
#ifndef TOPO_H
#define TOPO_H

#include "placement.h"

/* Writes the drawing of `topology`, then one line for each of the `count` placements: the processors that workers 0, 1,
 * … would be bound to, in that order. `workers` at 0 means one for each usable processor; more than a placement has
 * places start again at its first, and the line says so. `utf8` allows box-drawing marks. Returns 0 or a negative errno
 * with a sentence, when a placement does not fit this topology; the drawing is written by then. */
int topo_show(const struct topology *topology, const struct placement *placements, size_t count, unsigned workers,
              bool utf8, FILE *stream, struct yoke_error *error);

#endif
