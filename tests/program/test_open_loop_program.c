/* SPDX-License-Identifier: MIT */
/* Open loops of the program: what is asserted are relations between a task's own times, which hold however slow the machine is. */
#include "program.h"

#include <math.h>
#include <stdbool.h>

#include "record.h"
#include "trace.h"

enum { TASKS_MOST = 512, WHERE_BYTES = 512 };

/* Times of tasks are ticks turned into nanoseconds, and no task was due after it began: what that may move a due time by. */
enum { TICKS_NS = 100000 };

/* The tasks of one sample, by the order in which they were due. */
struct tasks {
    struct trace_task task[TASKS_MOST];
    size_t count;
};

static int task_order(const void *left, const void *right)
{
    const struct trace_task *a = left, *b = right;
    return (a->queued_ns > b->queued_ns) - (a->queued_ns < b->queued_ns);
}

static struct tasks tasks_read(const struct program *program, const struct yoke_sample *sample)
{
    char path[WHERE_BYTES];
    struct yoke_error error = {0};
    struct trace *trace = NULL;
    struct tasks tasks = {.count = 0};
    snprintf(path, sizeof path, "%s/out/%s", program->folder, sample->trace.file);
    if (trace_open(path, &trace, &error))
        fail_msg("%s", error.text);
    assert_in_range(trace_task_count(trace), 1, TASKS_MOST);
    while (trace_next(trace, &tasks.task[tasks.count]))
        tasks.count++;
    trace_close(trace);
    qsort(tasks.task, tasks.count, sizeof tasks.task[0], task_order);
    return tasks;
}

/* Runs the arguments with traces into out/, a table to standard output. */
static struct record *open_loop_run(struct program *program, const char *yoke, const char *arguments)
{
    char script[1024], path[WHERE_BYTES];
    struct yoke_error error = {0};
    struct record *record = NULL;
    program_begin(program);
    snprintf(script, sizeof script, "%s run %s --warmup 0 --iterations 1 --counters none --trace all --reserve 0%% --quiet -o out",
             yoke, arguments);
    program_run(program, script);
    program_expect_exit(program, 0);
    snprintf(path, sizeof path, "%s/out/result.json", program->folder);
    if (record_load(path, &record, &error))
        fail_msg("%s", error.text);
    return record;
}

static void every_executor_starts_every_task_once_and_none_before_it_is_due(void **state)
{
    (void)state;
    struct program program;
    struct record *record = open_loop_run(&program, YOKE, "io_sleep -p longest=2ms --rate 400/s --tasks 60 --seed 7 -w 1,2 -e all "
                                                          "--schedule dynamic,static --blocks 1");
    struct tasks first = {.count = 0};
    assert_true(record->facts.cell_count >= 4);
    for (size_t i = 0; i < record->facts.cell_count; i++) {
        const struct yoke_cell *cell = &record->facts.cells[i];
        const struct tasks tasks = tasks_read(&program, cell->samples);
        if (!first.count)
            first = tasks;
        bool begun[60] = {false};
        assert_int_equal(tasks.count, 60);
        for (size_t k = 0; k < tasks.count; k++) {
            const struct trace_task *task = &tasks.task[k];
            assert_true(task->index < 60 && !begun[task->index]);
            begun[task->index] = true;
            assert_true(task->queued_ns <= task->started_ns && task->started_ns <= task->ended_ns);
            assert_near((double)task->queued_ns, (double)first.task[k].queued_ns, TICKS_NS); /* the same arrivals for all */
        }
        assert_near((double)cell->samples->last_due_ns, (double)tasks.task[59].queued_ns, TICKS_NS);
        assert_string_equal(cell->arrivals, "poisson");
        assert_near(cell->offered_rate, 400, 0);
        assert_int_equal(cell->latency.n, 60);
        assert_int_equal(cell->queue.n, 60);
        assert_int_equal(cell->service.n, 60);
        assert_true(cell->utilisation > 0);
        assert_true(isnan(cell->speedup.value) && isnan(cell->efficiency.value));
        assert_null(cell->baseline);
    }
    record_free(record);
    program_expect(program.out, "open loop, 400/s arrive (poisson)");
    program_expect(program.out, "done/s");
    program_expect(program.out, "utilised");
    program_expect(program.out, "queued p50");
    assert_null(strstr(program.out, "speedup"));
    program_end(&program);
}

/* Runs "slow" or "stalls" on one worker, a task every 5 ms, of which number 3 takes 100 ms. */
static struct record *stall_run(struct program *program, const char *workload, const char *executor)
{
    char arguments[256];
    snprintf(arguments, sizeof arguments, "%s -e %s -w 1 --tasks 50 --rate 200/s --arrivals constant --blocks 1", workload,
             executor);
    return open_loop_run(program, YOKE_FAULTY, arguments);
}

static const struct trace_task *stall_find(const struct tasks *tasks)
{
    for (size_t i = 0; i < tasks->count; i++)
        if (tasks->task[i].index == 3) {
            assert_true(tasks->task[i].ended_ns - tasks->task[i].started_ns >= 100000000 - TICKS_NS);
            return &tasks->task[i];
        }
    fail_msg("task 3 is not in the trace");
    return NULL;
}

static bool due_in(const struct trace_task *task, const struct trace_task *stall)
{
    return task->queued_ns > stall->queued_ns && task->queued_ns < stall->ended_ns;
}

/* With one worker that stands still, whoever is due before the stall is over must wait for its end, and the wait counts. */
static void stall_check(const struct yoke_cell *cell, const struct tasks *tasks)
{
    const struct trace_task *stall = stall_find(tasks);
    size_t due_in_it = 0, above_half = 0;
    for (size_t i = 0; i < tasks->count; i++) {
        const struct trace_task *task = &tasks->task[i];
        if (!due_in(task, stall))
            continue;
        due_in_it++;
        assert_true(task->started_ns + TICKS_NS >= stall->ended_ns);
        above_half += task->ended_ns - task->queued_ns >= 50000000;
    }
    assert_true(due_in_it >= 19); /* from 20 ms to 110 ms, and the stall lasts until 115 ms at least */
    assert_true(above_half >= 9);
    /* The same in the percentiles: a tenth of 50 tasks are 5, and the stall and 9 others took 50 ms and more. The tasks that
     * waited were themselves no longer than ever. */
    assert_true(cell->latency.p90_ns.value >= 49e6);
    assert_true(cell->queue.p90_ns.value >= 49e6);
    assert_int_equal(cell->service.n, 50);
}

static void a_stall_is_in_the_latency_of_every_task_that_was_due_in_it(void **state)
{
    (void)state;
    static const char *const executors[] = {"serial", "pthread", "fork", "coop", "openmp"};
    for (size_t e = 0; e < sizeof executors / sizeof executors[0]; e++) {
        struct program program;
        if (!OPENMP_HERE && !strcmp(executors[e], "openmp")) {
            print_message("openmp left out: this build is without it\n");
            continue;
        }
        struct record *record = stall_run(&program, "stalls", executors[e]);
        const struct yoke_cell *cell = record->facts.cells;
        const struct tasks tasks = tasks_read(&program, cell->samples);
        stall_check(cell, &tasks);
        record_free(record);
        program_end(&program);
    }
}

/* A task that waits through the I/O table keeps a blocking worker, and so the others with it; an event loop goes on. */
static void a_task_that_is_parked_delays_no_other_on_an_event_loop(void **state)
{
    (void)state;
    struct program program;
    struct record *record = stall_run(&program, "slow", "pthread");
    const struct tasks blocked = tasks_read(&program, record->facts.cells->samples);
    stall_check(record->facts.cells, &blocked);
    record_free(record);
    program_end(&program);
    record = stall_run(&program, "slow", "coop");
    const struct tasks parked = tasks_read(&program, record->facts.cells->samples);
    const struct trace_task *stall = stall_find(&parked);
    size_t ended_in_it = 0;
    for (size_t i = 0; i < parked.count; i++)
        ended_in_it += due_in(&parked.task[i], stall) && parked.task[i].ended_ns < stall->ended_ns;
    assert_true(ended_in_it > 0);
    record_free(record);
    program_end(&program);
}

/* The share of time, from task `begin` to before `end`, in which the only worker had nothing to do. */
static double idle_share(const struct tasks *tasks, size_t begin, size_t end)
{
    const struct trace_task *task = tasks->task;
    double idle_ns = 0;
    for (size_t i = begin; i < end; i++)
        if (task[i].queued_ns > task[i - 1].ended_ns)
            idle_ns += (double)(task[i].queued_ns - task[i - 1].ended_ns);
    return idle_ns / (double)(task[end - 1].queued_ns - task[begin - 1].queued_ns);
}

/* The least of those shares in the tenths of the second half: was the queue done with again and again, until the end? */
static double idle_least(const struct tasks *tasks)
{
    const size_t tenth = tasks->count / 20;
    double least = 1;
    for (size_t begin = tasks->count / 2; begin + tenth <= tasks->count; begin += tenth)
        least = fmin(least, idle_share(tasks, begin, begin + tenth));
    return least;
}

static double mean_wait_ns(const struct tasks *tasks, size_t begin, size_t end)
{
    double sum_ns = 0;
    for (size_t i = begin; i < end; i++)
        sum_ns += (double)(tasks->task[i].started_ns - tasks->task[i].queued_ns);
    return sum_ns / (double)(end - begin);
}

static bool has_warning(const struct yoke_cell *cell, const char *code)
{
    for (size_t i = 0; i < cell->warning_count; i++)
        if (!strcmp(cell->warnings[i].code, code))
            return true;
    return false;
}

/* This seed draws sleeps whose mean is half of the longest, by 1 %. */
#define SLEEPS "io_sleep -e serial --seed 13 --arrivals constant --blocks 1 -p longest="

/* Runs tasks that sleep half of `longest` on average, so that 100 % of a worker's time are one of them in as long. Returns
 * false when the machine made them so much longer, if only for a while, that this was no 80 %. */
static bool flat_at(const char *longest, const char *rate)
{
    struct program program;
    char arguments[256];
    snprintf(arguments, sizeof arguments, SLEEPS "%s --tasks 160 --rate %s", longest, rate);
    struct record *record = open_loop_run(&program, YOKE, arguments);
    const struct yoke_cell *cell = record->facts.cells;
    const struct tasks tasks = tasks_read(&program, cell->samples);
    const double idle = idle_least(&tasks);
    const double first_ns = mean_wait_ns(&tasks, 0, 80), second_ns = mean_wait_ns(&tasks, 80, 160);
    size_t at_once = 0; /* tasks of the second half that found the worker free */
    for (size_t i = 80; i < 160; i++)
        at_once += tasks.task[i - 1].ended_ns <= tasks.task[i].queued_ns;
    const bool warned = has_warning(cell, "overloaded");
    record_free(record);
    program_end(&program);
    print_message("sleeps up to %s: idle at least %.0f %% of the time, waits of %.2f ms, then of %.2f ms, %zu of 80 at once\n", longest,
                  100 * idle, first_ns / 1e6, second_ns / 1e6, at_once);
    if (idle < 0.05)
        return false;
    assert_true(at_once >= 4); /* a worker is never idle for more than a gap: a twentieth of 80 gaps are as many tasks */
    assert_false(warned);
    return true;
}

/* What a busy machine adds to a sleep is the same for long ones, and so at last small beside them. */
static void below_capacity_the_queue_stays_flat(void **state)
{
    (void)state;
    if (!flat_at("20ms", "80/s") && !flat_at("60ms", "26.7/s") && !flat_at("200ms", "8/s"))
        skip();
}

/* The sleeps are drawn from the seed and never shorter, so this needs no quiet machine. */
static void above_capacity_the_queue_grows_and_is_warned_of(void **state)
{
    (void)state;
    struct program program;
    struct record *record = open_loop_run(&program, YOKE, SLEEPS "20ms --tasks 480 --rate 120/s");
    const struct yoke_cell *cell = record->facts.cells;
    const struct tasks tasks = tasks_read(&program, cell->samples);
    double wait_ns = 0;
    for (unsigned quarter = 0; quarter < 4; quarter++) {
        const double next_ns = mean_wait_ns(&tasks, 120 * quarter, 120 * (quarter + 1));
        assert_true(next_ns > wait_ns);
        wait_ns = next_ns;
    }
    assert_true(cell->rate.value < cell->offered_rate);
    assert_true(has_warning(cell, "overloaded"));
    program_expect(program.out, "overloaded");
    record_free(record);
    program_end(&program);
}

static void what_cannot_be_is_refused_before_anything_runs(void **state)
{
    (void)state;
    static const struct {
        const char *command, *sentence;
    } refused[] = {
        {" run null --rate 5", "5 needs a unit: write 5/s"},
        {" run null --rate 0", "0/s is too small: rate must be 0.001/s to "},
        {" run null --rate 0/s", "rate must be"},
        {" run null --rate -3/s", "-3/s is below zero, which no rate can be"},
        {" run null --rate 5/s --tasks 5000", "5000 tasks take 1000 s to arrive at 5/s"},
        {" run null --arrivals constant", "arrivals need a rate: add --rate 100/s"},
        {" run null --rate 5/s --arrivals bursty", "arrivals must be poisson or constant, not \"bursty\""},
        {" run null --rate 5/s --latency off", "with a rate every task is recorded: leave latency out, or the rate"},
        {" run null --rate 5/s --warmup-study", "no warm-up shows: leave the study out, or the rate"},
        {" gate null --rate 50/s --control", "with --rate the arrivals decide the wall time, whatever the build"},
        {" run null --rate 50/s,100", "100 needs a unit: write 100/s"},
        {" tune null --rate 50/s,80/s --p99 20ms", "tune looks for the width that suits one load: give one --rate"},
        {" tune null --rate 50/s",
         "with --rate no width is faster than another: say how long tasks may take, --p99 20ms"},
    };
    struct program program;
    program_begin(&program);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char script[256];
        snprintf(script, sizeof script, YOKE "%s -o out; status=$?; ls; exit $status", refused[i].command);
        program_run(&program, script);
        program_expect_exit(&program, 2);
        program_expect(program.err, refused[i].sentence);
        assert_string_equal(program.out, "");
    }
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_executor_starts_every_task_once_and_none_before_it_is_due),
        cmocka_unit_test(a_stall_is_in_the_latency_of_every_task_that_was_due_in_it),
        cmocka_unit_test(a_task_that_is_parked_delays_no_other_on_an_event_loop),
        cmocka_unit_test(below_capacity_the_queue_stays_flat),
        cmocka_unit_test(above_capacity_the_queue_grows_and_is_warned_of),
        cmocka_unit_test(what_cannot_be_is_refused_before_anything_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
