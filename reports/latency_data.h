/* SPDX-License-Identifier: MIT */
/* The numbers of a latency chart as CSV. */
#ifndef LATENCY_DATA_H
#define LATENCY_DATA_H

#include <stdio.h>

#include "latency_finding.h"

/* Writes one line a point. */
void latency_data_write(const struct latency_page *page, FILE *stream);

#endif
