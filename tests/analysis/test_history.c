/* SPDX-License-Identifier: MIT */
/* Histories of paired ratios, made with a known change or none. */
#include "history.h"

#include <errno.h>
#include <stdlib.h>

#include "made_history.h"

static struct history_sum judge(struct record *record, const struct history_rules *rules)
{
    struct history_sum sum;
    assert_int_equal(history_judge(record, rules, &sum), 0);
    return sum;
}

static void a_step_of_2_percent_among_outliers_is_found_within_3_commits(void **state)
{
    (void)state;
    size_t found = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct record *record = made_history_record(&(struct made_history){seed, 100, 60, 0.02, 0.05}, 1);
        judge(record, &history_rules_default);
        const struct yoke_history_series *series = record->facts.history;
        found += series->step_count == 1 && series->steps[0].at >= 57 && series->steps[0].at <= 63 &&
                 series->state == YOKE_HISTORY_REGRESSED;
        record_free(record);
    }
    assert_true(found >= 95);
}

static void a_flat_history_of_1000_commits_has_no_step(void **state)
{
    (void)state;
    size_t steps = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct record *record = made_history_record(&(struct made_history){seed, 1000, 0, 0, 0.05}, 1);
        const struct history_sum sum = judge(record, &history_rules_default);
        steps += record->facts.history->step_count;
        assert_int_equal(sum.states[YOKE_HISTORY_STEADY] + sum.states[YOKE_HISTORY_REGRESSED] +
                             sum.states[YOKE_HISTORY_IMPROVED], 1);
        record_free(record);
    }
    assert_int_equal(steps, 0);
}

static void the_step_has_its_commit_its_size_and_the_newest_level(void **state)
{
    (void)state;
    struct record *record = made_history_record(&(struct made_history){1, 100, 60, 0.05, 0}, 1);
    judge(record, &history_rules_default);
    const struct yoke_history_series *series = record->facts.history;
    assert_int_equal(series->step_count, 1);
    assert_int_equal(series->steps[0].at, 60);
    assert_string_equal(series->steps[0].commit, "c0060");
    assert_near(series->steps[0].after / series->steps[0].before, 1.05, 0.003);
    assert_near(series->level, series->steps[0].after, 1e-12);
    record_free(record);
}

static void a_step_down_is_an_improvement(void **state)
{
    (void)state;
    struct record *record = made_history_record(&(struct made_history){1, 100, 60, -0.05, 0}, 1);
    const struct history_sum sum = judge(record, &history_rules_default);
    assert_int_equal(sum.states[YOKE_HISTORY_IMPROVED], 1);
    record_free(record);
}

static void a_change_up_to_the_known_commit_is_known(void **state)
{
    (void)state;
    struct record *record = made_history_record(&(struct made_history){1, 100, 60, 0.05, 0}, 1);
    struct history_rules rules = history_rules_default;
    rules.since = "c0060";
    assert_int_equal(judge(record, &rules).states[YOKE_HISTORY_STEADY], 1);
    assert_true(record->facts.history->steps[0].known);
    rules.since = "c0059";
    assert_int_equal(judge(record, &rules).states[YOKE_HISTORY_REGRESSED], 1);
    assert_false(record->facts.history->steps[0].known);
    record_free(record);
}

static void a_known_commit_that_no_series_has_is_an_error(void **state)
{
    (void)state;
    struct record *record = made_history_record(&(struct made_history){1, 20, 0, 0, 0}, 1);
    struct history_rules rules = history_rules_default;
    struct history_sum sum;
    rules.since = "d00d";
    assert_int_equal(history_judge(record, &rules, &sum), -ENOENT);
    record_free(record);
}

static void five_points_are_too_few_to_prove_anything(void **state)
{
    (void)state;
    struct record *record = made_history_record(&(struct made_history){1, 5, 2, 0.5, 0}, 1);
    assert_int_equal(judge(record, &history_rules_default).states[YOKE_HISTORY_SHORT], 1);
    record_free(record);
}

static void changes_of_absolute_times_are_sought_only_when_asked_for(void **state)
{
    (void)state;
    struct record *record = made_history_record(&(struct made_history){1, 100, 60, 0.05, 0}, 1);
    struct history_rules rules = history_rules_default;
    record->facts.history->base = NULL;
    assert_int_equal(judge(record, &rules).states[YOKE_HISTORY_ABSOLUTE], 1);
    assert_int_equal(record->facts.history->step_count, 0);
    rules.absolute = true;
    assert_int_equal(judge(record, &rules).states[YOKE_HISTORY_REGRESSED], 1);
    record_free(record);
}

/* With 20 times the noise some of these series have a step by luck that 199 shuffles of it alone would believe. */
static void the_level_holds_for_all_series_together(void **state)
{
    (void)state;
    enum { SERIES = 200, POINTS = 1000 };
    struct made_history made[SERIES];
    for (uint64_t i = 0; i < SERIES; i++)
        made[i] = (struct made_history){1000 + i, POINTS, 0, 0, 0};
    struct record *record = made_history_record(made, SERIES);
    size_t alone = 0;
    for (size_t i = 0; i < SERIES; i++)
        for (size_t k = 0; k < POINTS; k++)
            record->facts.history[i].points[k].value += 19 * (record->facts.history[i].points[k].value - 1);
    struct yoke_history_series *const all = record->facts.history;
    record->facts.history_count = 1;
    for (size_t i = 0; i < SERIES; i++) {
        record->facts.history = &all[i];
        alone += judge(record, &history_rules_default).states[YOKE_HISTORY_STEADY] == 0;
    }
    record->facts.history = all;
    record->facts.history_count = SERIES;
    assert_true(alone > 0);
    assert_int_equal(judge(record, &history_rules_default).states[YOKE_HISTORY_STEADY], SERIES);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_of_2_percent_among_outliers_is_found_within_3_commits),
        cmocka_unit_test(a_flat_history_of_1000_commits_has_no_step),
        cmocka_unit_test(the_step_has_its_commit_its_size_and_the_newest_level),
        cmocka_unit_test(a_step_down_is_an_improvement),
        cmocka_unit_test(a_change_up_to_the_known_commit_is_known),
        cmocka_unit_test(a_known_commit_that_no_series_has_is_an_error),
        cmocka_unit_test(five_points_are_too_few_to_prove_anything),
        cmocka_unit_test(changes_of_absolute_times_are_sought_only_when_asked_for),
        cmocka_unit_test(the_level_holds_for_all_series_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
