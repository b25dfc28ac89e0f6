/* SPDX-License-Identifier: MIT */
/* A sampling profiler of another process: the kernel's software clock (PERF_COUNT_SW_CPU_CLOCK, which needs no hardware counters)
 * interrupts whatever thread of the process, or of its children, is on a processor, and keeps its call chain. Time that is spent
 * waiting is not seen: nobody is on a processor then. */
#ifndef SAMPLER_H
#define SAMPLER_H

#include "capture.h"
#include "yoke/error.h"

/* Prime, so that it beats with no timer of the kernel (100, 250, 1000 Hz) nor of the work; a second
 * gives shares to some per cent, and costs two to three per cent of the processor time (docs/profile.md). */
enum { SAMPLER_RATE_HZ = 997 };

struct sampler;

/* Begins to sample `process`, its threads and all they start from now on. Only what starts after this call is followed: call it
 * while the process is single-threaded. Returns 0, or a negative errno with a sentence: what is not permitted, and by what. */
int sampler_open(pid_t process, struct sampler **sampler, struct yoke_error *error);

/* Takes what the kernel has written so far. To be called several times a second, or samples are lost (and counted). */
void sampler_drain(struct sampler *sampler);

/* Ends sampling and takes the rest. */
void sampler_stop(struct sampler *sampler);

/* What was taken; the sampler's. */
struct capture *sampler_capture(struct sampler *sampler);

uint64_t sampler_rate_hz(const struct sampler *sampler);

/* Is work inside the kernel sampled too? Without the privilege for it, time in there is not seen. */
bool sampler_sees_kernel(const struct sampler *sampler);

/* NULL: does nothing. */
void sampler_close(struct sampler *sampler);

#endif
