/* SPDX-License-Identifier: MIT */
/* simulate_gate [CELLS]: does the gate keep its promises? Prints the tables of docs/gate.md; the same argument always
 * prints the same. CELLS cells a row without a change (100000 unless told otherwise), a hundredth of that with one. */
#include <stdio.h>
#include <stdlib.h>

#include "gates.h"

static void table_head(const char *title)
{
    printf("\n%s\n\n| noise | true change | regressed | improved | unchanged | suites with an alarm | pairs | seconds |"
           " found in 5 s |",
           title);
    for (int peer = 0; peer < USUAL_RULES; peer++)
        printf(" %s |", usual_rule_names[peer]);
    printf("\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
}

static int row_print(const struct gates_study *study, size_t cells, struct draws *draws)
{
    struct gates_tally tally = {0};
    const size_t suites = cells / GATES_CELLS ? cells / GATES_CELLS : 1;
    const int status = gates_run(study, suites, draws, &tally);
    const double pairs = tally.pairs / (double)tally.regressed.trials;
    printf("| %s | %+g %% |", study->model->name, 100 * (study->ratio - 1));
    const struct tally *const columns[] = {&tally.regressed, &tally.improved, &tally.unchanged};
    for (size_t i = 0; i < 3; i++)
        if (study->ratio == 1 && i < 2)
            printf(" %zu of %zu |", columns[i]->hits, columns[i]->trials);
        else
            tally_print(columns[i], stdout);
    printf(" %zu of %zu | %.1f | %.1f |", tally.alarmed.hits, tally.alarmed.trials, pairs, pairs * GATES_PAIR_SECONDS);
    tally_print(&tally.in_time, stdout);
    for (int peer = 0; peer < USUAL_RULES; peer++)
        tally_print(&tally.peers[peer], stdout);
    printf("\n");
    fflush(stdout);
    return status;
}

static int profile_print(const struct gate_profile *profile, bool anytime, const double ratios[], size_t ratio_count,
                         size_t cells)
{
    char title[128];
    snprintf(title, sizeof title, "Profile %s%s: %% of cells, 50 to a suite", profile->name, anytime ? ", --anytime" : "");
    table_head(title);
    struct draws draws = {.seed = 20 + (uint64_t)(profile - gate_profiles) + 10 * anytime};
    int status = 0;
    for (size_t k = 0; k < ratio_count; k++)
        for (int model = 0; model < NOISE_MODELS && !status; model++) {
            const struct gates_study study = {&noise_models[model], profile, ratios[k], anytime};
            status = row_print(&study, ratios[k] == 1 ? cells : cells / 100, &draws);
        }
    return status;
}

int main(int count, char **arguments)
{
    static const double usual[] = {1, 1.01, 1.03, 1.05, 1.10}, fine[] = {1, 1.02, 1.03}, strict[] = {1, 1.01, 1.02};
    char *end = NULL;
    const long cells = count > 1 ? strtol(arguments[1], &end, 10) : 100000;
    if (count > 2 || (end && *end) || cells < 100) {
        fprintf(stderr, "usage: simulate_gate [CELLS], CELLS at least 100\n");
        return 2;
    }
    const size_t all = (size_t)cells;
    int status = profile_print(gate_profile_find("default"), false, usual, 5, all);
    if (!status)
        status = profile_print(gate_profile_find("default"), true, usual, 4, all / 10);
    if (!status)
        status = profile_print(gate_profile_find("coarse"), false, usual + 3, 2, all / 10);
    if (!status)
        status = profile_print(gate_profile_find("fine"), false, fine, 3, all / 10);
    if (!status)
        status = profile_print(gate_profile_find("strict"), false, strict, 3, all / 50);
    return status ? 1 : 0;
}
