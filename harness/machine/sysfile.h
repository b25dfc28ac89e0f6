/* SPDX-License-Identifier: MIT */
/* The small text files in which the kernel describes the machine, under a root folder that tests can make up. */
#ifndef SYSFILE_H
#define SYSFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SYSFILE_PATH_BYTES = 512 };

/* Reads the file whose path is `root` followed by the formatted path ("/proc/version"; `root` is "" for this machine)
 * into `text`, cut off at `bytes` - 1, without trailing white space. Returns its length, or a negative errno, text then
 * "". */
__attribute__((format(printf, 4, 5))) int sysfile_read(const char *root, char *text, size_t bytes, const char *format,
                                                       ...);

/* Finds `key` at the beginning of a line of `text` and copies what follows it, up to the end of the line, without the
 * blanks, colons and equals signs between. Returns false, value then "", when no line begins so. */
bool sysfile_field(const char *text, const char *key, char *value, size_t bytes);

/* Reads `text` as one decimal number, nothing but white space around it. */
bool sysfile_number(const char *text, uint64_t *number);

#endif
