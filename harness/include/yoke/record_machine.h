/* SPDX-License-Identifier: MIT */
/* Who measured, where, and what was asked for. Part of yoke/record.h, which says how its texts and numbers are to be read. */
#ifndef YOKE_RECORD_MACHINE_H
#define YOKE_RECORD_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* An integer that was not measured. */
#define YOKE_MISSING UINT64_MAX

/* --- who measured ---------------------------------------------------------------------------------------------- */

struct yoke_build {
    const char *type;       /* CMake's build type: "Release" */
    const char *compiler;   /* name and version */
    const char *flags;      /* as given to the compiler */
    const char *sanitizers; /* "address,undefined"; "" when there are none */
};

struct yoke_version {
    const char *version; /* of yoke: "0.1.0" */
    const char *commit;  /* abbreviated hash, "-dirty" appended when the tree had changes; NULL outside a checkout */
    struct yoke_build build;
};

/* --- where: the machine --------------------------------------------------------------------------------------- */

struct yoke_processor {
    const char *model, *vendor, *microcode, *architecture; /* as the kernel names them; architecture as uname -m */
};

struct yoke_topology_facts {
    uint64_t packages, cores, pus, numa_nodes; /* inside the allowed set */
    const char *xml;                           /* hwloc's own export, for redrawing and for placement checks */
};

struct yoke_cpus {
    uint64_t online;   /* processors the kernel runs */
    uint64_t affinity; /* in this process's inherited mask */
    uint64_t cpuset;   /* allowed by the cgroup; YOKE_MISSING when it says nothing */
    double quota;      /* cgroup CPU bandwidth in processors (0.5: half of one); NaN: unlimited */
    uint64_t usable;   /* min(affinity, ceil(quota)), at least 1: the width "pus" resolves to */
    const char *list;  /* the usable processors' numbers: "0-3,8" */
};

struct yoke_machine {
    const char *hostname;
    struct yoke_processor cpu;
    struct yoke_topology_facts topology;
    struct yoke_cpus cpus;
    uint64_t memory_bytes;
    const char *kernel, *os, *libc;     /* "6.1.0-9-amd64", "Debian GNU/Linux 12 (bookworm)", "glibc 2.36" */
    const char *virtualisation;         /* "kvm", "none", …; NULL: not known */
    const char *governor, *turbo, *smt; /* cpufreq governor; "on"/"off"; NULL where the kernel does not say */
    const char *aslr;                   /* "0", "1", "2": kernel.randomize_va_space */
    const char *mitigations;            /* one line: "spectre_v2: …; …" of those that cost something; NULL: not known */
    const char *clock_source;           /* "tsc", "kvm-clock", … */
    uint64_t clock_resolution_ns;       /* smallest step seen between two clock reads */
    const char *perf_event_paranoid;    /* as the kernel writes it, "-1" to "4"; NULL: no perf_event */
    double load_average;                /* 1 minute, before the run */
    const char *counters;               /* "papi 7.0.0: software events only (no PMU)" */
};

/* --- what was asked for ----------------------------------------------------------------------------------------- */

/* A named value of a workload's parameter: a number in base units, or where the parameter has choices, a word. */
struct yoke_setting_value {
    const char *name;
    uint64_t value;   /* YOKE_MISSING where a word stands */
    const char *word; /* NULL: a number */
};

static inline bool yoke_text_same(const char *left, const char *right)
{
    return left == right || (left && right && strcmp(left, right) == 0);
}

/* Is it the same parameter at the same value? */
static inline bool yoke_setting_same(const struct yoke_setting_value *left, const struct yoke_setting_value *right)
{
    return yoke_text_same(left->name, right->name) && left->value == right->value &&
           yoke_text_same(left->word, right->word);
}

/* What was asked for, resolved: enough to run it again. */
struct yoke_plan_facts {
    const char *name;                  /* of the plan: "default" */
    const char *const *command;        /* argv */
    size_t command_count;
    uint64_t blocks, iterations, warmup; /* visits of every cell; timed samples (YOKE_MISSING: calibrated) and discarded ones */
    uint64_t limit_ns;                 /* how long one visit of one cell may take */
    double precision;                    /* half-width asked for, as a share of the median; NaN: a fixed number of blocks */
    uint64_t budget_ns;                  /* no block began after this time; YOKE_MISSING: no limit */
    uint64_t reserve;                    /* visits that could be repeated because they were disturbed */
    const char *counter_scope;           /* whose work hardware events count: "user", "kernel" or "all" */
    bool multiplex;                      /* hardware events shared counters */
    uint64_t counter_passes;             /* blocks it takes until every event was counted once; 1: they fit together */
};

#endif
