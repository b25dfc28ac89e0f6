/* SPDX-License-Identifier: MIT */
/* What the readers of both kinds of list fill in. */
#ifndef SYMBOLS_PRIVATE_H
#define SYMBOLS_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "symbols.h"

struct symbol {
    uint64_t value; /* address, as linked */
    uint64_t size;  /* 0: up to the next one */
    size_t name;    /* offset in `names` */
    bool is_global;
};

/* A piece of the file that is mapped, and where. */
struct symbol_load {
    uint64_t offset, bytes, address;
};

struct symbols {
    struct symbol *list; /* by value, one a value */
    size_t count;
    char *names; /* each ends with NUL, and so does the last byte */
    struct symbol_load *loads;
    size_t load_count;
    bool is_kernel; /* offsets are addresses */
};

/* Sorts the list and keeps the best name of each value. */
void symbols_arrange(struct symbols *symbols);

#endif
