/* SPDX-License-Identifier: MIT */
/* What an ELF file says of itself that concerns us, read and not run. */
#ifndef ELF_FILE_H
#define ELF_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "yoke/error.h"

struct elf_file {
    bool is_elf;       /* false: nothing else is known */
    bool is_native;    /* of this machine's word length, byte order and processor: only then is the rest looked for */
    bool runs;         /* has a place to begin at: a program, or a library that is one as well */
    bool has_note;     /* ours (yoke/note.h) */
    uint32_t protocol; /* what the note says */
    bool has_plugin;   /* exports yoke_plugin */
};

/* Returns 0, also for a file that is no ELF file or a damaged one, of which only what is whole is told; or a negative
 * errno with a sentence when it cannot be read. */
int elf_file_read(const char *path, struct elf_file *file, struct yoke_error *error);

#endif
