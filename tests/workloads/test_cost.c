/* SPDX-License-Identifier: MIT */
/* A workload whose loop the compiler folds away measures nothing. The proof is that several times the work takes
 * several times the instructions, counted one by one, so that neither the machine nor its load enters. What it does to
 * the time is for benchmarks/work_scaling to show. */
#include <inttypes.h>
#include <stdlib.h>

#include "fake_worker.h"
#include "fixture.h"
#include "instructions.h"
#include "sanitized.h"
#include "small_work.h"
#include "yoke/catalogue.h"

/* Of the growth that the facts claim, so much must be seen: a loop folded away shows a tenth or less, what a task
 * costs besides its work takes some from a small one. */
#define LEAST_SHARE 0.4

/* A step up in work: large enough that nothing else about a task matters, small enough to be counted in a second. */
struct step {
    const char *workload, *param;
    uint64_t less, more;
};

/* Every workload that keeps a processor busy, whatever it is bound by, but for cpu_compress: its work is done within a
 * shared library, of which this compiler sees nothing that it could fold. */
static const struct step steps[] = {
    {"spin", "iterations", 100, 1000},
    {"cpu_sum_squares", "n", 60, 600},
    {"cpu_primes", "span", 400, 4000},
    {"cpu_matmul", "side", 6, 12},
    {"cpu_fft", "doublings", 3, 6},
    {"cpu_mandelbrot", "width", 16, 160},
    {"cpu_montecarlo", "points", 30, 300},
    {"cpu_hash", "message", 64, 640},
    {"cpu_sort", "keys", 10, 100},
    {"cpu_nqueens", "queens", 4, 6},
    {"mem_triad", "slice", 800, 8000},
    {"mem_chase", "loads", 100, 1000},
    {"mem_random_update", "updates", 50, 500},
    {"sync_atomic", "increments", 100, 1000},
    {"sync_mutex", "entries", 10, 100},
    {"sync_mutex", "hold", 150, 1500},
    {"sync_mutex", "think", 100, 1000},
    {"sync_false_sharing", "increments", 100, 1000},
    {"sync_queue", "messages", 10, 100},
    {"mixed", "compute", 100, 1000},
};

enum { OTHERS = 4 };

/* One task of a workload, the others of its parameters as small as makes sense: stepping is slow. */
struct task {
    const struct yoke_workload *workload;
    const char *param;
    uint64_t value;
};

static struct yoke_work task_work(const struct task *task)
{
    struct yoke_work work = small_work(task->workload, 42);
    work.task_count = 1;
    for (unsigned i = 0; task->workload->params[i].name; i++) {
        const struct yoke_param *param = &task->workload->params[i];
        if (!strcmp(param->name, task->param))
            work.values.value[i] = task->value;
        else if (param->unit == YOKE_COUNT && !param->choices && param->least <= OTHERS)
            work.values.value[i] = OTHERS;
    }
    return work;
}

/* In the child, which ends by _exit: nothing is torn down. */
static int task_run(const void *argument)
{
    const struct task *task = argument;
    const struct yoke_workload *workload = task->workload;
    const struct yoke_work work = task_work(task);
    struct yoke_worker worker = {.io = &fake_io};
    struct yoke_error error = {0};
    void *context = NULL, *result = calloc(1, workload->result_bytes);
    if (workload->setup(&work, &context, &error))
        return 1;
    if (workload->worker_setup && workload->worker_setup(context, &worker, &error))
        return 1;
    instructions_begin();
    const int rc = workload->task(context, &worker, 0, result);
    instructions_end();
    return rc;
}

/* How many times as much work, by operations, or by bytes where there are none; work that the facts do not count,
 * inside and outside a mutex, is in proportion to its parameter. */
static double step_growth(const struct yoke_workload *workload, const struct step *step)
{
    double work[2];
    for (int i = 0; i < 2; i++) {
        const struct task task = {workload, step->param, i ? step->more : step->less};
        const struct yoke_work wanted = task_work(&task);
        struct yoke_error error = {0};
        void *context = NULL;
        assert_int_equal(workload->setup(&wanted, &context, &error), 0);
        const struct yoke_facts facts = workload->facts(context);
        work[i] = facts.operations > 0 ? facts.operations : facts.bytes;
        workload->teardown(context);
    }
    return work[1] > work[0] ? work[1] / work[0] : (double)step->more / (double)step->less;
}

static uint64_t step_instructions(const struct yoke_workload *workload, const struct step *step, uint64_t value)
{
    const struct task task = {workload, step->param, value};
    const uint64_t count = instructions_count(task_run, &task);
    if (count == INSTRUCTIONS_REFUSED) {
        print_message("skipped: this system does not let a process be traced (ptrace)\n");
        skip();
    }
    if (count == INSTRUCTIONS_FAILED || count == INSTRUCTIONS_TOO_MANY)
        fail_msg("%s with %s=%" PRIu64 " %s", workload->name, step->param, value,
                 count == INSTRUCTIONS_FAILED ? "failed" : "takes more instructions than can be counted");
    return count;
}

static const struct yoke_workload *workload_find(const char *name)
{
    for (size_t i = 0; yoke_workloads[i]; i++)
        if (!strcmp(yoke_workloads[i]->name, name))
            return yoke_workloads[i];
    fail_msg("no workload %s", name);
    return NULL;
}

static void instructions_grow_with_the_work_as_the_facts_say(void **state)
{
    (void)state;
    if (SANITIZED_THREAD) {
        print_message("skipped: most of what would be counted are the thread sanitizer's own instructions\n");
        skip();
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const struct yoke_workload *workload = workload_find(steps[i].workload);
        if (workload->unavailable) {
            print_message("%s left out: %s\n", workload->name, workload->unavailable);
            continue;
        }
        const double growth = step_growth(workload, &steps[i]);
        const double less = (double)step_instructions(workload, &steps[i], steps[i].less);
        const double more = (double)step_instructions(workload, &steps[i], steps[i].more);
        if (more < LEAST_SHARE * growth * less)
            fail_msg("%s: %.1f times the work by %s takes %.0f instructions after %.0f", workload->name, growth,
                     steps[i].param, more, less);
    }
}

static void every_workload_that_computes_is_tried(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++) {
        bool tried = yoke_workloads[i]->empty || yoke_workloads[i]->takes_command ||
                     yoke_workloads[i]->bound == YOKE_IO_BOUND || !strcmp(yoke_workloads[i]->name, "cpu_compress");
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
            tried |= !strcmp(steps[k].workload, yoke_workloads[i]->name);
        if (!tried)
            fail_msg("what %s costs is not tried", yoke_workloads[i]->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instructions_grow_with_the_work_as_the_facts_say),
        cmocka_unit_test(every_workload_that_computes_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
