/* SPDX-License-Identifier: MIT */
/* Completion of the command line in shells: scripts made from the tables that also read it, with the names of what this
 * program has. */
#ifndef COMPLETION_H
#define COMPLETION_H

#include <stdio.h>

#include "yoke/catalogue.h"

struct completion_shell {
    const char *name; /* "bash" */
    void (*write)(const struct yoke_catalogue *catalogue, FILE *stream);
};

enum { COMPLETION_SHELLS = 3 };
extern const struct completion_shell completion_shells[COMPLETION_SHELLS]; /* bash, zsh, fish */

#endif
