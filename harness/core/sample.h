/* SPDX-License-Identifier: MIT */
/* From the readings of one run to one sample. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "canary.h"
#include "probe.h"
#include "record.h"

/* One run as it ended: everything a sample is made of. */
struct sample_run {
    const struct probe *probe;
    const struct yoke_job *job;
    const struct yoke_worker *workers;
    struct noise_machine before, after;
    const struct counter_count *machine_before, *machine_after; /* of events that count for the whole machine */
    struct canary_time canary_before;
    uint64_t origin_ns; /* what started_ns counts from */
};

/* Fills the sample's times, noise, lateness, counters and per-worker lists; memory is taken from `memory`. A run in which a
 * task failed or died is not usable, and the sample says why. Leaves block, order, process and iteration alone.
 * Returns 0 or -ENOMEM. */
int sample_make(struct record *memory, const struct sample_run *run, struct yoke_sample *sample);

#endif
