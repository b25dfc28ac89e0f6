/* SPDX-License-Identifier: MIT */
/* What a person sees while a run goes on: on a terminal one live line and a row a finished cell; elsewhere a line a finished
 * cell and a sign of life every 30 s. Drawn between visits only, when nothing is being measured. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "driver.h"

struct progress {
    FILE *stream;
    bool live;  /* a terminal that understands control characters */
    bool utf8;
    bool quiet; /* nothing at all */
    uint64_t spoke_ns; /* clock when something was last written */
};

/* Decides how to show progress on `stream`: live on a terminal, unless TERM is dumb or CI is set. */
struct progress progress_on(FILE *stream, bool utf8, bool quiet);

/* Says what is about to run. */
void progress_start(struct progress *progress, const struct plan *plan, size_t cell_count);

/* What the driver calls; `own` is a struct progress. */
void progress_visited(void *own, const struct driver_progress *news);
void progress_stopping(void *own);
void progress_cell(void *own, const struct yoke_cell *cell);

/* Removes the live line. */
void progress_end(struct progress *progress);

#endif
