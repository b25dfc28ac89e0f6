/* SPDX-License-Identifier: MIT */
/* What came of a run of gnuplot. Private to gnuplot_*.c. */
#ifndef GNUPLOT_VERDICT_H
#define GNUPLOT_VERDICT_H

#include "gnuplot_run.h"

/* Judges by its wait status, what it wrote to stderr (cut to its last line here) and the picture `temporary` in the folder that
 * the descriptor `folder` stands for. Returns 0, or -EIO with a sentence. */
int gnuplot_verdict(const struct gnuplot_job *job, int wait_status, char complaint[], const char *temporary, int folder,
                    struct yoke_error *error);

#endif
