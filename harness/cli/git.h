/* SPDX-License-Identifier: MIT */
/* What git, the program, knows of the repository that the working directory lies in. */
#ifndef GIT_H
#define GIT_H

#include <limits.h>

#include "yoke/error.h"

enum { GIT_COMMIT_BYTES = 65 }; /* 64 digits of SHA-256, or 40 of SHA-1 */

struct git_place {
    char top[PATH_MAX];    /* the working tree */
    char common[PATH_MAX]; /* the repository itself: one for all its working trees */
    char below[PATH_MAX];  /* the working directory, from the top: "", or "sub/folder" */
};

/* Returns 0, or a negative errno with a sentence: no git, no repository, one without a working tree. */
int git_place_find(struct git_place *place, struct yoke_error *error);

/* The commit that `ref` names. Returns 0, or -ENOENT with a sentence. */
int git_commit_find(const char *ref, char commit[GIT_COMMIT_BYTES], struct yoke_error *error);

#endif
