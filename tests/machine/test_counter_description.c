/* SPDX-License-Identifier: MIT */
/* The one line on what counts here, for made-up outcomes. */
#include "counter_description.h"

#include <string.h>

#include "fixture.h"

enum { KERNEL, PAPI, RAW, NOBODY = COUNTER_NO_SOURCE };

static const struct counter_source *const sources[] = {&counter_software, &counter_papi, &counter_raw};

/* A settled group of PAPI_TOT_INS, PAPI_TOT_CYC and task-clock, counted by these. */
static struct counter_group outcome(size_t instructions, size_t cycles)
{
    static char names[3][16] = {"PAPI_TOT_INS", "PAPI_TOT_CYC", "task-clock"};
    struct counter_group group = {.sources = sources, .source_count = 3, .count = 3};
    size_t by[3] = {instructions, cycles, KERNEL};
    for (size_t i = 0; i < 3; i++) {
        group.choices[i].name = names[i];
        group.choices[i].source = by[i];
        group.choices[i].known[KERNEL] = i == 2;
        group.choices[i].known[PAPI] = group.choices[i].known[RAW] = i < 2;
    }
    return group;
}

static const char *describe(size_t instructions, size_t cycles, const struct counter_surroundings *surroundings)
{
    static char text[256];
    struct counter_group group = outcome(instructions, cycles);
    counter_describe(&group, surroundings, text, sizeof text);
    return text;
}

static void all_through_papi(void **state)
{
    (void)state;
    struct counter_surroundings here = {.papi = "papi 7.0.0", .pmu = PMU_THERE};
    assert_string_equal(describe(PAPI, PAPI, &here), "papi 7.0.0: hardware events in user mode, software events");
}

static void a_missing_hardware_event_is_named(void **state)
{
    (void)state;
    struct counter_surroundings here = {.papi = "papi 7.0.0", .pmu = PMU_THERE};
    assert_string_equal(describe(NOBODY, PAPI, &here),
                        "papi 7.0.0: hardware events in user mode, software events, but not PAPI_TOT_INS");
}

static void past_papi_when_it_is_disabled(void **state)
{
    (void)state;
    struct counter_surroundings here = {.papi = "papi 7.0.0", .papi_disabled = "it is asleep", .pmu = PMU_THERE};
    assert_string_equal(describe(RAW, RAW, &here),
                        "perf_event_open: hardware events in user mode, software events (papi 7.0.0: it is asleep)");
}

static void no_pmu_in_a_virtual_machine(void **state)
{
    (void)state;
    struct counter_surroundings here = {.papi = "papi 7.0.0", .pmu = PMU_ABSENT, .virtual_machine = true};
    assert_string_equal(describe(NOBODY, NOBODY, &here),
                        "papi 7.0.0: software events only (no PMU in this virtual machine)");
}

static void a_pmu_that_is_denied(void **state)
{
    (void)state;
    struct counter_surroundings here = {.papi = "papi 7.0.0", .pmu = PMU_DENIED, .paranoid = "3"};
    assert_string_equal(describe(NOBODY, NOBODY, &here),
                        "papi 7.0.0: software events only (hardware counters are denied to this user, "
                        "kernel.perf_event_paranoid is 3)");
}

static void a_pmu_that_opens_and_does_not_count(void **state)
{
    (void)state;
    struct counter_surroundings here = {.papi = "papi 7.0.0", .pmu = PMU_THERE};
    assert_string_equal(describe(NOBODY, NOBODY, &here),
                        "papi 7.0.0: software events only (none of the hardware events asked for counts)");
}

static void the_remedy_fits_what_is_wrong(void **state)
{
    (void)state;
    assert_string_equal(counter_remedy("PAPI_TOT_INS", YOKE_COUNTER_DENIED, COUNTER_SCOPE_USER, true),
                        "sudo sysctl kernel.perf_event_paranoid=2");
    assert_non_null(strstr(counter_remedy("PAPI_TOT_INS", YOKE_COUNTER_DENIED, COUNTER_SCOPE_ALL, true), "paranoid=1"));
    assert_non_null(strstr(counter_remedy("PAPI_TOT_INS", YOKE_COUNTER_UNAVAILABLE, COUNTER_SCOPE_USER, true), "a PMU"));
    assert_null(strstr(counter_remedy("PAPI_TOT_INS", YOKE_COUNTER_UNAVAILABLE, COUNTER_SCOPE_USER, false), "a PMU"));
    assert_non_null(strstr(counter_remedy("PAPI_BR_MSP", YOKE_COUNTER_NOT_COUNTING, COUNTER_SCOPE_USER, true), "leave it"));
    assert_non_null(strstr(counter_remedy("energy-pkg", YOKE_COUNTER_DENIED, COUNTER_SCOPE_USER, true), "energy_uj"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_through_papi),
        cmocka_unit_test(a_missing_hardware_event_is_named),
        cmocka_unit_test(past_papi_when_it_is_disabled),
        cmocka_unit_test(no_pmu_in_a_virtual_machine),
        cmocka_unit_test(a_pmu_that_is_denied),
        cmocka_unit_test(a_pmu_that_opens_and_does_not_count),
        cmocka_unit_test(the_remedy_fits_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
