/* SPDX-License-Identifier: MIT */
/* The verb list: what there is to run, and why some of it cannot run here. */
#ifndef LIST_H
#define LIST_H

#include "yoke/catalogue.h"

#include <stdio.h>

/* Writes one line for each entry: its name, its summary, and where it is not available the reason. `noun` is
 * "workloads", "executors", "schedules" or "reports"; NULL: all four, each under its heading. Returns 0, or -EINVAL for
 * another noun. */
int list_show(const struct yoke_catalogue *catalogue, const char *noun, FILE *stream);

#endif
