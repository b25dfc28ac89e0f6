/* SPDX-License-Identifier: MIT */
/* From ticks to nanoseconds since the start gate: what recorder*.c share. */
#ifndef RECORDER_PRIVATE_H
#define RECORDER_PRIVATE_H

#include "recorder.h"

/* Of one run. */
struct recorder_scale {
    struct ticks_anchor origin;
    double tick_ns;
    uint64_t gate_ns;
};

struct recorder_scale recorder_scale_make(const struct recorder *recorder, uint64_t gate_ns);

/* 0 for what lies before the gate: two processors' counters may be some ticks apart. */
uint64_t recorder_scale_apply(const struct recorder_scale *scale, uint64_t ticks);

/* When a task could have been started, but not later than it was. */
uint64_t recorder_queued_ns(const struct recorder *recorder, const struct recorder_entry *entry, uint64_t started_ns);

#endif
