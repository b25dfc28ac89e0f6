/* SPDX-License-Identifier: MIT */
/* Stored results, read and analysed anew: the same file always says the same, and records of other programs serve too.
 */
#ifndef STORED_H
#define STORED_H

#include <stddef.h>

#include "compare.h"
#include "options.h"

/* One result. Returns YOKE_EXIT_DONE and a record to be freed with record_free, or another exit status with a sentence.
 */
int stored_open(const char *path, struct record **record, struct yoke_error *error);

/* Several results and what they come to beside each other. */
struct stored_comparison {
    struct compare_source *sources; /* `count` of them, like the records */
    struct record **records;
    size_t count;
    char *metrics; /* their names, which the comparison points into */
    struct compare compare;
};

/* How to compare: the members of struct compare_options without its sources. */
struct stored_rule {
    enum compare_by by;
    const char *reference;              /* NULL: the first */
    const struct gate_profile *profile; /* its margins */
    const char *metrics;                /* names between commas; NULL: the gate's usual ones */
    const char *filter;                 /* only cells that pass it (core/cell_filter.h); NULL: all */
};

/* What the options that verbs share ask for (VERB_COMPARE). */
struct stored_rule stored_rule_of(const struct options *options);

/* Do the arguments and options of such a verb go together? Returns 0, or -EINVAL with a sentence. */
int stored_rule_check(const struct options *options, struct request_errors *errors);

/* Says that the report asked for by `option` cannot show a comparison, and which ones can. Returns -EINVAL. */
int stored_report_refuse(const struct yoke_catalogue *catalogue, const char *option, const struct yoke_report *report,
                         struct request_errors *errors);

/* Do they ask for a comparison at all? Of one result only its parts can be compared. */
bool stored_rule_compares(const struct options *options);

/* Reads the results at `paths` (which outlive the comparison) and compares them. Returns an exit status, with a
 * sentence unless it is YOKE_EXIT_DONE; YOKE_EXIT_NOTHING: they have no cell in common. Release it in every case. */
int stored_compare(const char *const paths[], size_t count, const struct stored_rule *rule,
                   struct stored_comparison *comparison, struct yoke_error *error);
void stored_comparison_release(struct stored_comparison *comparison);

#endif
