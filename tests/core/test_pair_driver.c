/* SPDX-License-Identifier: MIT */
/* The driver of pairs: when it ends, and what it keeps of sides that fail. */
#include "pair_trial.h"

/* The letters in the order in which the scripts were started. */
static void log_read(const struct trial *trial, char letters[512])
{
    char line[8];
    size_t count = 0;
    FILE *file = fopen(trial->log, "re");
    while (file && count < 511 && fgets(line, sizeof line, file))
        letters[count++] = line[0];
    letters[count] = '\0';
    if (file)
        fclose(file);
}

static void pairs_go_on_until_the_cell_is_decided_in_the_order_of_the_coin(void **state)
{
    (void)state;
    static const struct {
        unsigned long candidate_ns;
        enum yoke_verdict_word word;
        uint64_t exit;
    } cases[] = {{10000000, YOKE_UNCHANGED, 0}, {10800000, YOKE_REGRESSED, 3}, {9200000, YOKE_IMPROVED, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char letters[512];
        struct trial trial = trial_begin(10000000, cases[i].candidate_ns, "", "");
        trial_run(&trial, false, 0);
        const struct yoke_record *facts = &trial.record->facts;
        assert_int_equal(facts->verdicts[0].word, cases[i].word);
        assert_int_equal(facts->verdicts[0].pairs, 12); /* the first look is enough */
        assert_int_equal(facts->exit, cases[i].exit);
        assert_string_equal(facts->stopped_by, "decided");
        assert_true(facts->complete);
        log_read(&trial, letters);
        assert_int_equal(strlen(letters), 24);
        for (size_t pair = 0; pair < 12; pair++) {
            const bool candidate_first = gate_order_coin(SEED, 0, pair);
            assert_int_equal(letters[2 * pair], candidate_first ? 'c' : 'b');
            assert_int_equal(letters[2 * pair + 1], candidate_first ? 'b' : 'c');
            for (size_t side = 0; side < 2; side++) {
                assert_int_equal(facts->cells[side].samples[pair].block, pair);
                assert_int_equal(facts->cells[side].samples[pair].order, 2 * pair + (side ? !candidate_first : candidate_first));
            }
        }
        trial_end(&trial);
    }
}

static void a_side_that_fails_ends_its_cell_and_no_more_of_it_is_started(void **state)
{
    (void)state;
    char letters[512];
    struct trial trial = trial_begin(10000000, 10000000, "", "[ $(grep -c c \"${0%/*}/log\") -lt 3 ] || exit 9");
    trial_run(&trial, false, 0);
    const struct yoke_cell *cells = trial.record->facts.cells;
    assert_int_equal(cells[1].status, YOKE_CELL_FAILED);
    assert_non_null(strstr(cells[1].reason, "exited with status 9"));
    assert_int_equal(trial.record->facts.exit, 1);
    assert_int_equal(cells[1].sample_count, 2); /* those before are kept */
    log_read(&trial, letters);
    size_t candidates = 0;
    for (const char *letter = letters; *letter; letter++)
        candidates += *letter == 'c';
    assert_int_equal(candidates, 3);
    trial_end(&trial);
}

static void a_side_whose_file_changes_is_not_measured_on(void **state)
{
    (void)state;
    struct trial trial = trial_begin(10000000, 10000000, "[ $(grep -c b \"${0%/*}/log\") -ne 3 ] || echo : >>\"${0%/*}/candidate\"", "");
    trial_run(&trial, false, 0);
    const struct yoke_cell *candidate = &trial.record->facts.cells[1];
    assert_int_equal(candidate->status, YOKE_CELL_FAILED);
    assert_non_null(strstr(candidate->reason, "changed while it was measured"));
    assert_int_equal(trial.record->facts.exit, 1);
    trial_end(&trial);
}

static void against_a_stored_base_only_the_candidate_is_started(void **state)
{
    (void)state;
    char letters[512];
    struct trial trial = trial_begin(10000000, 12000000, "", "");
    unlink(trial.base); /* nobody looks for it */
    trial_run(&trial, true, 20);
    assert_int_equal(trial.record->facts.verdicts[0].word, YOKE_REGRESSED);
    assert_near(trial.record->facts.verdicts[0].ratio.value, 1.2, 1e-9);
    assert_int_equal(trial.record->facts.cells[0].sample_count, 20);
    log_read(&trial, letters);
    assert_string_equal(letters, "cccccccccccc");
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_go_on_until_the_cell_is_decided_in_the_order_of_the_coin),
        cmocka_unit_test(a_side_that_fails_ends_its_cell_and_no_more_of_it_is_started),
        cmocka_unit_test(a_side_whose_file_changes_is_not_measured_on),
        cmocka_unit_test(against_a_stored_base_only_the_candidate_is_started),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
