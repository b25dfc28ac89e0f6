/* SPDX-License-Identifier: MIT */
/* What the kernel wrote while a process was sampled: perf records as they came, bounded, and read again in the order of their times. */
#ifndef CAPTURE_H
#define CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What sampler.c asks the kernel to put into each record, and this file takes out again: of a sample process, time and call chain. */
#define CAPTURE_SAMPLE_TYPE (PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CALLCHAIN)

/* Owned by the caller: all zero but `bytes_most` at first. */
struct capture {
    unsigned char *bytes;
    size_t used, room;
    size_t bytes_most; /* what comes when so much is there is lost, and counted */
    uint64_t lost;     /* samples that the kernel or we had no room for */
    size_t *order;     /* of the records by time; after capture_sort */
    size_t count;
};

enum capture_kind {
    CAPTURE_SAMPLE,
    CAPTURE_MAP,  /* a file was mapped to be executed */
    CAPTURE_FORK, /* `process` was made from `parent`, with all that was mapped there */
    CAPTURE_EXEC, /* `process` executed another program: nothing is mapped any more */
    CAPTURE_OTHER,
};

/* One record. Pointers lead into the capture. */
struct capture_event {
    enum capture_kind kind;
    uint64_t time_ns; /* as clock_now_ns */
    pid_t process, parent;
    const uint64_t *chain; /* of a sample: addresses, innermost first, between marks of perf (PERF_CONTEXT_…) */
    size_t chain_count;
    uint64_t start, length, offset; /* of a mapping: addresses, and where in the file it begins */
    const char *path;
};

/* Takes one record of `size` bytes. What has no room is counted as lost when it is a sample. */
void capture_add(struct capture *capture, const void *record, size_t size);

/* Puts the records into the order of their times: each processor wrote its own. Returns 0 or -ENOMEM. */
int capture_sort(struct capture *capture);

/* The record at `index` (below count) of that order. What is damaged is CAPTURE_OTHER. */
struct capture_event capture_event(const struct capture *capture, size_t index);

void capture_release(struct capture *capture);

#endif
