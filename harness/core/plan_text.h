/* SPDX-License-Identifier: MIT */
/* A text as JSON writes it. */
#ifndef PLAN_TEXT_H
#define PLAN_TEXT_H

#include <stdio.h>

/* Writes a text in double quotes, with escapes where JSON wants them. */
void plan_text_write(const char *text, FILE *stream);

#endif
