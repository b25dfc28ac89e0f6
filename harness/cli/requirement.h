/* SPDX-License-Identifier: MIT */
/* What --require can ask of a machine before anything runs: one table, for the option, for help, and for the doctor, whose
 * findings are the evidence. */
#ifndef REQUIREMENT_H
#define REQUIREMENT_H

#include "doctor_checks.h"
#include "plan.h"
#include "request_errors.h"
#include "verb.h"

struct wish;

/* One word. */
struct requirement {
    const char *word;     /* "no-quota"; NULL ends the table */
    const char *argument; /* what follows its "=", for help: "COUNT"; NULL: nothing */
    const char *summary;  /* one line: what holds when it is met */
    doctor_examine *checks[2]; /* met when they find nothing; NULL: `meet` decides */
    /* Fills in what was found, and the remedy, when it is not met. */
    bool (*meet)(const struct doctor_options *options, const struct plan *plan, struct wish *wish, struct doctor_check *check);
};

extern const struct requirement requirements[];

/* The word that asks for what this check of the doctor looks at; NULL: none does. */
const char *requirement_of_check(doctor_examine *check);

/* Reads "quiet,cpus=4", again and again. Returns 0, or -EINVAL with a sentence for a word there is not or an argument that
 * is missing, superfluous or no number. */
int requirements_read(const struct verb_texts *texts, struct request_errors *errors);

/* Does the machine meet all of them, read before? `options` as for the doctor, of its facilities the share of steal only.
 * Returns 0, or -EPERM with one sentence: the first that is not met, what was found, what mends it. */
int requirements_meet(const struct verb_texts *texts, const struct doctor_options *options, const struct plan *plan,
                      struct yoke_error *error);

/* The page of help. Returns 0. */
int requirements_write(FILE *stream);

#endif
