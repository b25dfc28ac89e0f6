/* SPDX-License-Identifier: MIT */
/* The verb history: results of a line of commits, kept in a file, and where they changed. */
#ifndef HISTORY_COMMAND_H
#define HISTORY_COMMAND_H

#include "rows.h"
#include "yoke/catalogue.h"
#include "yoke/report.h"

struct history_options {
    const char *action;           /* "add", "list", "show", "check", "import" or "export" */
    const char *const *arguments; /* after it: files, or patterns of cells */
    size_t argument_count;
    const char *database; /* the file; NULL: the one below HISTORY_FOLDER */
    const char *commit;   /* of what is added; NULL: found out (history_commit.h) */
    const char *time;     /* its place in the line; NULL: when it was measured */
    const char *since;    /* changes up to this commit are known; NULL: none are */
    const char *output;   /* a folder for the charts of show, a file for export; NULL: none, and standard output */
    uint64_t last;        /* newest points of a series that are looked at; 0: all */
    double tolerance;     /* the smallest change that is one, a share */
    bool absolute, strict, json;
    enum rows_format format; /* of export */
    const struct yoke_catalogue *catalogue;
    struct yoke_target target;
};

/* Where histories lie when nobody says otherwise: FINGERPRINT.sqlite in this folder. */
#define HISTORY_FOLDER "results/history"

/* Does it. Returns the exit status (enum yoke_exit): 2 for a file that cannot be read as what it should be, 5 when nothing is
 * selected, 6 for results of another machine, of check 3 when the newest level of any series is worse than the one before it.
 * `error` says why, unless it is 0, 3 or 4. */
int history_command(const struct history_options *options, struct yoke_error *error);

#endif
