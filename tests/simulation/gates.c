/* SPDX-License-Identifier: MIT */
/* A cell's pairs come one after the other from a machine of its own; the order within a pair is a coin's. */
#include "gates.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* One cell: the gate's test, and the times it saw, for the others. */
struct cell {
    struct gate_test test;
    double base[GATE_PAIRS_MOST], candidate[GATE_PAIRS_MOST];
};

static void cell_gate(struct cell *cell, const struct gates_study *study, const struct gate_rule *rule,
                      struct draws *draws)
{
    const struct gate_margins margins = {study->profile->delta, study->profile->theta};
    struct noise_machine machine;
    noise_begin(&machine, study->model, draws, 2 * gate_rule_pairs_most(rule));
    cell->test = gate_test_begin(&margins);
    while (!gate_test_over(&cell->test, rule)) {
        const size_t at = cell->test.count;
        const bool candidate_first = draws_below(draws, 2);
        const double first = noise_start(&machine), second = noise_start(&machine);
        cell->base[at] = candidate_first ? second : first;
        cell->candidate[at] = study->ratio * (candidate_first ? first : second);
        gate_test_add(&cell->test, rule, log(cell->candidate[at]) - log(cell->base[at]));
    }
}

static void peers_count(const struct cell *cell, struct tally peers[USUAL_RULES])
{
    bool slower[USUAL_RULES];
    usual_rules_ask(cell->base, cell->candidate, cell->test.count, slower);
    for (int rule = 0; rule < USUAL_RULES; rule++)
        tally_event(&peers[rule], slower[rule]);
}

static void suite_count(struct cell cells[], struct gates_tally *tally)
{
    bool any = false;
    for (size_t i = 0; i < GATES_CELLS; i++) {
        const struct gate_test *test = &cells[i].test;
        const bool regressed = test->claim == GATE_REGRESSED;
        any |= regressed;
        tally_event(&tally->regressed, regressed);
        tally_event(&tally->improved, test->claim == GATE_IMPROVED);
        tally_event(&tally->unchanged, test->claim == GATE_UNCHANGED);
        tally_event(&tally->in_time, regressed && (double)test->count * GATES_PAIR_SECONDS <= GATES_SECONDS);
        tally->pairs += (double)test->count;
        peers_count(&cells[i], tally->peers);
    }
    tally_event(&tally->alarmed, any);
}

int gates_run(const struct gates_study *study, size_t suites, struct draws *draws, struct gates_tally *tally)
{
    const struct gate_rule rule = gate_rule_make(study->profile, GATES_CELLS, study->anytime);
    struct cell *cells = calloc(GATES_CELLS, sizeof *cells);
    struct gate_test *tests[GATES_CELLS];
    int status = cells ? 0 : -ENOMEM;
    for (size_t suite = 0; suite < suites && !status; suite++) {
        for (size_t i = 0; i < GATES_CELLS; i++) {
            cell_gate(&cells[i], study, &rule, draws);
            tests[i] = &cells[i].test;
        }
        status = gate_tests_settle(tests, GATES_CELLS, &rule);
        if (!status)
            suite_count(cells, tally);
    }
    free(cells);
    return status;
}
