/* SPDX-License-Identifier: MIT */
/* What the table of options and the parser share. Private to options*.c. */
#ifndef OPTIONS_PRIVATE_H
#define OPTIONS_PRIVATE_H

#include "options.h"
#include "request_keys.h"

/* Options that are no settings of a plan; their index behind the keys. */
enum options_own {
    OPTIONS_FORMAT,
    OPTIONS_JSON,
    OPTIONS_DRY_RUN,
    OPTIONS_YES,
    OPTIONS_QUIET,
    OPTIONS_COLOR,
    OPTIONS_STRICT,
    OPTIONS_MARGIN,
    OPTIONS_HELP_FLAG,
    OPTIONS_OWN_FLAGS, /* how many */
};

/* Where the reading stands. */
struct options_parser {
    struct options *options;
    struct request_errors *errors;
    char *const *arguments;
    int count, at;
    const char *verb;       /* as written */
    bool help;              /* VERB --help */
    bool options_ended;     /* after "--" */
    const char *positional; /* run, plan: the workload or the plan file; NULL: none yet */
};

/* Takes a word that begins with a dash, and its value. Returns 0, or -EINVAL with a sentence, or -ENOMEM. */
int options_take_flag(struct options_parser *parser, const char *word);

/* The report of this name that writes to a stream, or NULL. */
const struct yoke_report *options_text_report(const struct yoke_catalogue *catalogue, const char *name);

/* Names the command that shows the options of a verb. */
void options_hint(struct request_error *error, const char *verb);

#endif
