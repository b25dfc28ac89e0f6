/* SPDX-License-Identifier: MIT */
/* How fast processors run, and whether heat held them back: as the kernel tells it, which it does on bare metal and in few
 * virtual machines. */
#ifndef FREQUENCY_H
#define FREQUENCY_H

#include <stdint.h>

#include "cpulist.h"

/* The mean frequency of `cpus` in Hz (cpufreq's scaling_cur_freq); files are looked up under `root` ("" for this machine).
 * YOKE_MISSING when it is not known of every one. */
uint64_t frequency_mean_hz(const char *root, const struct cpulist *cpus);

/* How often their cores were slowed down because of heat since they were switched on (core_throttle_count, x86). Cores with
 * two processors count in both. YOKE_MISSING likewise. */
uint64_t frequency_heat_events(const char *root, const struct cpulist *cpus);

#endif
