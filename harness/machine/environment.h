/* SPDX-License-Identifier: MIT */
/* What machine this is, as the kernel tells it, without privilege. */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include "topology.h"

struct environment;

/* Reads everything of struct yoke_machine but `counters`. What cannot be read is left missing. `topology` may be NULL:
 * its facts are missing then. Owns all texts. The usable processors are those of the calling thread's mask: call it
 * before that is bound. Returns 0, or -ENOMEM. Free with environment_free. */
int environment_read(const struct topology *topology, struct environment **environment, struct yoke_error *error);

/* The same from the files of a recorded machine below the folder `root` (without topology). */
int environment_read_root(const char *root, struct environment **environment, struct yoke_error *error);
void environment_free(struct environment *environment);
const struct yoke_machine *environment_machine(const struct environment *environment);

/* The hexadecimal digest (16 digits) of what makes two results comparable: processor model, vendor, microcode and
 * architecture, counts of packages, cores and processors, usable processors and quota, memory (in GiB, since kernels of
 * one machine differ by some MiB), kernel release, governor, turbo, smt, virtualisation and libc. Hostname and load are
 * not in it. FNV-1a, 64 bits, over lines "key=value\n" in that order, "?" for what is missing. Written into `text` (17
 * bytes). */
void environment_fingerprint(const struct yoke_machine *machine, char text[17]);

/* One of those lines: its key, and its value ("?": not known; cut off beyond any length that a machine has). */
struct fingerprint_part {
    const char *key;
    char value[256];
};
enum { FINGERPRINT_PARTS = 16 };

/* All of them, in their order: who compares two machines can say in what they differ. */
void environment_fingerprint_parts(const struct yoke_machine *machine, struct fingerprint_part parts[FINGERPRINT_PARTS]);

#endif
