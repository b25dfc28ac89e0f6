/* SPDX-License-Identifier: MIT */
/* The verb stats: the statistics that reports rest on, for a column of numbers anyone may bring, or for two paired
 * ones. */
#ifndef STATS_COMMAND_H
#define STATS_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "yoke/error.h"

/* What the command line of `yoke stats` says beside the file. */
struct stats_settings {
    double margin; /* of equivalence between two columns, a share; 0.03 unless told otherwise */
};

struct stats_options {
    const char *path; /* "-": standard input */
    double margin;    /* of equivalence between two columns, a share */
    bool json;
    FILE *stream; /* what is found is written to it */
};

/* Returns the exit status (enum yoke_exit): 2 when the input is no table of numbers, 5 when it holds none. When it is
 * not 0 `error` has the sentence. */
int stats_command(const struct stats_options *options, struct yoke_error *error);

#endif
