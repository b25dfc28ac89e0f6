/* SPDX-License-Identifier: MIT */
/* How far a gate is: on a terminal one live line, elsewhere a sign of life every 30 s. */
#ifndef GATE_PROGRESS_H
#define GATE_PROGRESS_H

#include "pair_driver.h"
#include "progress.h"

/* Says what is about to run. */
void gate_progress_start(struct progress *progress, const struct plan *plan, const struct gate_suite *suite,
                         size_t cell_count);

/* What the pair driver calls; `own` is a struct progress. */
void gate_progress_measured(void *own, const struct pair_progress *news);

#endif
