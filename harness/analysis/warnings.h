/* SPDX-License-Identifier: MIT */
/* What a reader of the record should be careful about, each with its evidence and what to do. */
#ifndef WARNINGS_H
#define WARNINGS_H

#include "record.h"

/* Drops the record's warnings and adds those that its facts and samples give rise to. Needs the summaries.
 * Returns 0 or -ENOMEM. */
int warnings_compute(struct record *record);

#endif
