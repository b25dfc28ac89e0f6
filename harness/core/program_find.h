/* SPDX-License-Identifier: MIT */
/* Where a program lies. */
#ifndef PROGRAM_FIND_H
#define PROGRAM_FIND_H

#include "yoke/error.h"

/* The file that running `name` would execute: itself where it has a slash, else the first of that name along PATH; absolute
 * in `*path`, to be freed. Returns 0, -ENOMEM, -ENOENT or -EACCES with a sentence. */
int program_find(const char *name, char **path, struct yoke_error *error);

#endif
