/* SPDX-License-Identifier: MIT */
/* The two sides of a gate, from what was written to what is started. Both are of one kind: programs that speak the cell
 * protocol, plug-ins, or plain commands. */
#ifndef GATE_SIDES_H
#define GATE_SIDES_H

#include "artefact.h"
#include "cells.h"
#include "pair_driver.h"
#include "request.h"
#include "revision.h"

/* Sides as they stand on the command line; NULL: not named. */
struct gate_wish {
    const char *base, *candidate;
    const char *base_ref, *candidate_ref; /* revisions to take them from */
    const char *build;                    /* the shell command that builds those */
    const char *baseline;                 /* a stored result is the base */
    bool control;                         /* the base is both */
    bool quiet;
    const char *program;          /* this program: what is compared when nothing else is named */
};

/* Owned by the sides, but what the artefact says is borrowed. */
struct gate_side {
    struct artefact artefact;
    char *label;          /* as it was named */
    struct revision revision; /* where it comes from; its folder is NULL: the working directory */
    const char **plugins; /* `plugin_count` files that its cell processes load; NULL: the plan's */
    size_t plugin_count;
};

struct gate_sides {
    struct gate_side side[2]; /* base, candidate */
    struct study_command **commands; /* of the cells, where sides are commands */
    size_t command_count;
};

/* Finds both sides, and builds those that are revisions. What is named inside a revision is, where it has no words of its own, what
 * the other side is; so is a base that is stored, which nothing is started of. Returns 0 or the exit status with a sentence. Release in every case. */
int gate_sides_find(struct gate_sides *sides, const struct gate_wish *wish, struct yoke_error *error);
void gate_sides_release(struct gate_sides *sides);

/* Puts into the request what makes the plan one about these sides: the base's plug-in, or its command, which cells are named
 * after. Returns 0 or -ENOMEM. */
int gate_sides_request(const struct gate_sides *sides, struct request *request);

/* Makes every second cell of the doubled ones the candidate's. The sides then belong to the plan and must outlive the cells.
 * Returns 0 or -ENOMEM. */
int gate_sides_apply(struct gate_sides *sides, const struct plan *plan, struct cell doubled[], size_t count);

/* What the driver of pairs is to start for side 0 or 1; `program` is this program. */
struct pair_side gate_sides_pair(const struct gate_sides *sides, size_t side, char *program);

#endif
