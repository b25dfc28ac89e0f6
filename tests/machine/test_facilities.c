/* SPDX-License-Identifier: MIT */
/* What this system lets us do: the limits it was given, and probes that agree with themselves. */
#include "facilities.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "fixture.h"
#include "yoke/record.h"

static void a_limit_is_the_soft_one(void **state)
{
    (void)state;
    struct facilities facilities;
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = 123;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    facilities_read(&facilities);
    assert_int_equal(facilities.open_files, 123);
}

static void the_ring_works_or_there_is_an_errno(void **state)
{
    (void)state;
    struct facilities facilities;
    facilities_read(&facilities);
    assert_true((facilities.ring == RING_WORKS) == (facilities.ring_error == 0));
    assert_true((facilities.ring == RING_ABSENT) == (facilities.ring_error == ENOSYS));
}

static void without_a_path_there_is_no_gnuplot(void **state)
{
    (void)state;
    struct facilities facilities;
    assert_int_equal(setenv("PATH", "/nonexistent", 1), 0);
    facilities_read(&facilities);
    assert_int_equal(facilities.gnuplot, -ENOENT);
    assert_string_equal(facilities.gnuplot_version, "");
}

static void stolen_time_is_a_share(void **state)
{
    (void)state;
    struct facilities facilities;
    facilities_read(&facilities);
    assert_true(isnan(facilities.steal_share) || (facilities.steal_share >= 0 && facilities.steal_share <= 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_is_the_soft_one),
        cmocka_unit_test(the_ring_works_or_there_is_an_errno),
        cmocka_unit_test(without_a_path_there_is_no_gnuplot),
        cmocka_unit_test(stolen_time_is_a_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
