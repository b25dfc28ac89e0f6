/* SPDX-License-Identifier: MIT */
/* Files that are there for as long as somebody has them open, and have no name: whatever ends a process, nothing of
 * them is left. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "yoke/error.h"

/* Reads and writes past the page cache begin at multiples of this in memory. */
enum { SCRATCH_ALIGNMENT = 4096 };

struct scratch_options {
    const char *name;   /* the workload's, for sentences */
    uint64_t bytes;     /* size of the file */
    size_t block_bytes; /* of the reads and writes to come; the size is a multiple of it */
    bool direct;        /* they go past the page cache */
    bool durable;       /* the file has to be on a device, so that fsync means something */
    /* Puts into `block`, of block_bytes, what the file has at `offset`. */
    void (*fill)(const void *context, uint64_t offset, unsigned char *block);
    const void *context;
};

/* Where the files are: TMPDIR, else /var/tmp, since /tmp is memory on many systems. */
const char *scratch_folder(void);

/* An empty file there that has no name. Returns its descriptor, or a negative errno. */
int scratch_nameless(void);

/* Makes a file, fills it, and waits until it is on the device. Returns its descriptor, or a negative errno with a
 * sentence; -EOPNOTSUPP: what is asked for cannot be had in this folder at all. */
int scratch_open(const struct scratch_options *options, struct yoke_error *error);

#endif
