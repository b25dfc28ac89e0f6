/* SPDX-License-Identifier: MIT */
/* The advice of two machines side by side, and what each would lose by the other's. */
#ifndef TUNE_COMPARE_H
#define TUNE_COMPARE_H

#include <stdio.h>

#include "tune.h"

/* Prints a few lines for each work of `record`, which holds advice, beside the record at settings->compare. Returns 0
 * or an exit status with a sentence: 5 when the two have no work in common. */
int tune_compare(const struct yoke_record *record, const struct tune_settings *settings, FILE *stream,
                 struct yoke_error *error);

#endif
