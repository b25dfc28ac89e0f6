/* SPDX-License-Identifier: MIT */
/* What the parts of the parser share. Private to options*.c. */
#ifndef OPTIONS_PRIVATE_H
#define OPTIONS_PRIVATE_H

#include "options.h"
#include "request_keys.h"

/* Where the reading stands. */
struct options_parser {
    struct options *options;
    struct request_errors *errors;
    char *const *arguments;
    int count, at;
    const char *verb;       /* as written */
    bool options_ended;     /* after "--" */
    const char *positional; /* verbs with a plan: the workload or the plan file; NULL: none yet */
};

/* Takes a word that begins with a dash, and its value. Returns 0, or -EINVAL with a sentence, or -ENOMEM. */
int options_take_flag(struct options_parser *parser, const char *word);

/* Puts `value` (NULL for a switch) of the option written as `name` where it belongs, below `base`. Returns as above. */
int options_take_value(const struct verb_flag *flag, const char *name, const char *value, void *base,
                       struct request_errors *errors);

/* The report that --format and --json ask for. Returns 0, or -EINVAL with a sentence. */
int options_choose_format(struct options_parser *parser);

/* Names the command that shows the options of a verb. */
void options_hint(struct request_error *error, const char *verb);

#endif
