/* SPDX-License-Identifier: MIT */
/* Calibration: how many tasks a sample of a workload with given parameters has, chosen once before the first block and
 * shared by all its cells, so that their times compare equal work; and how many samples a start takes, where the plan
 * leaves that open. */
#ifndef CALIBRATION_H
#define CALIBRATION_H

#include "tryout.h"

/* Every group of cells with one workload and equal parameters is tried on its baseline: the serial cell, else the first
 * with the fewest workers. Each try is a cell process of its own, whose samples are not used. A workload that cannot be
 * tried keeps its own number; its visits will say what is wrong. Returns 0, or a negative errno with a sentence when memory
 * or processes are short. */
int calibration_run(const struct tryout *tryout, struct yoke_error *error);

#endif
