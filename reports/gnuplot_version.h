/* SPDX-License-Identifier: MIT */
/* How old a gnuplot is. */
#ifndef GNUPLOT_VERSION_H
#define GNUPLOT_VERSION_H

#include <stdbool.h>

/* The first that has what the scripts use (arrays); they say so themselves, but the oldest do not understand even that. */
#define GNUPLOT_LEAST "5.2"

enum { GNUPLOT_VERSION_BYTES = 16 };

/* Is the program at this path a gnuplot that is older than that? `version` is then what it calls itself: "4.6". False also when it does
 * not say within two seconds. */
bool gnuplot_is_old(const char *program, char version[GNUPLOT_VERSION_BYTES]);

#endif
