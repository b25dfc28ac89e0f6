/* SPDX-License-Identifier: MIT */
/* Running gnuplot as a program: found on PATH, given a time limit, its complaint kept. */
#ifndef GNUPLOT_RUN_H
#define GNUPLOT_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"

/* One picture to draw. */
struct gnuplot_job {
    const char *program; /* path of gnuplot */
    const char *folder;  /* it runs there */
    const char *script;  /* file in `folder` */
    const char *format;  /* "svg", "png" or "pdf": the script's variable fmt */
    const char *picture; /* file in `folder` that appears when all went well: letters, digits and "._=-" only */
    uint64_t limit_ms;   /* it is ended when it takes longer */
};

/* Finds the gnuplot that a shell would run. Directories of PATH that are not absolute are passed over: a folder that is
 * merely the current one must not provide programs. Returns 0, or -ENOENT. */
int gnuplot_find(char *path, size_t size);

/* Draws one picture: into a temporary name first, and renamed only when gnuplot ended with 0 and left a whole
 * picture. Returns 0, or a negative errno with what went wrong in `error` (-ETIME: it took too long); then there is no new
 * picture. */
int gnuplot_draw(const struct gnuplot_job *job, struct yoke_error *error);

/* Draws many: the first alone, then as many at once as there are processors; `drawn` (`count` of them, the caller's) says which are there. After the
 * first failure none is started any more: the next would only fail as slowly. Returns 0, or the first failure with its sentence
 * (-EINTR: a signal that asks the program to end; it comes through when all is cleaned up). */
int gnuplot_draw_all(const struct gnuplot_job jobs[], bool drawn[], size_t count, struct yoke_error *error);

#endif
