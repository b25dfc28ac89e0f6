/* SPDX-License-Identifier: MIT */
/* What `yoke tune` was asked for, and how it ends: with a sentence, or with lines for another program. */
#ifndef TUNE_H
#define TUNE_H

#include <stdbool.h>

#include "habits.h"
#include "yoke/report.h"

/* Texts belong to argv. */
struct tune_settings {
    double theta, efficiency; /* 0: not asked for, like the next two */
    uint64_t p99_ns, memory_bytes;
    const char *export;  /* "env:NAMES"; NULL: nothing */
    const char *from;    /* a record, in place of measuring; NULL: measure */
    const char *compare; /* another record; NULL: none */
};

/* A rule with the habits that it points to. */
struct tune_rule {
    struct recommend_rule rule; /* its habits are those below: tune_rule_fill makes it so, a copy breaks it */
    struct recommend_habit habits[HABITS_MOST];
};

/* The rule for a machine with these processors. */
void tune_rule_fill(struct tune_rule *rule, const struct tune_settings *settings, const struct yoke_cpus *cpus);

struct tune_ending {
    const struct tune_settings *settings;
    const struct yoke_report *format; /* that stdout shows; NULL: none */
    bool quiet;
};

/* Says the last word about a record with advice: a sentence for each work, on stdout below a table and on stderr beside
 * all else, and what --export asks for, on stdout. `own` is a struct tune_ending. Returns 0 or an exit status with a
 * sentence. */
int tune_end(void *own, const struct yoke_record *record, struct yoke_error *error);

/* The report that stdout shows: with --export none. */
const struct yoke_report *tune_format(const struct tune_settings *settings, const struct yoke_report *format);

#endif
