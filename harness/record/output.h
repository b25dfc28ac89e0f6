/* SPDX-License-Identifier: MIT */
/* A file that appears whole or not at all: written beside its place and renamed. It remembers the first thing that went
 * wrong: stdio tells that something did, and its reason is gone by the time anybody asks. A signal that asks the
 * program to end waits until the file is there. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdio.h>

enum output_kind {
    OUTPUT_PLAIN,
    OUTPUT_DURABLE, /* on the disk before it gets its name */
    OUTPUT_FRESH,   /* nothing may be there under its name */
};

struct output {
    FILE *stream; /* to write to; not to be closed */
    int status;   /* 0, or a negative errno: the first that there was. Stays after output_close */
    /* private */
    enum output_kind kind;
    int descriptor;
    char *path, *part;
};

/* Returns 0 or a negative errno; then there is nothing to close. `output` must not move until it is closed. */
int output_open(struct output *output, const char *path, enum output_kind kind);

/* `status`, if not 0, says that what was written is worth nothing. Returns the file's own status, or else that one: 0
 * when the file is there. */
int output_close(struct output *output, int status);

/* Opens somebody else's file to append to. Returns 0 and `*stream`, to be closed by the caller, or a negative errno: -ESPIPE for a
 * pipe, whose opening waits for a reader that may never come. */
int output_append(const char *path, FILE **stream);

#endif
