/* SPDX-License-Identifier: MIT */
/* The cell process: runs one cell for one block in a fresh process, and tells the driver over PROTOCOL_DESCRIPTOR. */
#ifndef CELL_PROCESS_H
#define CELL_PROCESS_H

#include "yoke/catalogue.h"

/* The only argument of a program that is started as a cell process. */
#define CELL_PROCESS_ARGUMENT "--cell-process"

/* Reads the assignment, runs it, reports every sample. Returns the process's exit status: 0 when the driver was told how it
 * ended, well or not; 1 when nobody could be told. Call it first thing in main, single-threaded. */
int cell_process_main(const struct yoke_catalogue *catalogue);

#endif
