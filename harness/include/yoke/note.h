/* SPDX-License-Identifier: MIT */
/* How a program says, without being run, that it can be measured from inside: an ELF note with the version of the cell
 * protocol it speaks. YOKE_MAIN (yoke/main.h) puts it there. */
#ifndef YOKE_NOTE_H
#define YOKE_NOTE_H

#include <stdint.h>

/* Version of what driver and cell process say to each other; raised when an old program and a new driver would
 * misunderstand each other. */
#define YOKE_PROTOCOL 1

/* The note's owner and type, as in its ELF header; its value is one 32-bit number, the protocol. */
#define YOKE_NOTE_OWNER "yoke"
#define YOKE_NOTE_TYPE 1

/* As notes lie in a file: name and value each padded to four bytes. */
struct yoke_note {
    uint32_t owner_bytes, value_bytes, type;
    char owner[8];
    uint32_t protocol;
};

#ifdef __clang__ /* its address sanitizer would pad the section; gcc's leaves named sections alone */
#define YOKE_NOTE_WHOLE __attribute__((no_sanitize("address")))
#else
#define YOKE_NOTE_WHOLE
#endif

/* Stands once in a program, at file scope. */
#define YOKE_NOTE                                                                                                     \
    __attribute__((section(".note.yoke"), used, aligned(4))) YOKE_NOTE_WHOLE static const struct yoke_note            \
        yoke_note_here = {sizeof YOKE_NOTE_OWNER, sizeof(uint32_t), YOKE_NOTE_TYPE, YOKE_NOTE_OWNER, YOKE_PROTOCOL}

#endif
