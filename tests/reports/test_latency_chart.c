/* SPDX-License-Identifier: MIT */
/* Latency charts: which cells make a curve, what is said of them, script and data byte by byte, and that gnuplot draws
 * them. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drawing.h"
#include "fixture.h"
#include "fixture_record.h"
#include "latency_data.h"
#include "latency_script.h"

extern const struct yoke_report yoke_report_latency;

/* Percentiles around `p50_ns`, the tail `stretch` times as long; the last one has too few tasks. */
static struct yoke_latency percentiles(uint64_t n, double p50_ns, double stretch)
{
    const struct yoke_estimate p50 = {p50_ns, 0.95 * p50_ns, 1.05 * p50_ns};
    const double p90_ns = p50_ns * (1 + stretch) / 2, p99_ns = p50_ns * stretch;
    return (struct yoke_latency){.n = n,
                                 .p50_ns = p50,
                                 .p90_ns = {p90_ns, 0.92 * p90_ns, 1.1 * p90_ns},
                                 .p99_ns = {p99_ns, 0.9 * p99_ns, 1.2 * p99_ns},
                                 .p99_9_ns = {1.5 * p99_ns, 1.2 * p99_ns, NAN},
                                 .max_ns = (uint64_t)(2 * p99_ns)};
}

static struct yoke_cell *cell_add(struct fixture *fixture, const char *executor, uint64_t workers, double rate)
{
    struct yoke_cell *cell = fixture_cell(fixture, "io_sleep", executor, workers);
    const double capacity = 400 * (double)workers, load = rate / capacity;
    fixture_measure(fixture, cell, cell, 1e9, 0.01);
    cell->name = fixture_text(fixture, "io_sleep/rate=%g/executor=%s/workers=%u", rate, executor, (unsigned)workers);
    cell->arrivals = "poisson";
    cell->offered_rate = rate;
    cell->tasks = (uint64_t)rate;
    cell->rate = (struct yoke_estimate){fmin(rate, capacity), NAN, NAN};
    cell->utilisation = fmin(load, 1);
    const uint64_t n = 10 * cell->tasks;
    cell->service = percentiles(n, 2e6, 2);
    cell->queue = percentiles(n, load < 0.5 ? 0 : 1e6 * load / fmax(1 - load, 0.002), 4);
    cell->latency = percentiles(n, 2e6 + cell->queue.p50_ns.value, 3);
    for (size_t i = 0; i < cell->sample_count; i++) {
        cell->samples[i].service_max_ns = 5000000;
        cell->samples[i].last_due_ns = load > 1 ? cell->samples[i].wall_ns / 2 : cell->samples[i].wall_ns - 1000000;
    }
    return cell;
}

/* An open loop: two widths of pthread and one of coop, each under five loads. */
static struct fixture *fixture_rates(void)
{
    static const double rates[] = {100, 200, 400, 800, 1600};
    struct fixture *fixture = fixture_new(false);
    for (size_t i = 0; i < 5; i++) {
        cell_add(fixture, "pthread", 1, rates[i]);
        cell_add(fixture, "pthread", 2, rates[i]);
        cell_add(fixture, "coop", 8, rates[i]);
    }
    return fixture;
}

/* One load on more and more workers, and a goal that was set. */
static struct fixture *fixture_widths(void)
{
    struct fixture *fixture = fixture_new(false);
    struct yoke_advice *advice = fixture_alloc(fixture, sizeof *advice);
    for (uint64_t workers = 1; workers <= 8; workers *= 2) {
        cell_add(fixture, "fork", workers, 300);
        cell_add(fixture, "pthread", workers, 300)->latency.p99_ns.high *= workers < 4 ? 10 : 1;
    }
    *advice = (struct yoke_advice){.workload = "io_sleep", .objective = "p99", .target = 20e6};
    fixture->record.advice = advice;
    fixture->record.advice_count = 1;
    return fixture;
}

/* A closed loop has no times of service, and no rates. */
static struct fixture *fixture_closed(void)
{
    struct fixture *fixture = fixture_widths();
    fixture->record.advice_count = 0;
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        fixture->cells[i].arrivals = NULL;
        fixture->cells[i].offered_rate = fixture->cells[i].utilisation = NAN;
        fixture->cells[i].service = (struct yoke_latency){.n = YOKE_MISSING, .max_ns = YOKE_MISSING};
    }
    return fixture;
}

static struct fixture *fixture_hostile_rates(void)
{
    struct fixture *fixture = fixture_rates();
    struct fixture *texts = fixture_hostile();
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        struct yoke_cell *cell = &fixture->cells[i];
        cell->workload = "work`touch PWNED`load/../{_^}\n'";
        cell->executor = strcmp(cell->executor, "coop") ? "_^{}@&~\\'\"%s%n$HOME`touch PWNED`" : "END\n\n\n$x << END";
        cell->schedule = "{/:Bold=99 big} @macro &{x} ''quoted'' \\";
        cell->placement = "a\nset output 'PWNED'\n!touch PWNED\n";
        cell->name = "\xff\xfe\x80 \x1b[31m,\"c\"";
    }
    fixture->record.machine.hostname = fixture_text(fixture, "%s", texts->record.machine.hostname);
    fixture->record.machine.cpu.model = fixture_text(fixture, "%.1000s", texts->record.machine.cpu.model);
    fixture_free(texts);
    return fixture;
}

static struct latency_page page_make(struct latency_loads *loads, const struct fixture *fixture)
{
    assert_int_equal(latency_loads_init(loads, &fixture->record, &fixture->cells[0]), 0);
    return (struct latency_page){.loads = loads,
                                 .count = loads->count < LATENCY_COLUMNS_MOST ? loads->count : LATENCY_COLUMNS_MOST};
}

static void compare(struct fixture *fixture, const char *name)
{
    struct golden golden;
    struct latency_loads loads;
    const struct latency_page page = page_make(&loads, fixture);
    golden_open(&golden);
    latency_script_write(&page, "latency-test", golden.stream);
    golden_check(&golden, "latency-chart-%s.gp", name);
    golden_open(&golden);
    latency_data_write(&page, golden.stream);
    golden_check(&golden, "latency-chart-%s.csv", name);
    latency_loads_release(&loads);
    fixture_free(fixture);
}

static void rates_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_rates(), "rates");
}

static void widths_with_a_goal_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_widths(), "widths");
}

static void hostile_texts_give_this_script_and_this_data(void **state)
{
    (void)state;
    compare(fixture_hostile_rates(), "hostile");
}

static void widths_end_where_the_widest_was_measured(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new(false);
    struct latency_loads loads;
    struct golden script;
    for (uint64_t workers = 1; workers <= 8;
         workers *= 2) /* one worker is overloaded: its capacity is no number of workers */
        cell_add(fixture, "pthread", workers, 700);
    const struct latency_page page = page_make(&loads, fixture);
    assert_false(loads.by_rate);
    assert_true(loads.series[0].points[0].overloaded);
    golden_open(&script);
    latency_script_write(&page, "latency-test", script.stream);
    golden_close(&script);
    const char *high = strstr(script.text, "LOAD_HIGH = ");
    assert_non_null(high);
    assert_true(strtod(high + strlen("LOAD_HIGH = "), NULL) < 10);
    golden_free(&script);
    latency_loads_release(&loads);
    fixture_free(fixture);
}

static void finding_expect(struct fixture *fixture, const char *expected)
{
    char text[512];
    struct latency_loads loads;
    const struct latency_page page = page_make(&loads, fixture);
    latency_finding_write(text, sizeof text, &page);
    assert_string_equal(text, expected);
    latency_loads_release(&loads);
}

static void the_headline_says_which_load_is_borne(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_rates();
    finding_expect(fixture,
                   "coop × 8 keeps up with 1600/s, 99 in 100 tasks within 9.00 ms; pthread × 1 only with 400/s");
    fixture_free(fixture);
    fixture = fixture_widths();
    finding_expect(fixture, "fork does 99 in 100 tasks within 20.0 ms on 1 worker; pthread needs 4 workers");
    fixture_free(fixture);
}

static void without_overload_it_says_how_the_tail_grows_and_only_beyond_the_intervals(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_closed();
    finding_expect(fixture, "p99 of fork falls from 15.0 ms with 1 worker to 6.00 ms with 8 workers");
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].latency = percentiles(1000, 2e6, 3);
    finding_expect(fixture, "p99 of fork hardly moves, from 6.00 ms with 1 worker to 6.00 ms with 8 workers");
    for (size_t i = 0; i < fixture->record.cell_count; i++)
        fixture->cells[i].latency.p99_ns.high = NAN;
    finding_expect(fixture, "Too few tasks to tell how the slowest one in a hundred fares");
    fixture_free(fixture);
}

static void a_series_is_a_way_of_running_and_its_points_are_sorted_by_load(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_rates();
    struct latency_loads loads;
    page_make(&loads, fixture);
    assert_true(loads.by_rate);
    assert_int_equal(loads.count, 3);
    assert_string_equal(loads.series[1].name, "pthread × 2");
    assert_int_equal(loads.series[1].count, 5);
    for (size_t i = 1; i < 5; i++)
        assert_true(loads.series[1].points[i].load > loads.series[1].points[i - 1].load);
    assert_true(loads.series[1].points[4].overloaded && !loads.series[1].points[3].overloaded);
    assert_near(loads.series[1].capacity, 800, 0);
    assert_true(isnan(loads.series[2].capacity));
    latency_loads_release(&loads);
    fixture_free(fixture);
}

static void a_single_load_or_no_recorded_task_makes_no_chart(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new(false);
    struct latency_loads loads;
    cell_add(fixture, "pthread", 2, 100);
    assert_true(latency_loads_begin(&fixture->record, &fixture->cells[0]));
    assert_int_equal(latency_loads_init(&loads, &fixture->record, &fixture->cells[0]), -ENODATA);
    fixture->cells[0].latency.n = YOKE_MISSING;
    assert_false(latency_loads_begin(&fixture->record, &fixture->cells[0]));
    fixture_free(fixture);
}

static struct fixture *fixture_five_series(void)
{
    static const char *const executors[] = {"serial", "pthread", "fork", "openmp", "coop"};
    struct fixture *fixture = fixture_new(true);
    for (size_t e = 0; e < 5; e++)
        for (double rate = 100; rate < 900; rate += 100)
            cell_add(fixture, executors[e], e ? 64 : 1, rate);
    return fixture;
}

static void gnuplot_draws_each_without_a_warning(void **state)
{
    (void)state;
    static const struct {
        struct fixture *(*make)(void);
        size_t pictures;
    } cases[] = {{fixture_rates, 1},
                 {fixture_widths, 1},
                 {fixture_closed, 1},
                 {fixture_hostile_rates, 1},
                 {fixture_five_series, 2}};
    drawing_needs_gnuplot();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct drawing drawing;
        struct fixture *fixture = cases[i].make();
        drawing_open(&drawing);
        drawing_write(&drawing, &yoke_report_latency, &fixture->record);
        drawing_expect(&drawing, cases[i].pictures);
        drawing_close(&drawing);
        fixture_free(fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_give_this_script_and_this_data),
        cmocka_unit_test(widths_with_a_goal_give_this_script_and_this_data),
        cmocka_unit_test(hostile_texts_give_this_script_and_this_data),
        cmocka_unit_test(widths_end_where_the_widest_was_measured),
        cmocka_unit_test(the_headline_says_which_load_is_borne),
        cmocka_unit_test(without_overload_it_says_how_the_tail_grows_and_only_beyond_the_intervals),
        cmocka_unit_test(a_series_is_a_way_of_running_and_its_points_are_sorted_by_load),
        cmocka_unit_test(a_single_load_or_no_recorded_task_makes_no_chart),
        cmocka_unit_test(gnuplot_draws_each_without_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
