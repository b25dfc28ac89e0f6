/* SPDX-License-Identifier: MIT */
/* The rules by which others call a candidate slower, on the same pairs that the gate took. */
#ifndef USUAL_RULES_H
#define USUAL_RULES_H

#include <stdbool.h>
#include <stddef.h>

enum usual_rule {
    USUAL_HYPERFINE, /* the ratio of the means is above 1 by more than its standard deviation, as hyperfine prints it */
    USUAL_COMPARE,   /* Mann-Whitney, two-sided 5 %, as Google Benchmark's compare.py; and the candidate is slower */
    USUAL_MEAN,      /* the ratio of the means is above 1.05 */
    USUAL_RULES,     /* how many */
};
extern const char *const usual_rule_names[USUAL_RULES];

/* Which of them call the candidate slower. */
void usual_rules_ask(const double base[], const double candidate[], size_t count, bool slower[USUAL_RULES]);

#endif
