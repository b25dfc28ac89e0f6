/* SPDX-License-Identifier: MIT */
/* The two sides of a gate, from what was written to what is started. */
#ifndef GATE_SIDES_H
#define GATE_SIDES_H

#include "gate.h"

/* Owned texts. */
struct gate_sides {
    char *base_program, *candidate_program; /* paths of what is started as a cell process */
    char *base_label, *candidate_label;     /* as they were named */
};

/* Finds both sides. Returns 0 or the exit status with a sentence. Release in every case. */
int gate_sides_make(struct gate_sides *sides, const struct gate_options *options, struct yoke_error *error);
void gate_sides_release(struct gate_sides *sides);

#endif
