/* SPDX-License-Identifier: MIT */
/* The headline says what the numbers say. */
#include "chart_finding.h"

#include <math.h>

#include "fixture.h"
#include "fixture_record.h"

/* Checks the headline of the record's first study; frees the record. */
static void assert_headline(struct fixture *fixture, const char *expected)
{
    struct study_list list;
    struct chart chart;
    struct yoke_error error = {.text = ""};
    char headline[1024];
    assert_int_equal(study_list_init(&list, &fixture->record), 0);
    assert_int_equal(chart_init(&chart, &list.studies[0], &error), 0);
    chart_finding_write(headline, sizeof headline, &chart);
    assert_string_equal(headline, expected);
    chart_release(&chart);
    study_list_release(&list);
    fixture_free(fixture);
}

/* A record of executors on 1, 4 and 16 workers with the speedups given for 4 and 16. */
static struct fixture *fixture_of(const char *const executors[], const double speedups[][2], size_t count)
{
    struct fixture *fixture = fixture_new(true);
    struct yoke_cell *serial = fixture_cell(fixture, "spin", "serial", 1);
    fixture_measure(fixture, serial, serial, 1e8, 0.01);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < 2; j++)
            fixture_measure(fixture, fixture_cell(fixture, "spin", executors[i], j ? 16 : 4), serial,
                            1e8 / speedups[i][j], 0.01);
    return fixture;
}

static void executors_that_are_equally_good_share_a_clause(void **state)
{
    (void)state;
    assert_headline(fixture_cpu(), "pthread, fork and openmp reach 1.97–1.98× on 2 workers");
}

static void waits_are_compared_with_their_ideal_and_with_the_processors(void **state)
{
    (void)state;
    assert_headline(fixture_io(),
                    "pthread, fork and openmp reach 32.0–32.2× with 64 workers on 2 processors, 99 % of the ideal");
}

static void a_speedup_of_two_modes_carries_its_mark(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_cpu();
    fixture->cells[2].wall_modes = (struct yoke_modes){5e7, 6e7, 0.6, 0.4, 0.001}; /* pthread on 2 workers */
    assert_headline(fixture, "pthread, fork and openmp reach 1.97–1.98×* on 2 workers");
}

static void an_executor_that_turns_is_named_with_its_peak(void **state)
{
    (void)state;
    assert_headline(fixture_smt(),
                    "openmp reaches 15.2× on 32 workers; fork peaks at 6.27× on 14 workers; pthread stays at 11.7×");
}

static void many_executors_are_counted(void **state)
{
    (void)state;
    assert_headline(fixture_many(), "pthread and fork reach 7.02–7.29× on 8 workers; 10 executors stay at 5.13–6.77×");
}

static void a_loss_is_called_a_loss(void **state)
{
    (void)state;
    static const char *const executors[] = {"pthread"};
    static const double speedups[][2] = {{0.71, 0.4}};
    assert_headline(fixture_of(executors, speedups, 1),
                    "pthread is no faster than serial: 0.71× at best, on 4 workers");
}

static void leaders_that_all_turn_are_said_to_lose(void **state)
{
    (void)state;
    static const char *const executors[] = {"pthread", "openmp"};
    static const double speedups[][2] = {{3.8, 2.0}, {3.9, 2.5}};
    assert_headline(fixture_of(executors, speedups, 2),
                    "pthread and openmp reach 3.80–3.90× on 4 workers and then lose");
}

static void a_dip_within_the_intervals_is_no_turn(void **state)
{
    (void)state;
    static const char *const executors[] = {"pthread"};
    static const double speedups[][2] = {{3.80, 3.78}};
    assert_headline(fixture_of(executors, speedups, 1), "pthread reaches 3.80× on 4 workers");
}

static void names_too_long_for_the_picture_are_counted(void **state)
{
    (void)state;
    static const char *const executors[] = {"wwwwwwwwwwwwwwwwwwwwwwww_1", "wwwwwwwwwwwwwwwwwwwwwwww_2",
                                            "wwwwwwwwwwwwwwwwwwwwwwww_3"};
    static const double speedups[][2] = {{3.8, 15}, {3.8, 15}, {3.8, 15}};
    assert_headline(fixture_of(executors, speedups, 3), "all 3 executors reach 15.0× on 16 workers");
}

/* The same record with every interval reaching `share` of the value to either side. */
static struct fixture *fixture_noisy(struct fixture *fixture, double share)
{
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        struct yoke_estimate *speedup = &fixture->cells[i].speedup;
        *speedup = (struct yoke_estimate){speedup->value, speedup->value * (1 - share), speedup->value * (1 + share)};
    }
    return fixture;
}

static void a_difference_within_the_intervals_is_not_claimed(void **state)
{
    (void)state;
    static const char *const executors[] = {"pthread", "fork"};
    static const double speedups[][2] = {{3.2, 12.0}, {3.1, 9.0}};
    assert_headline(fixture_of(executors, speedups, 2), "pthread reaches 12.0× on 16 workers; fork stays at 9.00×");
    assert_headline(fixture_noisy(fixture_of(executors, speedups, 2), 0.2),
                    "pthread and fork reach 9.00–12.0× on 16 workers");
}

static void a_gain_within_the_noise_is_called_noise(void **state)
{
    (void)state;
    static const char *const executors[] = {"pthread", "fork"};
    static const double speedups[][2] = {{1.05, 1.16}, {1.02, 1.09}};
    assert_headline(fixture_noisy(fixture_of(executors, speedups, 2), 0.3),
                    "pthread and fork show no speedup beyond the noise: 1.09–1.16× on 16 workers");
}

static void without_intervals_no_turn_is_claimed(void **state)
{
    (void)state;
    static const char *const executors[] = {"pthread"};
    static const double speedups[][2] = {{3.8, 2.0}};
    struct fixture *fixture = fixture_of(executors, speedups, 1);
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].speedup.low = fixture->cells[i].speedup.high = NAN;
    assert_headline(fixture, "pthread reaches 3.80× on 4 workers");
}

/* A record without a serial cell: pthread and fork on 1, 2 and 4 workers, their speedups over one pthread. */
static struct fixture *fixture_own(const double pthread[3], const double fork[3])
{
    struct fixture *fixture = fixture_without_serial();
    for (size_t i = 0; i < 6; i++) {
        const double value = i < 3 ? pthread[i] : fork[i - 3];
        fixture->cells[i].speedup = (struct yoke_estimate){value, value * 0.99, value * 1.01};
    }
    return fixture;
}

static void nothing_is_compared_with_itself(void **state)
{
    (void)state;
    static const double slower[] = {1, 0.7, 0.5}, level[] = {1, 0.999, 0.995}, far[] = {0.5, 0.5, 0.5},
                        close[] = {0.98, 0.7, 0.6}, faster[] = {1, 1.9, 3.7};
    assert_headline(fixture_own(slower, far), "More workers make pthread slower; fork stays at 0.50×");
    assert_headline(fixture_own(level, far), "More workers do not make pthread faster; fork stays at 0.50×");
    assert_headline(fixture_own(slower, close),
                    "pthread and fork are no faster than one pthread worker: 0.98–1.00× at best, on 1 worker");
    assert_headline(fixture_own(faster, far),
                    "pthread reaches 3.70× with 4 workers on 2 processors; fork stays at 0.50×");
}

static void one_worker_on_one_processor_is_singular(void **state)
{
    (void)state;
    static const char *const executors[] = {"pthread"};
    static const double speedups[][2] = {{1.9, 1.2}};
    struct fixture *fixture = fixture_of(executors, speedups, 1);
    fixture->cells[1].workers = 1;
    fixture->record.machine.cpus.usable = 1;
    assert_headline(fixture, "pthread reaches 1.90× with 1 worker on 1 processor and then loses");
}

static void one_combination_is_singular(void **state)
{
    (void)state;
    static const char *const executors[] = {"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"};
    static const double speedups[][2] = {{0.8, 0.9}};
    struct fixture *fixture = fixture_of(executors, speedups, 1);
    fixture->cells[0].executor = "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww";
    assert_headline(fixture, "1 executor is no faster than wwwwwwwwwwwwwwwwwwwwwww…: 0.90× at best, on 16 workers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(executors_that_are_equally_good_share_a_clause),
        cmocka_unit_test(waits_are_compared_with_their_ideal_and_with_the_processors),
        cmocka_unit_test(a_speedup_of_two_modes_carries_its_mark),
        cmocka_unit_test(an_executor_that_turns_is_named_with_its_peak),
        cmocka_unit_test(many_executors_are_counted),
        cmocka_unit_test(a_loss_is_called_a_loss),
        cmocka_unit_test(leaders_that_all_turn_are_said_to_lose),
        cmocka_unit_test(a_dip_within_the_intervals_is_no_turn),
        cmocka_unit_test(names_too_long_for_the_picture_are_counted),
        cmocka_unit_test(a_difference_within_the_intervals_is_not_claimed),
        cmocka_unit_test(a_gain_within_the_noise_is_called_noise),
        cmocka_unit_test(without_intervals_no_turn_is_claimed),
        cmocka_unit_test(nothing_is_compared_with_itself),
        cmocka_unit_test(one_combination_is_singular),
        cmocka_unit_test(one_worker_on_one_processor_is_singular),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
