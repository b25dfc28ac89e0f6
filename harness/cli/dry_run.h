/* SPDX-License-Identifier: MIT */
/* What a run would do, without doing it. */
#ifndef DRY_RUN_H
#define DRY_RUN_H

#include "cells.h"
#include "run.h"

/* Writes every cell with the processors its workers would be placed on, how many process starts that makes, and where the
 * results would go. Returns 0, or 2 with a sentence when the plan cannot run. */
int dry_run_show(const struct run_options *options, const struct cell *cells, size_t cell_count, FILE *stream,
                 struct yoke_error *error);

#endif
