/* SPDX-License-Identifier: MIT */
/* Evidence of disturbance, from the kernel, without privilege: differences of two readings. */
#ifndef NOISE_H
#define NOISE_H

#include <stdint.h>

#include "cpulist.h"

/* What the calling thread has lived through so far. A field the kernel does not offer is YOKE_MISSING. */
struct noise_self {
    uint64_t cpu_ns;       /* user + system time */
    uint64_t run_delay_ns; /* ready and waiting for a processor (schedstat) */
    uint64_t involuntary_switches, voluntary_switches;
    uint64_t migrations;
    uint64_t minor_faults, major_faults;
};

/* What the machine has lived through so far. A field the kernel does not offer is YOKE_MISSING. */
struct noise_machine {
    uint64_t steal_ns;          /* taken by the hypervisor, summed over the processors read; 10 ms steps */
    uint64_t busy_ns;           /* those processors at work for anybody: user, nice, system, interrupts; 10 ms steps */
    uint64_t idle_ns;           /* those processors without work, waiting for a disk included; 10 ms steps */
    uint64_t throttled_ns;      /* the own cgroup and those above it, held back by a quota; summed over processors */
    uint64_t throttled_periods; /* how often that was */
    uint64_t frequency_hz;      /* mean of those processors at this moment */
    uint64_t heat_events;       /* their cores were slowed down because of heat, so many times */
    uint64_t pressure_ns;       /* some task of the machine waited for a processor (PSI); us steps */
};

/* System calls and /proc: outside timed windows only. Thread-safe. */
void noise_read_self(struct noise_self *reading);

/* Of the processors in the calling thread's affinity mask. */
void noise_read_machine(struct noise_machine *reading);

/* Of the processors in `cpus`; files are looked up under `root` ("" for this machine). */
void noise_read_processors(const char *root, const struct cpulist *cpus, struct noise_machine *reading);

/* later - earlier; YOKE_MISSING when either is, or when the kernel's figure went backwards (iowait does that). */
uint64_t noise_difference(uint64_t earlier, uint64_t later);

#endif
