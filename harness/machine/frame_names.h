/* SPDX-License-Identifier: MIT */
/* From an address in a process to the function there. Files are read once, however many cells ask. */
#ifndef FRAME_NAMES_H
#define FRAME_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "images.h"

/* A place in a program. Clean UTF-8, owned by the frame_names. */
struct frame_name {
    const char *function; /* "[libc.so.6]" where the file does not name it, "[unknown]" where no file is known */
    const char *module;   /* the file without its folder: "yoke"; "[kernel]"; "[unknown]" */
};

struct frame_names;

struct frame_names *frame_names_new(void); /* NULL when memory is short */
void frame_names_free(struct frame_names *names);

/* What lies at `address`, `image` being what is mapped there (NULL: nothing known). Returns 0 or -ENOMEM. */
int frame_names_find(struct frame_names *names, const struct image *image, uint64_t address, struct frame_name *frame);

/* Likewise inside the kernel. */
int frame_names_find_kernel(struct frame_names *names, uint64_t address, struct frame_name *frame);

#endif
