/* SPDX-License-Identifier: MIT */
/* What may be written where, for all shells. Private to completion*.c. */
#ifndef COMPLETION_WORDS_H
#define COMPLETION_WORDS_H

#include <stdbool.h>
#include <stdio.h>

#include "options.h"

/* Writes the values an option can have, parted by spaces: words of its table, executors, schedules, reports. Returns
 * false, and writes nothing, when any text will do. */
bool completion_values(const struct yoke_catalogue *catalogue, const struct options_flag *flag, FILE *stream);

/* Likewise what may stand as an argument of a verb: workloads, topics, nouns. Files are the shell's own business. */
void completion_arguments(const struct yoke_catalogue *catalogue, const struct verb *verb, FILE *stream);

#endif
