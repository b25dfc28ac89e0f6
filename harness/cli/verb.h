/* SPDX-License-Identifier: MIT */
/* A verb of the command line: one file verb_NAME.c with one descriptor at its end, and one line in verbs.def. Its options,
 * its help and the checks of its arguments follow from the descriptor. */
#ifndef VERB_H
#define VERB_H

#include "request.h"

#include <stdbool.h>
#include <stdio.h>

struct help_about;
struct options;
struct program;

/* What the value of an option is, and the type of the member that it sets. */
enum verb_value {
    VERB_SWITCH, /* none: bool */
    VERB_TEXT,   /* any text: const char *, which belongs to argv */
    VERB_TEXTS,  /* any text, again and again: struct verb_texts */
    VERB_WORD,   /* one of `words`: unsigned, its index */
    VERB_SHARE,  /* "3%", above 0% and below 100%: double, 0.03 */
    VERB_NUMBER, /* in `unit`, `least` to `most`: uint64_t, base units */
};

/* What an option that may come several times has collected; owned by struct options. */
struct verb_texts {
    const char **texts; /* `count` of them; each belongs to argv */
    size_t count;
};

/* An option that is no setting of a plan. */
struct verb_flag {
    const char *name;     /* without its dashes; NULL ends a table */
    char letter;          /* '\0': none */
    const char *argument; /* what follows it, for help: "SHARE"; NULL: nothing */
    const char *group;    /* of options, for help; NULL: "Output" */
    const char *summary;  /* one line */
    const char *fallback; /* what holds without it, for help; NULL: nothing to say */
    const char *example;  /* VERB_SHARE: what a refusal proposes, where the fallback is no share; NULL: 3% */
    enum verb_value value;
    size_t offset; /* of the member it sets: in the verb's own settings; of a flag that verbs share, in struct options */
    const char *const *words; /* VERB_WORD: ended by NULL */
    enum yoke_unit unit;      /* VERB_NUMBER, like the next two */
    uint64_t least, most;     /* most 0: no limit */
};

/* Options that several verbs take in the same words. */
enum verb_shared {
    VERB_FORMAT = 1 << 0, /* --format: the report on stdout */
    VERB_JSON = 1 << 1,
    VERB_COLOR = 1 << 2,
    VERB_QUIET = 1 << 3,
    VERB_STRICT = 1 << 4,
    VERB_HELP = 1 << 5,   /* every verb takes it, and the next */
    VERB_PLUGIN = 1 << 6,
    VERB_COMPARE = 1 << 7, /* --by, --reference, --profile, --metric, --filter: how several results are compared */
};

struct verb {
    const char *name;
    const char *usage;   /* its arguments: "WORKLOAD|PLAN.json [options]" */
    const char *summary; /* one line */
    const char *more;    /* a few sentences; NULL: nothing more to say */
    void (*examples)(const struct help_about *about, FILE *stream); /* lines of them; NULL: its bare name */

    /* its arguments */
    bool plan;           /* they name a workload or a plan file, and it takes the settings of a plan */
    size_t least, most;  /* how many; not read where `plan` is set */
    const char *missing; /* the sentence for fewer than `least` */

    /* its options */
    unsigned shared;               /* enum verb_shared */
    const struct verb_flag *flags; /* its own; NULL: none */
    const void *defaults;          /* of its own settings, `settings_bytes` of them; NULL: it has none */
    size_t settings_bytes;

    bool machine; /* it wants program->topology, ->environment and ->machine */

    /* What only the whole command line tells; NULL: nothing. Returns 0, or -EINVAL with a sentence in `errors`. */
    int (*check)(struct options *options, struct request_errors *errors);

    /* Does it. Returns the exit status; every sentence has been printed. */
    int (*run)(struct program *program);
};

/* In the order of help; ends with NULL. */
extern const struct verb *const verbs[];

/* The verb of this name, or NULL. */
const struct verb *verb_find(const char *name);

#endif
