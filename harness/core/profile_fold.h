/* SPDX-License-Identifier: MIT */
/* From what the kernel wrote to call chains with names. */
#ifndef PROFILE_FOLD_H
#define PROFILE_FOLD_H

#include "capture.h"
#include "frame_names.h"
#include "chains.h"

/* While tasks ran, on the clock of the capture. */
struct profile_window {
    uint64_t begin_ns, end_ns;
};

/* What is known of one profiled process. */
struct profile_source {
    struct capture *capture;     /* is sorted */
    struct frame_names *names;
    pid_t process;               /* the first one */
    FILE *maps;                  /* what was mapped in it, and `maps_ns` says when; NULL: not known */
    uint64_t maps_ns;
    const struct profile_window *windows; /* in order, not overlapping */
    size_t window_count;
};

/* Adds every sample inside a window to the stacks. Returns 0 or -ENOMEM. */
int profile_fold(const struct profile_source *source, struct chains *chains);

#endif
