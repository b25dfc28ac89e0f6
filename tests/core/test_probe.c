/* SPDX-License-Identifier: MIT */
/* What a sample costs: how often its hooks look at the clock. */
#include "probe.h"

#include <time.h>

#include "fixture.h"
#include "yoke/shared.h"

int __real_clock_gettime(clockid_t clock, struct timespec *now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now);

static unsigned looks; /* at the clock that times are made of */

int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
    looks += clock == CLOCK_MONOTONIC_RAW;
    return __real_clock_gettime(clock, now);
}

static void a_worker_looks_at_the_clock_twice_a_sample(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    const struct counter_wish wish = {.names = none};
    struct counter_group *group;
    struct probe probe;
    struct yoke_error error = {0};
    struct yoke_worker worker = {.index = 0};
    assert_int_equal(counter_group_open(&wish, &group, &error), 0);
    assert_int_equal(probe_open(&probe, group, 1, &error), 0);
    assert_int_equal(probe_attach(&probe, &worker, &error), 0);
    looks = 0;
    probe_prepare(&probe, &worker);
    assert_int_equal(looks, 0);
    probe_begin(&probe, &worker);
    assert_int_equal(looks, 1);
    probe_end(&probe, &worker);
    assert_int_equal(looks, 2);
    assert_true(probe.readings[0].end_ns >= probe.readings[0].begin_ns);
    probe_detach(&probe, &worker);
    probe_close(&probe);
    counter_group_close(group);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_worker_looks_at_the_clock_twice_a_sample)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
