/* SPDX-License-Identifier: MIT */
/* Everything that is derived from a record's samples, in one call: the same samples always give the same record. */
#ifndef ANALYSIS_H
#define ANALYSIS_H

#include "record.h"

/* Fills the derived members of every cell and the warnings. May be called again when samples were added.
 * Returns 0 or -ENOMEM. */
int analysis_run(struct record *record);

#endif
