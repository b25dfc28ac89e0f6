/* SPDX-License-Identifier: MIT */
/* A comparison as JSON. */
#ifndef COMPARISON_H
#define COMPARISON_H

#include <stdio.h>

#include "yoke/comparison.h"

/* Writes it as one JSON document (schema yoke-compare/1), an entry of a list a line. Returns 0 or a negative errno. */
int comparison_write(const struct yoke_comparison *comparison, FILE *stream);

#endif
