/* SPDX-License-Identifier: MIT */
/* What is to be said of running both sides at once beside the verdicts. */
#ifndef GATE_DUET_H
#define GATE_DUET_H

#include <stdbool.h>
#include <stdio.h>

#include "yoke/record.h"

/* One note of a measured gate at most: of cells that could not be tried where a duet was wanted; and where it was not,
 * of how it might help with what is undecided. */
void gate_duet_note(const struct yoke_record *facts, bool wanted, FILE *stream);

#endif
