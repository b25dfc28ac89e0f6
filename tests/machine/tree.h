/* SPDX-License-Identifier: MIT */
/* Made-up machines: a temporary folder that stands for "/", with the /proc and /sys files that a test writes there. */
#ifndef TREE_H
#define TREE_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

enum { TREE_PATH_BYTES = 400 };

/* A cmocka setup: makes the folder; *state is its path. */
static inline int tree_make(void **state)
{
    const char *base = getenv("TMPDIR");
    char *root = malloc(TREE_PATH_BYTES);
    if (!root)
        return -1;
    snprintf(root, TREE_PATH_BYTES, "%s/yoke-tree-XXXXXX", base && base[0] ? base : "/tmp");
    *state = root;
    return mkdtemp(root) ? 0 : -1;
}

static inline int tree_remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

/* The matching teardown. */
static inline int tree_remove(void **state)
{
    int status = nftw(*state, tree_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return status;
}

/* Writes a file and the folders above it. */
static inline void tree_write(const char *root, const char *path, const char *text)
{
    char full[2 * TREE_PATH_BYTES];
    snprintf(full, sizeof full, "%s%s", root, path);
    for (char *slash = strchr(full + strlen(root) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(full, 0777);
        *slash = '/';
    }
    FILE *file = fopen(full, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

#endif
