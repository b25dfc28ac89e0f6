/* SPDX-License-Identifier: MIT */
/* What the coop executor knows of its last runs, beyond the contract: for tests and benchmarks. */
#ifndef COOP_H
#define COOP_H

#include "yoke/executor.h"

#include "loop.h"

/* What worker `index` of a coop team has done in the last run. Not during a run. */
struct loop_statistics coop_statistics(const struct yoke_team *team, unsigned index);

/* The most that any task of worker `index` has used of its stack. Not during a run. */
size_t coop_stack_used_bytes(const struct yoke_team *team, unsigned index);

#endif
