/* SPDX-License-Identifier: MIT */
/* The folder a run writes into. It is made, proven writable and claimed before anything is measured. */
#ifndef RESULTS_H
#define RESULTS_H

#include <stdint.h>
#include <stdio.h>

#include "yoke/error.h"

struct results {
    char *folder; /* "results/2026-11-22T10-00-00Z-default" */
    char *record; /* "<folder>/result.json" */
    FILE *plan;   /* "<folder>/plan.json", new and open for writing: whoever made it owns the folder */
};

/* Makes the folder `wanted`, with its parents, or, when that is NULL, results/<UTC time>-<name>, numbered when it exists, with
 * a link results/latest to it. A folder that holds a plan.json or a result.json is refused: nothing of anybody's is
 * overwritten, and of two runs into one folder the second is refused. Returns 0 or a negative errno with a sentence. Release
 * with results_release. */
int results_open(const char *wanted, const char *name, struct results *results, struct yoke_error *error);
void results_release(struct results *results);

/* Is there room for `bytes` more in the folder? Takes so much and gives it back, so that quotas count as well as disks. Returns 0 or
 * a negative errno with a sentence. */
int results_reserve(const struct results *results, uint64_t bytes, struct yoke_error *error);

/* Takes the plan away again, and the folder when nothing else is in it: nothing was measured. */
void results_abandon(struct results *results);

/* Could results_open succeed? Makes nothing. Returns 0 or a negative errno with a sentence. */
int results_probe(const char *wanted, struct yoke_error *error);

#endif
