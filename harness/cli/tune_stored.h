/* SPDX-License-Identifier: MIT */
/* Advice from stored records: the same analysis, and nothing measured. */
#ifndef TUNE_STORED_H
#define TUNE_STORED_H

#include "program.h"
#include "tune.h"

/* Loads the record at `path`, analyses it anew and computes its advice: by the objective that was asked for, or else by
 * the one the record was tuned for, or else by throughput. On success `*record` is to be freed with record_free.
 * Returns 0 or an exit status with a sentence. */
int tune_stored_load(const char *path, const struct tune_settings *settings, struct record **record,
                     struct yoke_error *error);

/* yoke tune --from: shows the record's report with its advice and the last word, or beside another record
 * (tune_compare). Returns the exit status, with a sentence unless it is done. */
int tune_stored(const struct program *program, struct yoke_error *error);

#endif
