/* SPDX-License-Identifier: MIT */
/* A grid as a table of a page. */
#ifndef HTML_GRID_H
#define HTML_GRID_H

#include <stdio.h>

#include "grid.h"

/* Writes the table with its caption, which also names the frame that it scrolls in where the page is narrow. What is said once
 * in a line below other tables is said so here too. */
void html_grid(FILE *stream, struct grid *grid, const char *caption);

#endif
