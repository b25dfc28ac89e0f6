/* SPDX-License-Identifier: MIT */
/* Programs that play cell processes in tests of what is tried before the first block. */
#ifndef TRYOUT_PROGRAM_H
#define TRYOUT_PROGRAM_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRYOUT_PROGRAM_BYTES = 64 };

/* Writes a shell script to a file of its own, which the caller unlinks. */
static inline void tryout_program_write(char path[TRYOUT_PROGRAM_BYTES], const char *script)
{
    snprintf(path, TRYOUT_PROGRAM_BYTES, "/tmp/yoke-tryout-XXXXXX");
    const int descriptor = mkstemp(path);
    dprintf(descriptor, "#!/bin/sh\n%s\n", script);
    fchmod(descriptor, 0755);
    close(descriptor);
}

/* As a tryout's stop_wanted. */
static inline int tryout_never_stops(void *own)
{
    (void)own;
    return 0;
}

#endif
