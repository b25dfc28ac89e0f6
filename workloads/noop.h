/* SPDX-License-Identifier: MIT */
/* A program that does nothing, carried along: what starting a process costs, without anything of the process's own. */
#ifndef NOOP_H
#define NOOP_H

#include "yoke/error.h"

/* Where it can be executed from, by this process and all that it forks. */
struct noop {
    int descriptor; /* keeps it in memory; negative: there is none */
    char path[64];  /* "": there is none */
};

/* Puts the program into memory that can be executed. Leaves `path` empty where this build has none for its processor or the
 * kernel refuses. */
void noop_open(struct noop *noop);
void noop_close(struct noop *noop);

#endif
