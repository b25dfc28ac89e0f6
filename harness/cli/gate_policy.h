/* SPDX-License-Identifier: MIT */
/* gate.json: which cells are gated on what, how much slower they may get, and which regressions are accepted until when. */
#ifndef GATE_POLICY_H
#define GATE_POLICY_H

#include <stdbool.h>

#include "cells.h"
#include "document.h"

/* What the file says of the cells whose names match. Texts belong to the policy. */
struct gate_entry {
    const char *match;  /* a pattern with * and ? */
    const char *metric; /* NULL: not said */
    double tolerance;   /* a share; 0: not said */
    const char *reason; /* why a regression is accepted; NULL: it is not */
    const char *until;  /* "2026-12-31", the last day on which it is */
};

struct gate_policy;

/* Reads the file at `path`, or when that is NULL the gate.json of the working directory or the nearest one above it; without one
 * the policy is empty. Returns 0 and a policy to be freed, or a negative errno with the fault ("gate.json:3:5: …"). */
int gate_policy_read(const char *path, struct gate_policy **policy, struct document_fault *fault);
void gate_policy_free(struct gate_policy *policy);

/* The path it was read from; NULL: none was found. */
const char *gate_policy_path(const struct gate_policy *policy);

/* The first entry that the cell's name matches, or NULL. */
const struct gate_entry *gate_policy_entry(const struct gate_policy *policy, const char *cell);

/* The pattern of the first entry, from number *next on, that is the first to match for none of the cells; *next is then the one
 * after it. NULL: there is no such entry any more. */
const char *gate_policy_idle(const struct gate_policy *policy, const struct cell cells[], size_t count, size_t *next);

/* Is the acceptance over? `today` as "2026-11-23". */
bool gate_entry_expired(const struct gate_entry *entry, const char *today);

#endif
