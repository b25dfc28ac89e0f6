/* SPDX-License-Identifier: MIT */
/* The file name of a study's chart, without its ending. */
#ifndef CHART_STEM_H
#define CHART_STEM_H

#include "study.h"

enum { CHART_STEM_BYTES = 120 }; /* leaves room for an ending within the 255 bytes of a file name */

/* For the kind "speedup": "speedup-cpu_sum_squares", with those parameters that differ between the studies of a workload
 * ("speedup-io_sleep-longest=20ms"), and a number when an earlier study of the list would have the same name. Letters,
 * digits and "._=-" only: whatever else a name holds becomes "_". */
void chart_stem_make(char stem[CHART_STEM_BYTES], const char *kind, const struct study_list *list, size_t index);

/* Appends `text`, everything in it that is not plain as "_", as far as there is room. */
void chart_stem_append(char stem[CHART_STEM_BYTES], const char *text);

#endif
