/* SPDX-License-Identifier: MIT */
/* Why more workers do not help: the time that p workers had, p x wall, beyond what the baseline needed for the same
 * work, split by what the workers did with it. */
#ifndef LOSS_H
#define LOSS_H

#include "record.h"

/* A cause below this share of the workers' time is not named: clocks and start-up make up as much. */
#define LOSS_SHARE_LEAST 0.02

/* Fills the loss of every cell that has a speedup and more than one worker. Sums over the workers, medians over usable
 * samples:
 *
 *   p wall - wall_base = idle + (cpu - cpu_base) + (delay - delay_base) + (blocked - blocked_base)
 *
 * which holds exactly for one sample, because a worker's busy time is cpu + delay + blocked and the rest of the wall
 * time it was idle. Of the extra processor time, as much is dispatch as handing out empty tasks takes; what is left is
 * work that got slower. Of the extra blocked time, as much is serial as others waited while one worker at a time ran. Needs summaries and speedups. Returns 0 or -ENOMEM. */
int loss_compute(struct record *record);

#endif
