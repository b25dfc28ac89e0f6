/* SPDX-License-Identifier: MIT */
/* What the hooks of every workload promise, proved by walking the list: a new one is tested by existing. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "blocking_io.h"
#include "fake_worker.h"
#include "fixture.h"
#include "small_work.h"
#include "yoke/catalogue.h"

enum { WORKERS = 2 };

/* Runs of all tasks with small parameters, the tasks taken in turn by two workers. */
struct trial {
    const struct yoke_workload *workload;
    struct yoke_work work;
    void *context;
    unsigned char *results;
    struct yoke_worker workers[WORKERS];
};

/* Everything but sleep is real: pipes, sockets and files have somebody at the other end. */
static struct yoke_io mostly_real_io;

static int io_begin(void **state)
{
    (void)state;
    mostly_real_io = blocking_io;
    mostly_real_io.sleep = fake_sleep;
    mostly_real_io.yield = fake_yield;
    return 0;
}

/* Returns false when this machine has nothing to set it up with, and the workload said what is missing. */
static bool trial_start(struct trial *trial, const struct yoke_workload *workload, const struct yoke_work *work)
{
    struct yoke_error error = {0};
    *trial = (struct trial){.workload = workload, .work = *work};
    const int status = workload->setup ? workload->setup(&trial->work, &trial->context, &error) : 0;
    if (status == -EOPNOTSUPP) {
        print_message("left out: %s\n", error.text);
        return false;
    }
    if (status)
        fail_msg("%s: set-up failed: %s", workload->name, error.text);
    for (unsigned i = 0; i < WORKERS; i++) {
        trial->workers[i] = (struct yoke_worker){.index = i, .io = &mostly_real_io};
        if (workload->worker_setup && workload->worker_setup(trial->context, &trial->workers[i], &error))
            fail_msg("%s: worker set-up failed: %s", workload->name, error.text);
    }
    trial->results = calloc(work->task_count, workload->result_bytes + 1);
    return true;
}

static void *trial_result(const struct trial *trial, uint64_t index)
{
    return trial->workload->result_bytes ? trial->results + index * trial->workload->result_bytes : NULL;
}

static void trial_run(struct trial *trial)
{
    memset(trial->results, 0, trial->work.task_count * (trial->workload->result_bytes + 1));
    for (unsigned i = 0; i < WORKERS; i++)
        trial->workers[i].digest = 0;
    for (uint64_t index = 0; index < trial->work.task_count; index++) {
        struct yoke_worker *worker = &trial->workers[index % WORKERS];
        assert_int_equal(trial->workload->task(trial->context, worker, index, trial_result(trial, index)), 0);
    }
}

static bool trial_begin(struct trial *trial, const struct yoke_workload *workload, uint64_t seed)
{
    const struct yoke_work work = small_work(workload, seed);
    if (!trial_start(trial, workload, &work))
        return false;
    trial_run(trial);
    return true;
}

static uint64_t trial_digest(const struct trial *trial)
{
    return trial->workers[0].digest + trial->workers[1].digest;
}

static int trial_verify(const struct trial *trial, struct yoke_error *error)
{
    return trial->workload->verify(trial->context, trial->results, trial_digest(trial), error);
}

static void trial_end(struct trial *trial)
{
    for (unsigned i = 0; trial->workload->worker_teardown && i < WORKERS; i++)
        trial->workload->worker_teardown(trial->context, &trial->workers[i]);
    if (trial->workload->teardown)
        trial->workload->teardown(trial->context);
    free(trial->results);
}

/* The next workload that can run in this build, from `*i` on; the others are named and left out. NULL: that was the
 * last. */
static const struct yoke_workload *workload_next(size_t *i)
{
    for (; yoke_workloads[*i] && yoke_workloads[*i]->unavailable; (*i)++)
        print_message("%s left out: %s\n", yoke_workloads[*i]->name, yoke_workloads[*i]->unavailable);
    return yoke_workloads[*i] ? yoke_workloads[(*i)++] : NULL;
}

static void expect_accepted(const struct trial *trial, const char *when)
{
    struct yoke_error error = {0};
    if (trial_verify(trial, &error))
        fail_msg("%s, %s: %s", trial->workload->name, when, error.text);
}

static void the_right_answer_is_accepted(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));) {
        struct trial trial;
        if (!trial_begin(&trial, workload, 42))
            continue;
        expect_accepted(&trial, "first run");
        expect_accepted(&trial, "verified again");
        trial_run(&trial);
        expect_accepted(&trial, "second run");
        trial_end(&trial);
    }
}

static void a_single_task_has_a_right_answer(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));) {
        struct yoke_work work = small_work(workload, 42);
        struct trial trial;
        work.task_count = 1;
        if (!trial_start(&trial, workload, &work))
            continue;
        trial_run(&trial);
        expect_accepted(&trial, "one task");
        trial_end(&trial);
    }
}

static void the_least_value_of_every_parameter_has_a_right_answer(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));)
        for (unsigned k = 0; workload->params && workload->params[k].name; k++) {
            struct yoke_work work = small_work(workload, 42);
            struct trial trial;
            work.values.value[k] = workload->params[k].least;
            if (!trial_start(&trial, workload, &work))
                continue;
            trial_run(&trial);
            expect_accepted(&trial, workload->params[k].name);
            trial_end(&trial);
        }
}

static void every_choice_has_a_right_answer(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));)
        for (unsigned k = 0; workload->params && workload->params[k].name; k++)
            for (uint64_t choice = 0; workload->params[k].choices && workload->params[k].choices[choice]; choice++) {
                struct yoke_work work = small_work(workload, 42);
                struct trial trial;
                work.values.value[k] = choice;
                if (!trial_start(&trial, workload, &work))
                    continue;
                trial_run(&trial);
                expect_accepted(&trial, workload->params[k].choices[choice]);
                trial_end(&trial);
            }
}

static void refuse_expected(const struct trial *trial, const char *what)
{
    struct yoke_error error = {0};
    if (!trial_verify(trial, &error))
        fail_msg("%s: %s went unnoticed", trial->workload->name, what);
    assert_memory_equal(error.text, trial->workload->name, strlen(trial->workload->name));
}

static void one_wrong_bit_in_any_result_is_noticed(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));) {
        struct trial trial;
        if (!trial_begin(&trial, workload, 42))
            continue;
        const size_t bits = 8 * SMALL_TASKS * workload->result_bytes;
        for (size_t bit = 0; bit < bits; bit++) {
            trial.results[bit / 8] ^= (unsigned char)(1u << bit % 8);
            refuse_expected(&trial, "a wrong bit");
            trial.results[bit / 8] ^= (unsigned char)(1u << bit % 8);
        }
        if (!bits) {
            trial.workers[0].digest ^= 1;
            refuse_expected(&trial, "a wrong digest");
        }
        trial_end(&trial);
    }
}

static void a_task_that_did_not_run_is_noticed(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));) {
        struct trial trial;
        if (!trial_begin(&trial, workload, 42))
            continue;
        if (workload->result_bytes) /* not the first: its right answer may be zero */
            memset(trial.results + 5 * workload->result_bytes, 0, workload->result_bytes);
        else
            assert_int_equal(workload->task(trial.context, &trial.workers[0], 5, NULL), 0); /* or ran twice */
        refuse_expected(&trial, "a lost or repeated task");
        trial_end(&trial);
    }
}

static void equal_seeds_make_equal_work(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));) {
        struct trial left, right;
        fake_slept_ns = 0;
        if (!trial_begin(&left, workload, 7))
            continue;
        const uint64_t slept_ns = fake_slept_ns;
        fake_slept_ns = 0;
        assert_true(trial_begin(&right, workload, 7));
        assert_int_equal(fake_slept_ns, slept_ns);
        assert_int_equal(trial_digest(&left), trial_digest(&right));
        assert_memory_equal(left.results, right.results, SMALL_TASKS * workload->result_bytes + 1);
        trial_end(&left);
        trial_end(&right);
    }
}

static void facts_count_what_the_descriptor_names(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));) {
        struct trial trial;
        if (!trial_begin(&trial, workload, 7))
            continue;
        const struct yoke_facts facts = workload->facts ? workload->facts(trial.context) : (struct yoke_facts){0};
        if (!workload->operation != !(facts.operations > 0))
            fail_msg("%s has %g operations and calls them \"%s\"", workload->name, facts.operations,
                     workload->operation);
        if (!workload->moved != !(facts.bytes > 0))
            fail_msg("%s moves %g bytes and calls them \"%s\"", workload->name, facts.bytes, workload->moved);
        if (workload->bound != YOKE_IO_BOUND && !workload->empty && !(facts.operations > 0) && !(facts.bytes > 0))
            fail_msg("%s has no facts to derive a rate from", workload->name);
        trial_end(&trial);
    }
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* Waits that are no sleeps, at a server, are real: they last at least as long as they say. */
static void the_ideal_of_one_worker_is_the_sum_of_all_waits(void **state)
{
    (void)state;
    const struct yoke_workload *workload;
    for (size_t i = 0; (workload = workload_next(&i));) {
        if (!workload->ideal_ns)
            continue;
        struct trial trial;
        fake_slept_ns = 0;
        const uint64_t begin_ns = now_ns();
        if (!trial_begin(&trial, workload, 7))
            continue;
        const uint64_t one = workload->ideal_ns(trial.context, 1);
        if (fake_slept_ns)
            assert_int_equal(one, fake_slept_ns);
        else
            assert_true(one > 0 && now_ns() - begin_ns >= one);
        const uint64_t all = workload->ideal_ns(trial.context, SMALL_TASKS);
        const uint64_t two = workload->ideal_ns(trial.context, 2);
        assert_true(two >= (one + 1) / 2 && two < one);
        assert_true(all < two && all * SMALL_TASKS >= one);
        trial_end(&trial);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_answer_is_accepted),
        cmocka_unit_test(a_single_task_has_a_right_answer),
        cmocka_unit_test(the_least_value_of_every_parameter_has_a_right_answer),
        cmocka_unit_test(every_choice_has_a_right_answer),
        cmocka_unit_test(one_wrong_bit_in_any_result_is_noticed),
        cmocka_unit_test(a_task_that_did_not_run_is_noticed),
        cmocka_unit_test(equal_seeds_make_equal_work),
        cmocka_unit_test(facts_count_what_the_descriptor_names),
        cmocka_unit_test(the_ideal_of_one_worker_is_the_sum_of_all_waits),
    };
    return cmocka_run_group_tests(tests, io_begin, NULL);
}
