/* SPDX-License-Identifier: MIT */
/* What this system lets a measuring program do, beside the machine itself: limits, interfaces, programs. */
#ifndef FACILITIES_H
#define FACILITIES_H

#include <stdint.h>

enum facility_ring {
    RING_WORKS,
    RING_ABSENT, /* the kernel was built without io_uring */
    RING_DENIED, /* a sysctl, a seccomp filter or a security module forbids it */
    RING_FAILS,  /* another error: see ring_error */
};

/* Plain data. Limits are the soft ones; YOKE_MISSING: unlimited. */
struct facilities {
    uint64_t processes;    /* RLIMIT_NPROC: processes and threads of this user */
    uint64_t open_files;   /* RLIMIT_NOFILE */
    uint64_t locked_bytes; /* RLIMIT_MEMLOCK */
    enum facility_ring ring;
    int ring_error;           /* positive errno of io_uring_setup; 0 when it works */
    char ring_sysctl[8];      /* kernel.io_uring_disabled: "0", "1", "2"; "" when there is none */
    int gnuplot;              /* 0: it works; else the negative errno of tool_ask */
    char gnuplot_version[64]; /* "gnuplot 5.4 patchlevel 4" */
    double steal_share; /* since boot, of the time in which this process's processors had work: 0..1; NaN: not known */
};

/* Of `steal_share` above alone. */
double facilities_steal_share(void);

/* Tries everything once; runs gnuplot for at most 2 s. Changes nothing. */
void facilities_read(struct facilities *facilities);

#endif
