/* SPDX-License-Identifier: MIT */
/* The functions of one program or library, or of the kernel, by where they lie. Read from the file's own table (.symtab), the one that
 * was stripped off it where that is installed (/usr/lib/debug/.build-id), or what others may call (.dynsym); nothing is fetched, and of a damaged file only what is whole is told. */
#ifndef SYMBOLS_H
#define SYMBOLS_H

#include <stdint.h>
#include <stdio.h>

struct symbols;

/* Reads an ELF file of this machine's kind. Returns 0 and symbols to be freed, or a negative errno. */
int symbols_open(const char *path, struct symbols **symbols);

/* Reads the kernel's list (/proc/kallsyms). -EACCES: it hides its addresses (kernel.kptr_restrict). */
int symbols_read_kernel(FILE *list, struct symbols **symbols);

/* The name of the function at this offset of the file (of the kernel: at this address), as the linker knows it. NULL: none
 * is known there. Owned by `symbols`. */
const char *symbols_find(const struct symbols *symbols, uint64_t offset);

/* NULL: does nothing. */
void symbols_free(struct symbols *symbols);

#endif
