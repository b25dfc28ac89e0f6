/* SPDX-License-Identifier: MIT */
/* A revision of the user's repository, checked out and built apart from the working tree. */
#ifndef REVISION_H
#define REVISION_H

#include "build_cache.h"
#include "git.h"

struct revision_wish {
    const char *option; /* what asked for it, for sentences: "--base-ref" */
    const char *ref;    /* what names it: "origin/main" */
    const char *build;  /* the shell command that builds it; NULL: it is used as it is */
    bool quiet;
};

struct revision {
    struct git_place place; /* of the user's working tree */
    char commit[GIT_COMMIT_BYTES];
    char *folder; /* in its tree, what the working directory is in the user's; owned */
    struct build_entry entry; /* held until release: nobody removes it meanwhile */
};

/* Checks it out and builds it, or finds it built before. No working tree that git knows of is left, whatever happens. Returns 0,
 * or the exit status with a sentence: 2 for a revision that is not there, 1 for one that does not build, 128 + n after signal
 * n. Release in every case. */
int revision_make(const struct revision_wish *wish, struct revision *revision, struct yoke_error *error);
void revision_release(struct revision *revision);

/* Where the revision has what a word of the user's names: "./prog" and "build/prog" below the working directory, an absolute path
 * below the top of the user's tree. Other absolute paths stay as they are, and words without a slash that name no file there:
 * programs along PATH. Returns a text to be freed, or NULL when memory is short. */
char *revision_path(const struct revision *revision, const char *word);

#endif
