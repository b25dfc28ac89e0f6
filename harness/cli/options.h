/* SPDX-License-Identifier: MIT */
/* The command line, read: which verb, with which options. What belongs to a plan goes straight into the request. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "request.h"

#include <stdbool.h>

/* How the program ends; a run that a signal ended gives 128 + its number. */
enum yoke_exit {
    YOKE_EXIT_DONE = 0,
    YOKE_EXIT_FAILED = 1,  /* something failed: a worker crashed, a wrong answer, an internal error */
    YOKE_EXIT_USAGE = 2,   /* usage or plan error; nothing was run */
    YOKE_EXIT_UNDECIDED = 4, /* check --strict: there is something to be careful about */
    YOKE_EXIT_NOTHING = 5, /* nothing was selected or nothing was measured */
};

enum options_verb {
    OPTIONS_RUN,
    OPTIONS_LIST,
    OPTIONS_TOPO,
    OPTIONS_DOCTOR,
    OPTIONS_PLAN,
    OPTIONS_CHECK,
    OPTIONS_STATS,
    OPTIONS_HELP,
    OPTIONS_VERBS,   /* how many there are */
    OPTIONS_NOTHING, /* no arguments at all */
    OPTIONS_VERSION, /* --version */
};

enum options_color { OPTIONS_COLOR_AUTO, OPTIONS_COLOR_ALWAYS, OPTIONS_COLOR_NEVER };

/* Plain data; texts belong to argv. */
struct options {
    /* given */
    const struct yoke_catalogue *catalogue;
    struct request *request; /* gets every setting of the plan, overriding a plan file */

    /* found */
    enum options_verb verb; /* VERB --help is OPTIONS_HELP with the verb as topic */
    const char *plan_file;  /* run, plan: to be read with request_read_file; NULL: none */
    const char *topics[2];  /* list: what to list; help: about what; check: the record; stats: the file */
    size_t topic_count;
    const struct yoke_report *format; /* run: the text report on stdout, "table" unless told otherwise */
    bool json;                        /* run: the report "json" and nothing else on stdout; plan: no comments;
                                       * doctor: its checks; stats: its figures */
    double margin;                    /* stats: of equivalence, a share; 0.03 unless told otherwise */
    bool dry_run, yes, quiet, strict;
    enum options_color color;
};

/* Reads the command line without its first word into `options`, of which the caller has filled in what is given.
 * Returns 0, or -EINVAL with a sentence (the first mistake ends the reading), or -ENOMEM. */
int options_parse(struct options *options, int count, char *const arguments[], struct request_errors *errors);

/* --- the tables, for help -------------------------------------------------------------------------------- */

/* A verb. */
struct options_verb_facts {
    const char *name;
    const char *usage;   /* its arguments: "WORKLOAD|PLAN.json [options]" */
    const char *summary; /* one line */
    const char *more;    /* a few sentences */
};

/* An option: a setting of the plan (`key` is not NULL), or one of the command line alone. */
struct options_flag {
    const char *name;     /* without its dashes */
    char letter;          /* '\0': none */
    const char *argument; /* what follows it; NULL: nothing */
    const char *group;
    const char *summary;
    const char *fallback; /* without it; NULL: nothing to say */
    unsigned verbs;       /* bit 1 << verb for every verb that takes it */
    const struct request_key *key;
};

const struct options_verb_facts *options_verb_facts(enum options_verb verb);

/* Fills in the option at `index`, in the order of help. Returns false past the last one. */
bool options_flag_at(size_t index, struct options_flag *flag);

#endif
