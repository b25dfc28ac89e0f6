/* SPDX-License-Identifier: MIT */
/* The headline of a speedup chart: what was found, in words, from the numbers alone. */
#ifndef CHART_FINDING_H
#define CHART_FINDING_H

#include "chart_series.h"

/* Writes one sentence without a full stop: which executors come out ahead, how far, on how many workers; which lose,
 * and where more workers made it slower. Nothing is compared with itself. */
void chart_finding_write(char *buffer, size_t size, const struct chart *chart);

#endif
