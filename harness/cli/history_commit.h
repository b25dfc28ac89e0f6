/* SPDX-License-Identifier: MIT */
/* Which commit a record is of. */
#ifndef HISTORY_COMMIT_H
#define HISTORY_COMMIT_H

#include "yoke/error.h"
#include "yoke/record.h"

enum { HISTORY_COMMIT_BYTES = 128 };

/* What the gate's candidate was taken from, if that was a revision; else what CI says (GITHUB_SHA, CI_COMMIT_SHA); else what git
 * has checked out here, with "-dirty" when the tree differs from it. Returns 0, or -ENOENT with a sentence. */
int history_commit_find(const struct yoke_record *record, char commit[HISTORY_COMMIT_BYTES], struct yoke_error *error);

#endif
