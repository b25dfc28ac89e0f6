/* SPDX-License-Identifier: MIT */
/* What a latency chart shows, in words. */
#ifndef LATENCY_FINDING_H
#define LATENCY_FINDING_H

#include "chart_caption.h"
#include "latency_loads.h"

/* The series of one picture. */
struct latency_page {
    const struct latency_loads *loads;
    size_t first, count; /* of loads->series */
    size_t left_out;     /* series that no picture has */
};

/* The headline: up to which load tasks are in time. Clean UTF-8. */
void latency_finding_write(char *buffer, size_t size, const struct latency_page *page);

/* The lines below it: what is drawn, how many tasks, what hollow marks and shades mean. */
void latency_caption_subject(struct caption *caption, const struct latency_page *page);

#endif
