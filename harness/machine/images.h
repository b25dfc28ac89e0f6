/* SPDX-License-Identifier: MIT */
/* Which file lies where in the memory of which process, as far as code is concerned, while processes map, fork and execute. */
#ifndef IMAGES_H
#define IMAGES_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/* Code of one file, mapped. */
struct image {
    uint64_t start, end; /* addresses; the end is not part of it */
    uint64_t offset;     /* in the file, of `start` */
    char *path;          /* as the kernel writes it: "/usr/lib/…", "[vdso]", "//anon" */
};

struct image_space; /* of one process; private */

/* Owned by the caller: all zero at first. */
struct images {
    struct image_space *spaces;
    size_t count;
};

/* Each returns 0 or -ENOMEM. A mapping hides older ones at its addresses. */
int images_map(struct images *images, pid_t process, uint64_t start, uint64_t length, uint64_t offset, const char *path);
int images_fork(struct images *images, pid_t parent, pid_t child);
int images_exec(struct images *images, pid_t process);

/* Takes over what /proc/PID/maps says. Lines that are none are passed over. */
int images_read(struct images *images, pid_t process, FILE *maps);

/* What lies at the address; NULL: not known. In a process that nothing is known of, what lies there in `forebear`, from which it was
 * made before anybody looked. */
const struct image *images_find(const struct images *images, pid_t process, pid_t forebear, uint64_t address);

void images_release(struct images *images);

#endif
