/* SPDX-License-Identifier: MIT */
/* The verb gate: two sides, one plan, an exit status. */
#ifndef GATE_H
#define GATE_H

#include "environment.h"
#include "gate_rule.h"
#include "gate_sides.h"
#include "plan.h"
#include "yoke/catalogue.h"

struct gate_options {
    const struct yoke_catalogue *catalogue;
    const struct plan *plan;
    const struct topology *topology;
    const struct environment *environment;
    const struct yoke_report *format; /* the report on stdout */
    char *program;                    /* this program, for cell processes */
    const char *const *command;       /* argv, for the record */
    size_t command_count;
    struct yoke_target target; /* its folder is not read: the gate makes its own */

    struct gate_sides *sides;       /* found; the plan is about them */
    const char *baseline;           /* path of a stored result that is the base; NULL: both sides are measured */
    const char *metric;             /* "cpu", "wall,p99"; NULL: the usual ones of each cell */
    const char *filter;             /* of cells; NULL: all */
    const char *policy;             /* path of a gate.json; NULL: the one found upwards, if any */
    double tolerance;               /* a share that is both margins; 0: those of the profile */
    const struct gate_profile *profile;
    bool duet; /* both sides at once, where there are processors for both and they agree better so */
    bool control, anytime, strict, bisect, quiet;
};

/* Measures and decides. Returns the exit status as `strict` and `bisect` map it. When it is not the record's, `error` has the
 * sentence. */
int gate_command(const struct gate_options *options, struct yoke_error *error);

/* Decides again from the pairs of a stored record, and writes `format` to the target: the same bytes as the gate itself. */
int gate_again(const char *path, const struct yoke_report *format, const struct yoke_target *target, bool strict,
               bool bisect, struct yoke_error *error);

/* What a record's exit status (0 to 6, or 128 + n) becomes: undecided is let pass unless `strict`. For git bisect run: 0 good, 1
 * bad, 125 cannot be judged, 128 and more ends the search. */
int gate_exit_map(int status, bool strict, bool bisect);

#endif
