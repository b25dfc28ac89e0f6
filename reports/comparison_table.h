/* SPDX-License-Identifier: MIT */
/* A comparison for a terminal. */
#ifndef COMPARISON_TABLE_H
#define COMPARISON_TABLE_H

#include "yoke/report.h"

/* As yoke_report's compare. */
int comparison_table_write(const struct yoke_comparison *comparison, const struct yoke_target *target,
                           struct yoke_error *error);

#endif
