/* SPDX-License-Identifier: MIT */
/* Where built revisions are kept: $XDG_CACHE_HOME/yoke/builds, or ~/.cache/yoke/builds; each in a folder of its own with a lock
 * beside it, which whoever uses or builds it holds. */
#ifndef BUILD_CACHE_H
#define BUILD_CACHE_H

#include <stdbool.h>

#include "yoke/error.h"

struct build_entry {
    char *folder; /* "<cache>/<commit>-<digest>" */
    char *tree;   /* "<folder>/tree": the files of the revision */
    char *log;    /* "<folder>/build.log": what building it said */
    char *done;   /* "<folder>/done": there when it is built */
    int lock;     /* -1: none */
    bool built;   /* it can be used as it is; false: it is ours alone, to be built */
};

/* What makes a build another build: the repository, the commit, the place below its top, the command; and the variables of the
 * environment that builds commonly read. */
struct build_key {
    const char *repository, *commit, *below, *command;
};

/* Opens the entry, and waits for somebody who is building it. Returns 0, or a negative errno with a sentence. Close in every
 * case. */
int build_entry_open(const struct build_key *key, struct build_entry *entry, struct yoke_error *error);
void build_entry_close(struct build_entry *entry);

/* Marks it as built, lets others use it too, and removes what has not been used for longest where there are more than
 * BUILD_ENTRIES_MOST. Signals must be caught (interrupt.h). Returns 0 or a negative errno. */
enum { BUILD_ENTRIES_MOST = 8 };
int build_entry_finish(struct build_entry *entry);

/* Removes a folder and all in it. Signals must be caught. */
void build_folder_remove(const char *folder);

#endif
