/* SPDX-License-Identifier: MIT */
/* What a program wrote to its standard output, caught in memory and held against what it should have written. */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sha256.h"
#include "yoke/error.h"

/* What is expected. */
struct answer {
    bool wanted;       /* false: anything will do, and nothing is caught */
    bool by_digest;    /* true: `digest`; false: `bytes` */
    unsigned char digest[SHA256_BYTES];
    const char *bytes; /* of the expected file, mapped */
    size_t size;
};

/* Reads "sha256:" and 64 digits, or else the file of that name; NULL: anything will do. Close in every case. Returns 0 or a
 * negative errno with a sentence. */
int answer_open(const char *text, struct answer *answer, struct yoke_error *error);
void answer_close(struct answer *answer);

/* Is what was written to `descriptor`, from its beginning, right? Returns 1; or 0 with, in `where`, the first byte that
 * differs (its end, where one is longer), or the first 8 bytes of its digest as a number; or a negative errno. */
int answer_check(const struct answer *answer, int descriptor, uint64_t *where);

#endif
