/* SPDX-License-Identifier: MIT */
/* What a timeline shows, in words. */
#ifndef TIMELINE_FINDING_H
#define TIMELINE_FINDING_H

#include "chart_caption.h"
#include "timeline_cell.h"

/* A worker that is alone for at least this share of the time, at the end, is called out. */
extern const double timeline_tail_share;

/* Below this share a part of a bar is left to the larger ones: it would be a hairline that says nothing. */
extern const double timeline_hairline;

/* "pthread × 2"; with the schedule where that varies in the picture. */
void timeline_cell_name(char *buffer, size_t size, const struct timeline *timeline, const struct timeline_cell *cell);

/* The headline: of one cell what its workers did, of several which was done first. Clean UTF-8. */
void timeline_finding_write(char *buffer, size_t size, const struct timeline *timeline);

/* The lines below it: what is drawn, of which run. */
void timeline_caption_subject(struct caption *caption, const struct timeline *timeline);

#endif
