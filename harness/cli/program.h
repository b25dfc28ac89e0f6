/* SPDX-License-Identifier: MIT */
/* The program while a verb runs: what every verb may need, made once. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "environment.h"
#include "options.h"
#include "plan.h"
#include "plugins.h"
#include "yoke/report.h"

struct program {
    struct plugins plugins;                 /* what it was built with, and what --plugin and plans add */
    const struct yoke_catalogue *catalogue; /* of all that */
    struct options options;
    struct request *request;
    struct request_errors errors;
    char *const *arguments; /* argv */
    int argument_count;
    char path[4096]; /* of this executable, for cell processes */

    /* the machine, as far as a request may speak of it: for verbs that say they want it, and for help */
    struct topology *topology;
    struct environment *environment;
    struct request_machine machine;
};

/* Reads the command line and runs its verb. Returns the exit status; every sentence has been printed. */
int program_main(const struct yoke_catalogue *catalogue, int argument_count, char *const arguments[]);

/* --- for verbs ------------------------------------------------------------------------------------------- */

/* Prints the sentence to stderr and gives back `status`. */
int program_error(const struct yoke_error *error, int status);

/* The end of a command of ours: its sentence is printed if there is one. Gives back `status`. */
int program_end(const struct yoke_error *error, int status);

/* Prints what is wrong with the command line or the plan. Returns YOKE_EXIT_USAGE. */
int program_usage(const struct program *program);

/* Reads the plan file if one is named, and resolves the request. Returns 0 and a plan to be freed with plan_free, or the exit
 * status after everything that is wrong has been printed. */
int program_plan(struct program *program, struct plan **plan);

/* Standard output and error as a report may use them. */
struct yoke_target program_target(const struct program *program);

#endif
