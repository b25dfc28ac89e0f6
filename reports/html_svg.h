/* SPDX-License-Identifier: MIT */
/* A drawing taken into a page. gnuplot's files all use the same ids, and what a file may hold is more than a drawing: only what
 * draws comes through. */
#ifndef HTML_SVG_H
#define HTML_SVG_H

#include <stddef.h>
#include <stdio.h>

/* Writes the drawing in `text` (`size` bytes, SVG) as an element of a page: every id and every reference to one gets `prefix`
 * (letters, digits, "-"), elements and attributes that do not draw are left out with what they hold, references lead nowhere
 * outside. `label` says what is to be seen. Returns 0, -EINVAL when it is no whole SVG, or -ENOMEM; then nothing was
 * written. */
int html_svg(FILE *stream, const char *text, size_t size, const char *prefix, const char *label);

#endif
