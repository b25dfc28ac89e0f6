/* SPDX-License-Identifier: MIT */
/* Rows into a store: of one machine, all of them or none. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "history_private.h"

static int intake_open(struct history_intake *intake, const char *fingerprint, struct yoke_error *error)
{
    int status = history_place(intake->options, fingerprint, &intake->path, error);
    if (!status)
        status = store_open(intake->path, STORE_WRITE, fingerprint, &intake->store, error);
    return status;
}

int history_intake_take(void *context, const struct history_row *row, struct yoke_error *error)
{
    struct history_intake *intake = context;
    bool added = false;
    if (!row->fingerprint || strlen(row->fingerprint) >= STORE_FINGERPRINT_BYTES) {
        yoke_error_set(error, "no fingerprint, or a long one: a history is of one machine, and this does not say of which");
        return -EINVAL;
    }
    int status = intake->store ? 0 : intake_open(intake, row->fingerprint, error);
    if (status)
        return status;
    if (strcmp(store_fingerprint(intake->store), row->fingerprint) != 0) {
        yoke_error_set(error, "this is of machine %.40s, and the history %.150s of machine %.40s: their times do not make one line; "
                       "take another --db", row->fingerprint, intake->path, store_fingerprint(intake->store));
        return -EXDEV;
    }
    status = store_add(intake->store, row, &added, error);
    intake->added += !status && added;
    intake->there += !status && !added;
    return status;
}

static int intake_try(struct history_intake *intake, history_fill *fill, void *context, struct yoke_error *error)
{
    int status = fill(intake, context, error);
    if (!status && intake->store)
        status = store_commit(intake->store, error);
    store_close(intake->store);
    return status;
}

int history_intake_run(const struct history_options *options, history_fill *fill, void *context, struct yoke_error *error)
{
    struct history_intake intake = {.options = options};
    int status = intake_try(&intake, fill, context, error);
    if (status == -EEXIST) { /* now there is a file, and that does not come about a second time */
        free(intake.path);
        intake = (struct history_intake){.options = options};
        status = intake_try(&intake, fill, context, error);
    }
    if (!status && intake.path)
        fprintf(options->target.notes, "history  %s: %zu added%s", intake.path, intake.added, intake.there ? "" : "\n");
    if (!status && intake.there)
        fprintf(options->target.notes, ", %zu there already\n", intake.there);
    free(intake.path);
    return status;
}
