/* SPDX-License-Identifier: MIT */
/* The verb check: is a stored result trustworthy? */
#ifndef CHECK_H
#define CHECK_H

#include "yoke/report.h"

struct check_options {
    const char *path;                 /* of the record */
    const struct yoke_report *format; /* how to show it, a text report */
    struct yoke_target target;        /* stream, notes and what the stream can show */
    bool strict;                      /* anything to be careful about is exit status 4 */
};

/* Loads the record, analyses it anew from its samples alone, shows it and, on target.notes, what it comes to. The same record
 * always gives the same output, and the JSON format gives back the very record that the run saved. Returns the exit status
 * (enum yoke_exit); when it is 2, `error` says what is wrong with the file. */
int check_command(const struct check_options *options, struct yoke_error *error);

/* Says aloud that a session is refused as a whole, and why; nothing where it is not. */
void check_print_rejection(const struct yoke_record *record, FILE *notes);

#endif
