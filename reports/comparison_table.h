/* SPDX-License-Identifier: MIT */
/* A comparison for a terminal. */
#ifndef COMPARISON_TABLE_H
#define COMPARISON_TABLE_H

#include "yoke/report.h"

/* As yoke_report's compare. */
int comparison_table_write(const struct yoke_comparison *comparison, const struct yoke_target *target,
                           struct yoke_error *error);

/* Its sentences, a line each: why rows are not decided, or were not compared, each reason once; cells that only some have. */
void comparison_reasons_print(const struct yoke_comparison *comparison, const struct yoke_target *target);
void comparison_lone_print(const struct yoke_comparison *comparison, const struct yoke_target *target);

#endif
