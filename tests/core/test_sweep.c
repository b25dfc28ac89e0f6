/* SPDX-License-Identifier: MIT */
/* The sweep grammar. */
#include "fixture.h"
#include "sweep.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct sweep_word words[] = {{"cores", 4}, {"pus", 8}, {NULL, 0}};
static const struct sweep_rule counts = {.unit = YOKE_COUNT, .words = words};
static const struct sweep_rule positive = {.unit = YOKE_COUNT, .least = 1, .words = words};
static const struct sweep_rule sizes = {.unit = YOKE_BYTES};
static const struct sweep_rule durations = {.unit = YOKE_NS};

struct expansion {
    const char *text;
    const struct sweep_rule *rule;
    const char *values; /* joined by blanks */
};

/* Joins the values; returns the text, or NULL with the status when the sweep is refused. */
static char *expand(const char *text, const struct sweep_rule *rule, int *status, struct yoke_error *error)
{
    static char joined[4096];
    uint64_t *values = NULL;
    size_t count = 0, used = 0;
    joined[0] = '\0';
    *status = sweep_parse(text, rule, &values, &count, error);
    if (*status)
        return NULL;
    for (size_t i = 0; i < count && used < sizeof joined; i++)
        used += (size_t)snprintf(joined + used, sizeof joined - used, "%s%" PRIu64, i ? " " : "", values[i]);
    free(values);
    return joined;
}

static void every_form_expands_in_the_order_written(void **state)
{
    (void)state;
    static const struct expansion expansions[] = {
        {"4", &counts, "4"},
        {"1,2,4,8", &counts, "1 2 4 8"},
        {"1, 2 ,4", &counts, "1 2 4"},
        {"8,1,4", &counts, "8 1 4"},
        {"1..8", &counts, "1 2 3 4 5 6 7 8"},
        {"3..3", &counts, "3"},
        {"1..64x2", &counts, "1 2 4 8 16 32 64"},
        {"1..100x3", &counts, "1 3 9 27 81"},
        {"0..100+25", &counts, "0 25 50 75 100"},
        {"0..99+25", &counts, "0 25 50 75"},
        {"1..1e+1+3", &counts, "1 4 7 10"},
        {"1e6,2e6", &counts, "1000000 2000000"},
        {"cores", &counts, "4"},
        {"1..cores", &counts, "1 2 3 4"},
        {"1..pusx2", &counts, "1 2 4 8"},
        {"1..coresx2,cores,pus", &counts, "1 2 4 8"},
        {"1,1,2,1..3", &counts, "1 2 3"},
        {"18446744073709551613..18446744073709551615", &counts,
         "18446744073709551613 18446744073709551614 18446744073709551615"},
        {"9223372036854775808..18446744073709551615x2", &counts, "9223372036854775808"},
        {"4KiB..64KiBx4", &sizes, "4096 16384 65536"},
        {"1us,10us,100us", &durations, "1000 10000 100000"},
        {"0ms..20ms+10ms", &durations, "0 10000000 20000000"},
        {"1ms..8msx2", &durations, "1000000 2000000 4000000 8000000"},
    };
    for (size_t i = 0; i < sizeof expansions / sizeof *expansions; i++) {
        struct yoke_error error = {0};
        int status;
        const char *values = expand(expansions[i].text, expansions[i].rule, &status, &error);
        if (!values)
            fail_msg("%s: status %d, \"%s\"", expansions[i].text, status, error.text);
        assert_string_equal(values, expansions[i].values);
    }
}

struct refusal {
    const char *text;
    const struct sweep_rule *rule;
    int status;
    const char *sentence;
};

static void each_slip_is_named_in_one_sentence(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"8..1", &counts, -EDOM, "\"8..1\" runs backwards: write 1..8"},
        {"64..1x2", &counts, -EDOM, "\"64..1x2\" runs backwards: write 1..64x2"},
        {"64..0x2", &counts, -EDOM, "\"64..0x2\" runs backwards: write 1..64x2"},
        {"8..2+0", &counts, -EDOM, "\"8..2+0\" never gets on: the step after + must be more than 0"},
        {"8..0", &counts, -EDOM, "\"8..0\" runs backwards: write 0..8"},
        {"8..0+2", &positive, -EDOM, "\"8..0+2\" runs backwards: write 1..8+2"},
        {"1..0", &positive, -EDOM, "\"1..0\" runs backwards: the upper end must be at least 1"},
        {"5ms..1ms", &durations, -EDOM, "\"5ms..1ms\" runs backwards: write 1ms..5ms+STEP"},
        {"pus..1", &counts, -EDOM, "\"pus..1\" runs backwards: write 1..pus"},
        {"1..x", &counts, -EINVAL, "\"x\" is not a count: write 5000000, 5e6 or 5M"},
        {"1..", &counts, -EINVAL, "\"\" is not a count: write 5000000, 5e6 or 5M"},
        {"1...8", &counts, -EINVAL, "\".8\" is not a count: write 5000000, 5e6 or 5M"},
        {"", &counts, -EINVAL, "\"\" is empty: write a count"},
        {"1,,2", &counts, -EDOM, "\"1,,2\" has an empty item: leave out the extra comma"},
        {"1,2,", &counts, -EDOM, "\"1,2,\" has an empty item: leave out the extra comma"},
        {"1..8x1", &counts, -EDOM, "\"1..8x1\" never grows: the factor after x must be at least 2"},
        {"0..8x2", &counts, -EDOM, "\"0..8x2\" never grows: 0 times 2 is 0, so start above 0"},
        {"1..8+0", &counts, -EDOM, "\"1..8+0\" never gets on: the step after + must be more than 0"},
        {"1..1e18", &counts, -ERANGE,
         "\"1..1e18\" makes more than 10000 values: take larger steps (+) or a factor (x)"},
        {"0..10000", &counts, -ERANGE,
         "\"0..10000\" makes more than 10000 values: take larger steps (+) or a factor (x)"},
        {"1..6000,6001..12000", &counts, -ERANGE,
         "\"6001..12000\" makes more than 10000 values: take larger steps (+) or a factor (x)"},
        {"1ms..8ms", &durations, -EDOM, "\"1ms..8ms\" needs a step or a factor: write 1ms..8ms+STEP or 1ms..8msx2"},
        {"1..8ms+1ms", &durations, -EDOM, "1 needs a unit: write 1us, 1ms or 1s"},
        {"4KiB,16k", &sizes, -EDOM, "16k is ambiguous: write 16KiB (16384 bytes) or 16kB (16000 bytes)"},
        {"cores", &sizes, -EINVAL, "\"cores\" is not a size: write 64B, 16KiB or 16kB"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct yoke_error error = {0};
        int status;
        if (expand(refusals[i].text, refusals[i].rule, &status, &error) || status != refusals[i].status)
            fail_msg("%s: status %d", refusals[i].text, status);
        assert_string_equal(error.text, refusals[i].sentence);
    }
}

static void ten_thousand_values_are_the_most(void **state)
{
    (void)state;
    struct yoke_error error = {0};
    uint64_t *values = NULL;
    size_t count = 0;
    assert_int_equal(sweep_parse("1..10000", &counts, &values, &count, &error), 0);
    assert_int_equal(count, 10000);
    assert_int_equal(values[9999], 10000);
    free(values);
}

static void an_endless_item_is_refused_and_not_overrun(void **state)
{
    (void)state;
    char text[1000];
    memset(text, '1', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct yoke_error error = {0};
    uint64_t *values = NULL;
    size_t count = 0;
    assert_int_equal(sweep_parse(text, &counts, &values, &count, &error), -ERANGE);
    assert_string_equal(error.text, "\"111111111111111111111111111111...\" is too long for a number or a range");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_expands_in_the_order_written),
        cmocka_unit_test(each_slip_is_named_in_one_sentence),
        cmocka_unit_test(ten_thousand_values_are_the_most),
        cmocka_unit_test(an_endless_item_is_refused_and_not_overrun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
