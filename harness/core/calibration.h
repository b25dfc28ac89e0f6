/* SPDX-License-Identifier: MIT */
/* Calibration: how many tasks a sample of a workload with given parameters has, chosen once before the first block and
 * shared by all its cells, so that their times compare equal work; and how many samples a start takes, where the plan
 * leaves that open. */
#ifndef CALIBRATION_H
#define CALIBRATION_H

#include "cells.h"
#include "record.h"

struct calibration {
    const struct plan *plan;
    struct cell *cells; /* those whose numbers are open get them */
    size_t cell_count;
    struct record *record; /* prepared: its cells are those above; what was chosen and why is filled in */
    char *program;         /* started as a cell process, as for any visit */
    unsigned usable_cpus;
    uint64_t origin_ns;
    int (*stop_wanted)(void *own); /* as for visits; on 2, or a signal, calibration ends and leaves numbers open */
    void *own;
};

/* Every group of cells with one workload and equal parameters is tried on its baseline: the serial cell, else the first
 * with the fewest workers. Each try is a cell process of its own, whose samples are not used. A workload that cannot be
 * tried keeps its own number; its visits will say what is wrong. Returns 0, or a negative errno with a sentence when memory
 * or processes are short. */
int calibration_run(const struct calibration *calibration, struct yoke_error *error);

#endif
