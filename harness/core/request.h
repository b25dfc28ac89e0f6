/* SPDX-License-Identifier: MIT */
/* A request: what the user wrote, as texts with their origins, from the command line or a plan file. One resolver makes
 * a plan of it, so that a flag and a key of the same name can never mean two things. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdio.h>

#include "plan.h"
#include "plugins.h"
#include "request_errors.h"

/* A larger plan file is no plan: a thousand studies fit in a tenth of this. */
enum { REQUEST_FILE_BYTES_MOST = 1 << 20, REQUEST_STUDIES_MOST = 1000 };

/* Facts about this machine that words in a request stand for. */
struct request_machine {
    uint64_t cores;                  /* "cores" */
    uint64_t pus;                    /* "pus": usable processors */
    const struct topology *topology; /* to check placements against; NULL: they are not checked */
};

struct request;

struct request *request_new(void); /* NULL when memory is short */
void request_free(struct request *request);

/* Adds one setting: `key` as in a plan file ("workers", "params.NAME"; the table is in request_keys.h), `text` as
 * written, `origin` for errors ("-w", "-p n"; "" puts nothing before the sentence). Settings of the command line
 * (`overrides` true) replace those of a plan file, in every study; others, a verb's own fallbacks, hold where a plan
 * file has nothing, whenever it is read; among equals the last one counts. `study` is the index of the study it belongs
 * to, or -1 for the whole request. Copies its texts. Returns 0, -ENOMEM, or -EINVAL for a key there is not. */
int request_set(struct request *request, int study, const char *key, const char *text, const char *origin,
                bool overrides);

/* What the command line says about a plan first, plug-ins aside: "-w", or a workload's name; NULL: nothing. */
const char *request_first_said(const struct request *request);

/* Reads a plan file (JSON with comments and trailing commas) into the request. Returns 0, or -EINVAL with one or more
 * errors "FILE:LINE:COLUMN: what is wrong and what would be right". */
int request_read_file(struct request *request, const char *path, struct request_errors *errors);

/* Loads every plug-in that the request names into `plugins`, whose catalogue it is then resolved with. Returns 0, or -EINVAL
 * with a sentence for each that was refused. */
int request_load_plugins(const struct request *request, struct plugins *plugins, struct request_errors *errors);

/* Checks everything and makes the plan. Returns 0 and a plan to be freed with plan_free, or -EINVAL with all errors
 * found (up to REQUEST_ERRORS_MOST), or -ENOMEM with one. Nothing has run then. */
int request_resolve(const struct request *request, const struct yoke_catalogue *catalogue,
                    const struct request_machine *machine, struct plan **plan, struct request_errors *errors);

/* The widths a machine is swept over when nobody says otherwise, in the sweep grammar: every width up to 8 processors;
 * beyond, powers of two and the full width, because a cell for each of 64 widths would take an hour to say the same. */
const char *request_workers_fallback(const struct request_machine *machine);

#endif
