/* SPDX-License-Identifier: MIT */
/* Suites of cells on noisy machines, gated by the code that the gate runs, and beside it the rules that are used instead,
 * on the same pairs. */
#ifndef GATES_H
#define GATES_H

#include "gate_test.h"
#include "noise.h"
#include "tally.h"
#include "usual_rules.h"

enum { GATES_CELLS = 50 }; /* of a suite */

struct gates_study {
    const struct noise_model *model;
    const struct gate_profile *profile;
    double ratio; /* of every cell's true times */
    bool anytime;
};

/* What came of all cells. */
struct gates_tally {
    struct tally regressed, improved, unchanged;
    struct tally alarmed;            /* suites with a regressed cell */
    struct tally in_time;            /* regressed within GATES_SECONDS */
    double pairs;                    /* sum */
    struct tally peers[USUAL_RULES]; /* cells called slower, by the pairs that the gate took */
};

/* Of a pair of two starts of 5 ms each, an iteration discarded and two timed ones of 10 ms; and what a cell may take. */
#define GATES_PAIR_SECONDS 0.070
#define GATES_SECONDS      5.0

/* Gates `suites` suites and adds their cells to the tally. Returns 0 or -ENOMEM. */
int gates_run(const struct gates_study *study, size_t suites, struct draws *draws, struct gates_tally *tally);

#endif
