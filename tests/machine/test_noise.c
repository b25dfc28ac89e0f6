/* SPDX-License-Identifier: MIT */
/* Evidence of disturbance: parsed from made-up files, and moved by a disturbance made here. */
#include "noise.h"

#include <pthread.h>
#include <sys/resource.h>

#include "counter_control.h"
#include "thread_books.h"
#include "tree.h"
#include "yoke/record.h"

static uint64_t tick_ns(void)
{
    return 1000000000u / (uint64_t)sysconf(_SC_CLK_TCK);
}

static void a_machine_that_tells_nothing_has_no_readings(void **state)
{
    struct noise_machine reading;
    struct cpulist cpus;
    assert_true(cpulist_parse("0-1", &cpus));
    noise_read_processors(*state, &cpus, &reading);
    assert_true(reading.steal_ns == YOKE_MISSING);
    assert_true(reading.busy_ns == YOKE_MISSING);
    assert_true(reading.idle_ns == YOKE_MISSING);
    assert_true(reading.throttled_ns == YOKE_MISSING);
    assert_true(reading.throttled_periods == YOKE_MISSING);
    assert_true(reading.pressure_ns == YOKE_MISSING);
    assert_true(reading.frequency_hz == YOKE_MISSING);
    assert_true(reading.heat_events == YOKE_MISSING);
}

static void steal_and_busy_time_are_those_of_the_processors_asked_for(void **state)
{
    struct noise_machine reading;
    struct cpulist cpus;
    assert_true(cpulist_parse("1,10", &cpus));
    tree_write(*state, "/proc/stat",
               "cpu  1 1 1 1 1 1 1 1 1 1\ncpu0 9 9 9 9 9 9 9 9 9 9\ncpu1 1 2 3 100 7 4 5 6 1 1\n"
               "cpu10 10 20 30 1000 70 40 50 60 0 0\nintr 12345 1 2 3\ncpu99 1 1 1 1 1 1 1 1 1 1\n");
    noise_read_processors(*state, &cpus, &reading);
    assert_int_equal(reading.steal_ns, 66 * tick_ns());
    assert_int_equal(reading.busy_ns, 165 * tick_ns());
    assert_int_equal(reading.idle_ns, 1177 * tick_ns());
}

static void pressure_is_the_total_of_the_some_line_in_microseconds(void **state)
{
    struct noise_machine reading;
    tree_write(*state, "/proc/pressure/cpu",
               "some avg10=0.10 avg60=0.20 avg300=0.30 total=1234567\nfull avg10=0.00 total=99\n");
    noise_read_processors(*state, &(struct cpulist){0}, &reading);
    assert_int_equal(reading.pressure_ns, 1234567000);
}

static void throttling_of_the_own_group_is_read(void **state)
{
    struct noise_machine reading;
    tree_write(*state, "/proc/self/cgroup", "0::/box\n");
    tree_write(*state, "/proc/self/mountinfo", "28 22 0:25 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    tree_write(*state, "/sys/fs/cgroup/box/cpu.stat", "nr_periods 3\nnr_throttled 2\nthrottled_usec 50\n");
    noise_read_processors(*state, &(struct cpulist){0}, &reading);
    assert_int_equal(reading.throttled_ns, 50000);
    assert_int_equal(reading.throttled_periods, 2);
}

static void frequency_and_heat_are_those_of_the_processors_asked_for(void **state)
{
    struct noise_machine reading;
    struct cpulist cpus;
    assert_true(cpulist_parse("1-2", &cpus));
    tree_write(*state, "/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "800000\n");
    tree_write(*state, "/sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "2000000\n");
    tree_write(*state, "/sys/devices/system/cpu/cpu2/cpufreq/scaling_cur_freq", "3000000\n");
    tree_write(*state, "/sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count", "4\n");
    tree_write(*state, "/sys/devices/system/cpu/cpu2/thermal_throttle/core_throttle_count", "7\n");
    noise_read_processors(*state, &cpus, &reading);
    assert_true(reading.frequency_hz == 2500000000);
    assert_int_equal(reading.heat_events, 11);
    cpulist_parse("2-3", &cpus); /* nothing is known of 3: half a mean would be a wrong one */
    noise_read_processors(*state, &cpus, &reading);
    assert_true(reading.frequency_hz == YOKE_MISSING);
    assert_true(reading.heat_events == YOKE_MISSING);
}

static void run_delay_is_the_second_number_of_schedstat(void **state)
{
    (void)state;
    assert_int_equal(thread_books_parse_run_delay("5423000000 2517000000 812\n"), 2517000000);
}

static void a_schedstat_of_zeros_says_that_nobody_counts(void **state)
{
    (void)state;
    assert_true(thread_books_parse_run_delay("0 0 0\n") == YOKE_MISSING);
    assert_true(thread_books_parse_run_delay("") == YOKE_MISSING);
    assert_true(thread_books_parse_run_delay("12 x 1") == YOKE_MISSING);
}

static void migrations_are_found_by_their_name(void **state)
{
    (void)state;
    assert_int_equal(thread_books_parse_migrations("cat (6086, #threads: 1)\n----\nse.vruntime    :  291.78\n"
                                                   "se.nr_migrations                             :       42\n"
                                                   "nr_switches                                  :        7\n"),
                     42);
    assert_true(thread_books_parse_migrations("nr_switches : 7\n") == YOKE_MISSING);
    assert_true(thread_books_parse_migrations("se.nr_migrations : many\n") == YOKE_MISSING);
}

static void a_closed_book_reads_as_missing(void **state)
{
    (void)state;
    assert_true(thread_books_migrations(-2) == YOKE_MISSING);
    assert_true(thread_books_run_delay(-2) == YOKE_MISSING);
}

static void a_difference_with_something_missing_is_missing(void **state)
{
    (void)state;
    assert_int_equal(noise_difference(3, 10), 7);
    assert_true(noise_difference(YOKE_MISSING, 10) == YOKE_MISSING);
    assert_true(noise_difference(3, YOKE_MISSING) == YOKE_MISSING);
    assert_true(noise_difference(10, 3) == YOKE_MISSING);
}

static void a_sleep_is_a_voluntary_switch_of_this_thread(void **state)
{
    (void)state;
    struct noise_self before, after;
    noise_read_self(&before);
    counter_control_run(STIMULUS_SLEEP);
    noise_read_self(&after);
    assert_true(noise_difference(before.voluntary_switches, after.voluntary_switches) >= 1);
}

static void *work_a_little(void *argument)
{
    noise_read_self(argument);
    return NULL;
}

static void a_thread_reads_its_own_books_and_not_its_processes(void **state)
{
    (void)state;
    struct noise_self main_reading, thread_reading;
    pthread_t thread;
    counter_control_loop(20000000); /* some 10 ms of this thread's time, which a fresh one has not used */
    noise_read_self(&main_reading);
    assert_int_equal(pthread_create(&thread, NULL, work_a_little, &thread_reading), 0);
    pthread_join(thread, NULL);
    assert_true(thread_reading.cpu_ns < main_reading.cpu_ns);
}

static void processor_time_moves_with_work(void **state)
{
    (void)state;
    struct noise_self before, after;
    noise_read_self(&before);
    counter_control_loop(1000000);
    noise_read_self(&after);
    assert_true(after.cpu_ns > before.cpu_ns);
    assert_true(after.minor_faults >= before.minor_faults);
}

static void the_readings_of_this_machine_never_go_backwards(void **state)
{
    (void)state;
    struct noise_machine before, after;
    noise_read_machine(&before);
    noise_read_machine(&after);
    assert_true(before.busy_ns == YOKE_MISSING || noise_difference(before.busy_ns, after.busy_ns) != YOKE_MISSING);
    assert_true(before.steal_ns == YOKE_MISSING || noise_difference(before.steal_ns, after.steal_ns) != YOKE_MISSING);
    assert_true(before.throttled_ns == YOKE_MISSING ||
                noise_difference(before.throttled_ns, after.throttled_ns) != YOKE_MISSING);
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, tree_make, tree_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TREE(a_machine_that_tells_nothing_has_no_readings),
        IN_TREE(steal_and_busy_time_are_those_of_the_processors_asked_for),
        IN_TREE(pressure_is_the_total_of_the_some_line_in_microseconds),
        IN_TREE(throttling_of_the_own_group_is_read),
        IN_TREE(frequency_and_heat_are_those_of_the_processors_asked_for),
        cmocka_unit_test(run_delay_is_the_second_number_of_schedstat),
        cmocka_unit_test(a_schedstat_of_zeros_says_that_nobody_counts),
        cmocka_unit_test(migrations_are_found_by_their_name),
        cmocka_unit_test(a_closed_book_reads_as_missing),
        cmocka_unit_test(a_difference_with_something_missing_is_missing),
        cmocka_unit_test(a_sleep_is_a_voluntary_switch_of_this_thread),
        cmocka_unit_test(a_thread_reads_its_own_books_and_not_its_processes),
        cmocka_unit_test(processor_time_moves_with_work),
        cmocka_unit_test(the_readings_of_this_machine_never_go_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
