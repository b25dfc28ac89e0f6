/* SPDX-License-Identifier: MIT */
/* The folder a run writes into. It is made, and proven writable, before anything is measured. */
#ifndef RESULTS_H
#define RESULTS_H

#include "yoke/error.h"

struct results {
    char *folder; /* "results/2026-11-22T10-00-00Z-default" */
    char *record; /* "<folder>/result.json" */
};

/* Makes the folder `wanted`, with its parents, or, when that is NULL, results/<UTC time>-<name>, numbered when it exists, with
 * a link results/latest to it. A folder that holds a result.json already is refused: nothing is overwritten. Returns 0 or a
 * negative errno with a sentence. Release with results_release. */
int results_open(const char *wanted, const char *name, struct results *results, struct yoke_error *error);
void results_release(struct results *results);

#endif
