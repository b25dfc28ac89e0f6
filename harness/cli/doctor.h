/* SPDX-License-Identifier: MIT */
/* `yoke doctor`: is this machine fit to measure, what is missing, and which command would mend it. Changes nothing. */
#ifndef DOCTOR_H
#define DOCTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "counters.h"
#include "facilities.h"
#include "yoke/error.h"
#include "yoke/record.h"

/* Everything pointed to outlives the call. */
struct doctor_options {
    const struct yoke_machine *machine;
    const struct counter_group *counters;
    const struct facilities *facilities;
    const struct yoke_build *build; /* NULL: not known, then not checked */
    bool utf8;                      /* the user's locale is a UTF-8 one */
    bool color;                     /* the stream understands ANSI colours */
    FILE *stream;
};

enum doctor_state {
    DOCTOR_OK,
    DOCTOR_NOTE,    /* measures less, or less steadily, than it could */
    DOCTOR_PROBLEM, /* figures from this machine are not worth much as it is */
};

/* One finding. The three texts below `found` are constant, and NULL when the state is ok. */
struct doctor_check {
    const char *name; /* stable: "counters", "quota", … */
    enum doctor_state state;
    char found[512];       /* what was found */
    const char *why;       /* why it matters */
    const char *remedy;    /* the exact command that mends it, or what else does */
    const char *meanwhile; /* what yoke does as long as nobody mends it */
    const char *require;   /* the word of --require that refuses to run instead; NULL: there is none */
};

enum { DOCTOR_CHECKS_MOST = 24 };

/* Fills `checks` (DOCTOR_CHECKS_MOST entries, the caller's) and returns how many there are. Uses `stream` and `color`
 * for nothing. */
size_t doctor_checks(const struct doctor_options *options, struct doctor_check checks[]);

const char *doctor_state_name(enum doctor_state state); /* "ok", "note", "problem" */

/* Prints the checks for people, and how many of each state there are. Returns 0, or -EIO with a sentence. */
int doctor_show(const struct doctor_options *options, struct yoke_error *error);

#endif
