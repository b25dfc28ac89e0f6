/* SPDX-License-Identifier: MIT */
/* The verb run: measures a plan, keeps the record, shows the reports. */
#ifndef RUN_H
#define RUN_H

#include "driver.h"
#include "environment.h"
#include "plan.h"
#include "yoke/catalogue.h"

/* Says the last word, after everything else. Returns 0, or the exit status of the run with a sentence. */
struct run_closing {
    int (*say)(void *own, const struct yoke_record *record, struct yoke_error *error); /* NULL: there is none */
    void *own;
};

struct run_options {
    const struct yoke_catalogue *catalogue;
    const struct plan *plan;
    const struct topology *topology;
    const struct environment *environment;
    const struct yoke_report *format; /* the report that goes to stdout; NULL: none */
    char *program;                    /* path of this program, for cell processes */
    const char *const *command;       /* argv, for the record */
    size_t command_count;
    bool dry_run; /* say what would run, and run nothing */
    bool quiet;   /* no progress */
    bool yes;     /* more than RUN_CELLS_ASK cells are meant */
    struct yoke_target target; /* of the report on stdout; its folder is not read: the run makes its own */
    struct run_closing closing;
    const struct driver_policy *policy; /* what each block visits (driver.h); NULL: every cell, as the plan says */
};

/* More cells than this are asked about: usually one axis was meant to be a list. */
enum { RUN_CELLS_ASK = 10000 };

/* Returns the exit status (enum yoke_exit, or 128 + n after signal n). When it
 * is not 0 and not the record's, `error` has the sentence. */
int run_command(const struct run_options *options, struct yoke_error *error);

#endif
