/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <math.h>

#include "recommend_sentence.h"

static struct yoke_default habits[] = {{"one", 1, {0.9, 0.89, 0.91}},
                                       {"py313", 6, {0.62, 0.6, 0.64}},
                                       {"cpus", 2, {0.5, NAN, NAN}},
                                       {"libuv", 4, {NAN, NAN, NAN}}};

static struct yoke_advice advice_made(void)
{
    return (struct yoke_advice){.workload = "io_http",
                                .executor = "pthread",
                                .workers = 16,
                                .low = 16,
                                .high = 64,
                                .best = 48,
                                .candidate = 16,
                                .candidate_loss = {0.02, NAN, NAN},
                                .objective = "throughput",
                                .target = NAN,
                                .theta = 0.05,
                                .rate = {1000, NAN, NAN},
                                .chosen = true,
                                .decided = true,
                                .defaults = habits,
                                .default_count = 4};
}

static void sentence_of(struct yoke_advice *advice, char text[RECOMMEND_SENTENCE_BYTES])
{
    const struct yoke_record record = {.advice = advice, .advice_count = 1};
    recommend_sentence(&record, 0, text);
}

static void it_says_what_to_set_and_what_the_worst_habit_would_lose(void **state)
{
    (void)state;
    char text[RECOMMEND_SENTENCE_BYTES];
    struct yoke_advice advice = advice_made();
    sentence_of(&advice, text);
    assert_string_equal(
        text, "io_http: set 16 workers on pthread: the fewest proven within 5 % of the best, and up to 64 are "
              "as good; ThreadPoolExecutor since 3.13 (6) would lose 62 % [60..64].");
}

static void a_width_that_may_not_be_wide_enough_is_said_to_be_the_widest(void **state)
{
    (void)state;
    char text[RECOMMEND_SENTENCE_BYTES];
    struct yoke_advice advice = advice_made();
    advice.bounded_by = "widths";
    advice.high = 16;
    advice.default_count = 0;
    sentence_of(&advice, text);
    assert_string_equal(text, "io_http: set 16 workers on pthread: the fewest proven within 5 % of the best; more were "
                              "not tried.");
}

static void from_a_rejected_session_nothing_is_to_be_set(void **state)
{
    (void)state;
    char text[RECOMMEND_SENTENCE_BYTES];
    struct yoke_advice advice = advice_made();
    const struct yoke_record record = {
        .advice = &advice, .advice_count = 1, .rejected = "58 of 93 visits were disturbed from outside"};
    recommend_sentence(&record, 0, text);
    assert_string_equal(text, "io_http: do not set 16 workers on pthread yet, the fewest within 5 % of the best beside "
                              "what else ran: 58 of 93 visits were disturbed from outside; measure again on a quieter "
                              "machine.");
}

static void it_says_the_target_and_that_fewer_might_do(void **state)
{
    (void)state;
    char text[RECOMMEND_SENTENCE_BYTES];
    struct yoke_advice advice = advice_made();
    advice.objective = "p99";
    advice.target = 2e7;
    advice.decided = false;
    advice.workers = advice.low = advice.high = 1;
    advice.default_count = 0;
    sentence_of(&advice, text);
    assert_string_equal(text,
                        "io_http: set 1 worker on pthread: the fewest proven within 5 % of the best that keeps p99 "
                        "below 20 ms; a longer --budget might prove fewer.");
}

static void what_is_not_proven_is_not_said_to_be(void **state)
{
    (void)state;
    char text[RECOMMEND_SENTENCE_BYTES];
    struct yoke_advice advice = advice_made();
    advice.workers = YOKE_MISSING;
    advice.chosen = false;
    sentence_of(&advice, text);
    assert_string_equal(text,
                        "io_http: nothing is proven yet; of the widths that were measured, 16 workers on pthread look "
                        "best: measure again with a longer --budget, or on a quieter machine.");
    advice.objective = "efficiency";
    advice.target = 0.8;
    sentence_of(&advice, text);
    assert_string_equal(text,
                        "io_http: nothing is proven yet; of the widths that keep 80 % of ideal speedup, 16 workers on "
                        "pthread look best: measure again with a longer --budget, or on a quieter machine.");
    advice.candidate = YOKE_MISSING;
    sentence_of(&advice, text);
    assert_string_equal(text,
                        "io_http: no width measured is proven to be one that keeps 80 % of ideal speedup: allow more, "
                        "offer less work, or measure again with a longer --budget.");
}

static void work_that_fails_everywhere_is_said_to_fail(void **state)
{
    (void)state;
    char text[RECOMMEND_SENTENCE_BYTES];
    struct yoke_advice advice = advice_made();
    advice.workers = advice.candidate = YOKE_MISSING;
    advice.chosen = false;
    struct yoke_cell cells[] = {
        {.workload = "other", .status = YOKE_CELL_OK},
        {.workload = "io_http", .status = YOKE_CELL_FAILED, .reason = "the server is gone"},
        {.workload = "io_http", .status = YOKE_CELL_FAILED, .reason = "the server is still gone"}};
    const struct yoke_record record = {.advice = &advice, .advice_count = 1, .cells = cells, .cell_count = 3};
    recommend_sentence(&record, 0, text);
    assert_string_equal(text, "io_http: nothing could be measured: the server is gone.");
    cells[2].status = YOKE_CELL_PARTIAL;
    recommend_sentence(&record, 0, text);
    assert_non_null(strstr(text, "no width measured is proven to be one"));
}

static void names_of_any_length_are_cut(void **state)
{
    (void)state;
    char text[RECOMMEND_SENTENCE_BYTES], name[2000];
    struct yoke_advice advice = advice_made();
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    advice.workload = advice.executor = name;
    habits[1].rule = name;
    sentence_of(&advice, text);
    assert_true(strlen(text) < sizeof text);
    habits[1].rule = "py313";
}

static void of_one_work_the_first_advice_counts(void **state)
{
    (void)state;
    struct yoke_advice all[] = {advice_made(), advice_made(), advice_made()};
    all[1].executor = "fork";
    all[2].workload = "cpu_hash";
    const struct yoke_record record = {.advice = all, .advice_count = 3};
    assert_true(recommend_is_first(&record, 0));
    assert_false(recommend_is_first(&record, 1));
    assert_true(recommend_is_first(&record, 2));
}

static void works_that_differ_in_a_parameter_are_told_apart(void **state)
{
    (void)state;
    char text[RECOMMEND_SENTENCE_BYTES];
    struct yoke_setting_value small[] = {{"page", 16384, NULL}, {"spread", YOKE_MISSING, "none"}};
    struct yoke_setting_value large[] = {{"page", 65536, NULL}, {"spread", YOKE_MISSING, "none"}};
    struct yoke_advice all[] = {advice_made(), advice_made()};
    all[0].params = small;
    all[1].params = large;
    all[0].param_count = all[1].param_count = 2;
    const struct yoke_record record = {.advice = all, .advice_count = 2};
    assert_true(recommend_is_first(&record, 1));
    recommend_sentence(&record, 1, text);
    assert_true(strstr(text, "io_http/page=65536: set 16 workers") == text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_what_to_set_and_what_the_worst_habit_would_lose),
        cmocka_unit_test(a_width_that_may_not_be_wide_enough_is_said_to_be_the_widest),
        cmocka_unit_test(from_a_rejected_session_nothing_is_to_be_set),
        cmocka_unit_test(it_says_the_target_and_that_fewer_might_do),
        cmocka_unit_test(what_is_not_proven_is_not_said_to_be),
        cmocka_unit_test(work_that_fails_everywhere_is_said_to_fail),
        cmocka_unit_test(names_of_any_length_are_cut),
        cmocka_unit_test(works_that_differ_in_a_parameter_are_told_apart),
        cmocka_unit_test(of_one_work_the_first_advice_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
