/* SPDX-License-Identifier: MIT */
/* A comparison as comma-separated values. */
#ifndef COMPARISON_CSV_H
#define COMPARISON_CSV_H

#include "yoke/report.h"

/* A line a metric of a cell on a side. As yoke_report's compare. */
int comparison_csv_write(const struct yoke_comparison *comparison, const struct yoke_target *target,
                         struct yoke_error *error);

#endif
