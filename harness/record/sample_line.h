/* SPDX-License-Identifier: MIT */
/* A sample with its cell as one line of JSON: the tidy form of a record for programs that read line by line. */
#ifndef SAMPLE_LINE_H
#define SAMPLE_LINE_H

#include <stdio.h>

#include "yoke/record.h"

/* Writes {"cell": …, "workload": …, "params": {…}, …, "sample": {…}} and a newline. The keys of the cell are those of the
 * record, its name apart; so are all of the sample. Returns 0 or a negative errno. */
int sample_line_write(const struct yoke_cell *cell, const struct yoke_sample *sample, FILE *stream);

#endif
