/* SPDX-License-Identifier: MIT */
/* Folders that results are written into. */
#ifndef FOLDER_H
#define FOLDER_H

/* Makes every folder above the last one of the path. Returns 0 or a negative errno. */
int folder_make_parents(const char *path);

/* Makes the folder and those above it; one that is there is as good. Returns 0 or a negative errno. */
int folder_make(const char *path);

#endif
