/* SPDX-License-Identifier: MIT */
/* A latency chart as a gnuplot script. */
#ifndef LATENCY_SCRIPT_H
#define LATENCY_SCRIPT_H

#include <stdio.h>

#include "latency_finding.h"

/* Writes the script for files named `stem`; the same bytes for the same page. */
void latency_script_write(const struct latency_page *page, const char *stem, FILE *script);

#endif
