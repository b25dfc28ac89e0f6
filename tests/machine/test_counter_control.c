/* SPDX-License-Identifier: MIT */
/* The known work behind every count: which event gets which, and that it really happens. */
#include "counter_control.h"

#include <sched.h>
#include <sys/resource.h>

#include "cpulist.h"
#include "fixture.h"

static void an_event_has_one_control_whatever_it_is_called(void **state)
{
    (void)state;
    const struct counter_control *switches = counter_control_of("context-switches", COUNTER_SCOPE_USER);
    assert_int_equal(switches->stimuli, STIMULUS_SLEEP);
    assert_ptr_equal(counter_control_of("perf::CONTEXT-SWITCHES", COUNTER_SCOPE_USER), switches);
    assert_ptr_equal(counter_control_of("CONTEXT-SWITCHES:u=1:k=1", COUNTER_SCOPE_USER), switches);
    assert_ptr_equal(counter_control_of("PAPI_TOT_INS", COUNTER_SCOPE_USER), counter_control_of("INST_RETIRED", COUNTER_SCOPE_USER));
    assert_ptr_equal(counter_control_of("PAPI_TOT_CYC", COUNTER_SCOPE_USER), counter_control_of("perf::CYCLES", COUNTER_SCOPE_USER));
}

static void instructions_must_count_the_whole_loop(void **state)
{
    (void)state;
    const struct counter_control *control = counter_control_of("PAPI_TOT_INS", COUNTER_SCOPE_USER);
    assert_int_equal(control->stimuli, STIMULUS_LOOP);
    assert_int_equal(control->least, CONTROL_LOOP_INSTRUCTIONS);
}

static void an_event_nobody_knows_must_count_something(void **state)
{
    (void)state;
    assert_int_equal(counter_control_of("SOME_NATIVE:EVENT", COUNTER_SCOPE_USER)->least, 1);
    assert_true(counter_control_of("SOME_NATIVE:EVENT", COUNTER_SCOPE_USER)->stimuli & STIMULUS_MIX);
    assert_int_equal(counter_control_of("perf::MAJOR-FAULTS", COUNTER_SCOPE_USER)->least,
                     1); /* only our own, whose neighbours are checked, is excused */
    assert_int_equal(counter_control_of("major-faults", COUNTER_SCOPE_USER)->least, 0);
}

static void pages_and_sleeps_happen(void **state)
{
    (void)state;
    struct rusage before, after;
    getrusage(RUSAGE_THREAD, &before);
    unsigned happened = counter_control_run(STIMULUS_PAGES | STIMULUS_SLEEP | STIMULUS_LOOP | STIMULUS_MIX);
    getrusage(RUSAGE_THREAD, &after);
    assert_int_equal(happened, STIMULUS_PAGES | STIMULUS_SLEEP | STIMULUS_LOOP | STIMULUS_MIX);
    assert_true(after.ru_minflt > before.ru_minflt);
    assert_true(after.ru_nvcsw > before.ru_nvcsw);
}

static void a_migration_puts_the_affinity_back(void **state)
{
    (void)state;
    struct cpulist before, after;
    assert_true(cpulist_of_thread(&before));
    unsigned happened = counter_control_run(STIMULUS_MIGRATION);
    assert_true(cpulist_of_thread(&after));
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(happened, cpulist_count(&before) > 1 ? STIMULUS_MIGRATION : 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_has_one_control_whatever_it_is_called),
        cmocka_unit_test(instructions_must_count_the_whole_loop),
        cmocka_unit_test(an_event_nobody_knows_must_count_something),
        cmocka_unit_test(pages_and_sleeps_happen),
        cmocka_unit_test(a_migration_puts_the_affinity_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
