/* SPDX-License-Identifier: MIT */
/* The verb report: a stored record, or several compared, in another form. Reads, and runs nothing that measures. */
#ifndef REPORT_COMMAND_H
#define REPORT_COMMAND_H

#include "report_choice.h"
#include "stored.h"

struct report_options {
    const char *const *paths; /* of `path_count` records, at least one */
    size_t path_count;
    const struct stored_rule *rule;     /* how they are compared; NULL: there is one record, shown by itself */
    const struct report_choice *choice; /* at least one */
    const char *output;                 /* a file, a folder or "-"; NULL: not said */
    struct yoke_target target;          /* standard output and notes; its folders are not read */
    bool strict;                        /* what could not be made is exit status 1 */
};

/* One text report goes to standard output or into the file `output`; several, and those that write files, into the
 * folder `output`, which is made, or the record's own; results/comparison for a comparison. A record is analysed anew
 * from its samples first, as `yoke check` does, so that records of other programs serve too. Returns the exit status
 * (enum yoke_exit), with a sentence unless it is done or something was lacking, which the notes have said. */
int report_command(const struct report_options *options, struct yoke_error *error);

/* Gives back the record that the page at `path` carries, byte for byte, to standard output or the file `output`. */
int report_extract(const char *path, const char *output, struct yoke_error *error);

#endif
