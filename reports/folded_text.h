/* SPDX-License-Identifier: MIT */
/* Texts inside folded stacks, where a semicolon ends a frame and the last space of a line begins its number. */
#ifndef FOLDED_TEXT_H
#define FOLDED_TEXT_H

#include <stdio.h>

#include "yoke/record.h"

/* Writes `text` so that it stays one frame: ";" becomes ":", control characters become "?". */
void folded_text(FILE *stream, const char *text);

/* Writes a function; of the kernel's it ends in "_[k]", as other tools mark them. */
void folded_frame(FILE *stream, const struct yoke_profile_function *function);

#endif
