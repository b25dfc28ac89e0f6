/* SPDX-License-Identifier: MIT */
/* How events are parted into passes on a made-up processor. */
#include "counter_passes.h"

#include "made_source.h"

static const char *pass_text(const struct counter_pass *pass)
{
    static char text[512];
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < pass->count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? " " : "", pass->names[i]);
    return text;
}

#define PASSES(...)                                                                                                    \
    passes_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static struct counter_passes passes_of(const char *const names[], size_t count)
{
    struct counter_passes passes;
    const struct counter_wish wish = {.names = names, .name_count = count};
    assert_int_equal(counter_passes_make_from(made_sources, MADE_SOURCES, &wish, &passes, NULL), 0);
    return passes;
}

static int reset(void **state)
{
    (void)state;
    made_capacity = 2;
    made_lost = "";
    return 0;
}

static void what_fits_is_one_pass(void **state)
{
    (void)state;
    struct counter_passes passes = PASSES("A", "B", "page-faults");
    assert_int_equal(passes.count, 1);
    assert_string_equal(pass_text(&passes.passes[0]), "A B page-faults");
    assert_null(passes.missing);
}

static void every_event_is_in_one_pass_and_those_that_need_no_counter_are_in_all(void **state)
{
    (void)state;
    struct counter_passes passes = PASSES("A", "B", "page-faults", "C", "D", "E");
    assert_int_equal(passes.count, 3);
    assert_string_equal(pass_text(&passes.passes[0]), "A B page-faults");
    assert_string_equal(pass_text(&passes.passes[1]), "page-faults C D");
    assert_string_equal(pass_text(&passes.passes[2]), "page-faults E");
    assert_null(passes.missing);
}

static void the_parts_of_a_ratio_stay_together(void **state)
{
    (void)state;
    struct counter_passes passes = PASSES("A", "PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_BR_MSP", "PAPI_BR_INS");
    assert_int_equal(passes.count, 3);
    assert_string_equal(pass_text(&passes.passes[0]), "A");
    assert_string_equal(pass_text(&passes.passes[1]), "PAPI_TOT_INS PAPI_TOT_CYC");
    assert_string_equal(pass_text(&passes.passes[2]), "PAPI_BR_MSP PAPI_BR_INS");
}

static void a_ratio_that_never_fits_is_read_in_two_parts(void **state)
{
    (void)state;
    made_capacity = 1;
    struct counter_passes passes = PASSES("PAPI_TOT_INS", "PAPI_TOT_CYC");
    assert_int_equal(passes.count, 2);
    assert_string_equal(pass_text(&passes.passes[0]), "PAPI_TOT_INS");
    assert_string_equal(pass_text(&passes.passes[1]), "PAPI_TOT_CYC");
}

static void an_event_without_a_value_leaves_its_reason_in_the_first_pass(void **state)
{
    (void)state;
    made_lost = "B";
    struct counter_passes passes = PASSES("A", "B", "C", "D");
    assert_int_equal(passes.count, 2);
    assert_string_equal(pass_text(&passes.passes[0]), "A B C");
    assert_string_equal(pass_text(&passes.passes[1]), "D");
    assert_string_equal(passes.missing, "B");
    assert_int_equal(passes.verdict.status, YOKE_COUNTER_UNAVAILABLE);
    assert_string_equal(passes.verdict.reason, "this processor has none");
}

static void a_processor_without_any_counter_has_one_pass(void **state)
{
    (void)state;
    made_capacity = 0;
    struct counter_passes passes = PASSES("A", "B", "page-faults");
    assert_int_equal(passes.count, 1);
    assert_string_equal(pass_text(&passes.passes[0]), "A B page-faults");
    assert_string_equal(passes.missing, "A");
}

static void multiplexed_events_are_one_pass(void **state)
{
    (void)state;
    const char *const names[] = {"A", "B", "C"};
    struct counter_passes passes;
    const struct counter_wish wish = {.names = names, .name_count = 3, .multiplex = true};
    assert_int_equal(counter_passes_make_from(made_sources, MADE_SOURCES, &wish, &passes, NULL), 0);
    assert_int_equal(passes.count, 1);
    assert_string_equal(pass_text(&passes.passes[0]), "A B C");
    assert_null(passes.missing);
}

#define ON_TWO(test) cmocka_unit_test_setup(test, reset)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_TWO(what_fits_is_one_pass),
        ON_TWO(every_event_is_in_one_pass_and_those_that_need_no_counter_are_in_all),
        ON_TWO(the_parts_of_a_ratio_stay_together),
        ON_TWO(a_ratio_that_never_fits_is_read_in_two_parts),
        ON_TWO(an_event_without_a_value_leaves_its_reason_in_the_first_pass),
        ON_TWO(a_processor_without_any_counter_has_one_pass),
        ON_TWO(multiplexed_events_are_one_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
