/* SPDX-License-Identifier: MIT */
/* Temporary folders, and what lies in them. */
#ifndef FOLDER_H
#define FOLDER_H

#include <stdbool.h>
#include <stddef.h>

enum { FOLDER_PATH_BYTES = 512 };

/* Makes an empty folder; fails the test when that is impossible. */
void folder_make(char path[FOLDER_PATH_BYTES]);

/* Removes the folder with all in it. */
void folder_remove(const char *path);

/* Does `name` exist in the folder, with something in it? */
bool folder_has(const char *path, const char *name);

/* Number of entries whose name ends with `ending`. */
size_t folder_count(const char *path, const char *ending);

/* Writes a file; an executable one if asked for. */
void folder_write(const char *path, const char *name, const char *text, bool executable);

/* The file's bytes, with a NUL behind them, to be freed. Fails the test when it cannot be read. */
char *folder_read(const char *path, const char *name, size_t *bytes);

#endif
