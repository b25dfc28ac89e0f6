/* SPDX-License-Identifier: MIT */
/* A flame graph as SVG: width is time, a box stands on its caller. Plain shapes and text, no script; what is too narrow for its name
 * has it as its title, and the functions with most time stand below in words. */
#ifndef FLAME_SVG_H
#define FLAME_SVG_H

#include <stdio.h>

#include "chart_caption.h"
#include "flame_finding.h"

struct flame {
    const struct yoke_cell *cell;
    const struct profile_tree *tree; /* of its profile */
    char growth[FLAME_TEXT_BYTES];   /* beside the narrowest cell of its family; "": nothing to say */
    struct caption foot;
};

void flame_svg_write(const struct flame *flame, FILE *stream);

#endif
