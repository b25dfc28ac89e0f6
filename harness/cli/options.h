/* SPDX-License-Identifier: MIT */
/* The command line, read: which verb, with which options. What belongs to a plan goes straight into the request. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "request.h"
#include "terminal.h"
#include "verb.h"

#include <stdbool.h>

/* How the program ends; a run that a signal ended gives 128 + its number. */
enum yoke_exit {
    YOKE_EXIT_DONE = 0,
    YOKE_EXIT_FAILED = 1,  /* something failed: a worker crashed, a wrong answer, an internal error */
    YOKE_EXIT_USAGE = 2,   /* usage or plan error; nothing was run */
    YOKE_EXIT_SLOWER = 3,  /* gate: slower than the tolerance */
    YOKE_EXIT_UNDECIDED = 4, /* gate --strict: undecided; check --strict: there is something to be careful about */
    YOKE_EXIT_NOTHING = 5, /* nothing was selected or nothing was measured */
    YOKE_EXIT_REFUSED = 6, /* the machine does not meet what was required of it, and nothing was run; gate: it was unfit to say */
};

/* Texts belong to argv. */
struct options {
    /* given */
    const struct yoke_catalogue *catalogue;
    struct request *request; /* gets every setting of the plan, overriding a plan file */

    /* found */
    const struct verb *verb; /* NULL: no arguments at all, or --version. VERB --help is the verb help about that verb */
    bool version;            /* --version */
    const char *plan_file;   /* verbs with a plan: to be read with request_read_file; NULL: none */
    const char **arguments;  /* those without a dash; NULL: none; verbs with a plan have none */
    size_t argument_count;
    void *settings;          /* of the verb itself: the type that verb_NAME.c declares */

    /* options that verbs share */
    const char *format_name;          /* --format as written; NULL: not given */
    const struct yoke_report *format; /* the text report for stdout: that one, "json" with --json, "table" otherwise */
    bool json;                        /* one JSON document and nothing else on stdout */
    bool quiet;                       /* no progress on stderr */
    bool strict;
    struct verb_texts plugins; /* --plugin, as written; program.c has loaded them beforehand */
    unsigned color; /* enum terminal_color */
    struct {
        unsigned by, profile;           /* enum compare_by; index in gate_profiles */
        const char *reference, *metric; /* NULL: the first side; the usual ones */
        const char *filter;             /* words that the names of cells hold; NULL: all cells */
    } compare;                          /* how several results are compared */
    bool help;
};

/* Reads the command line without its first word into `options`, of which the caller has filled in what is given.
 * Returns 0, or -EINVAL with a sentence (the first mistake ends the reading), or -ENOMEM. Release in every case. */
int options_parse(struct options *options, int count, char *const arguments[], struct request_errors *errors);

/* Frees what options_parse made; not the request. */
void options_release(struct options *options);

/* --- for help -------------------------------------------------------------------------------------------- */

/* An option of one verb: a setting of the plan (`key` is not NULL), or one of the command line alone (`own` is not). */
struct options_flag {
    const char *name;     /* without its dashes */
    char letter;          /* '\0': none */
    const char *argument; /* what follows it; NULL: nothing */
    const char *group;
    const char *summary;
    const char *fallback; /* without it; NULL: nothing to say */
    const struct request_key *key;
    const struct verb_flag *own;
    bool shared; /* `own` sets a member of struct options */
};

/* Fills in the option of `verb` at `index`, in the order of help. Returns false past the last one. */
bool options_flag_at(const struct verb *verb, size_t index, struct options_flag *flag);

#endif
