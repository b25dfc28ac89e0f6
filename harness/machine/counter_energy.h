/* SPDX-License-Identifier: MIT */
/* The energy that the processor packages used, as their running average power limiter (RAPL) books it: an estimate of
 * the processor's own, for everything that runs on it, brought up to date about once a millisecond. */
#ifndef COUNTER_ENERGY_H
#define COUNTER_ENERGY_H

#include "counter_source.h"

struct counter_energy;

/* Opens every package of the machine under `root` ("" for this machine): through /sys/class/powercap, else through
 * perf's power unit. Returns 0, or -ENODEV or -EACCES with the reason in `verdict`, or -ENOMEM. */
int counter_energy_open(const char *root, struct counter_energy **energy, struct counter_verdict *verdict);

/* Microjoules of all packages since the opening; YOKE_MISSING when one cannot be read. To be called more often than a
 * package's book runs over, some twenty minutes at 200 W. */
uint64_t counter_energy_read(struct counter_energy *energy);
void counter_energy_close(struct counter_energy *energy);

#endif
