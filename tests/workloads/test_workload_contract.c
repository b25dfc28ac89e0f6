/* SPDX-License-Identifier: MIT */
/* What every workload promises, proved by walking the list: a new one is tested by existing. */
#include <ctype.h>
#include <stdlib.h>

#include "fake_worker.h"
#include "fixture.h"
#include "yoke/catalogue.h"

enum { TASKS = 23 }; /* odd and prime: no symmetry hides a lost task */

/* One run of all tasks on one worker, with small parameters. */
struct trial {
    const struct yoke_workload *workload;
    struct yoke_work work;
    void *context;
    unsigned char *results;
    struct yoke_worker worker;
};

/* Small enough to be quick anywhere, large enough to do something. */
static uint64_t small_value(const struct yoke_param *param)
{
    static const uint64_t small[] = {[YOKE_COUNT] = 1000, [YOKE_BYTES] = 4096, [YOKE_NS] = 1000000};
    const uint64_t value = param->fallback < small[param->unit] ? param->fallback : small[param->unit];
    return value < param->least ? param->least : value;
}

static void trial_run(struct trial *trial, const struct yoke_workload *workload, uint64_t seed)
{
    struct yoke_error error = {0};
    *trial = (struct trial){.workload = workload, .work = {.task_count = TASKS, .seed = seed}, .worker = {.io = &fake_io}};
    for (unsigned i = 0; workload->params && workload->params[i].name; i++)
        trial->work.values.value[i] = small_value(&workload->params[i]);
    trial->results = calloc(TASKS, workload->result_bytes + 1);
    if (workload->setup && workload->setup(&trial->work, &trial->context, &error))
        fail_msg("%s: set-up failed: %s", workload->name, error.text);
    if (workload->worker_setup && workload->worker_setup(trial->context, &trial->worker, &error))
        fail_msg("%s: worker set-up failed: %s", workload->name, error.text);
    for (uint64_t index = 0; index < TASKS; index++) {
        void *result = workload->result_bytes ? trial->results + index * workload->result_bytes : NULL;
        assert_int_equal(workload->task(trial->context, &trial->worker, index, result), 0);
    }
}

static int trial_verify(const struct trial *trial, struct yoke_error *error)
{
    return trial->workload->verify(trial->context, trial->results, trial->worker.digest, error);
}

static void trial_end(struct trial *trial)
{
    if (trial->workload->worker_teardown)
        trial->workload->worker_teardown(trial->context, &trial->worker);
    if (trial->workload->teardown)
        trial->workload->teardown(trial->context);
    free(trial->results);
}

static bool name_is_plain(const char *name)
{
    for (const char *at = name; *at; at++)
        if (!islower((unsigned char)*at) && *at != '_' && (at == name || !isdigit((unsigned char)*at)))
            return false;
    return name[0] != '\0';
}

static void descriptors_are_complete(void **state)
{
    (void)state;
    assert_non_null(yoke_workloads[0]);
    for (size_t i = 0; yoke_workloads[i]; i++) {
        const struct yoke_workload *workload = yoke_workloads[i];
        assert_true(name_is_plain(workload->name));
        assert_true(workload->summary && workload->summary[0]);
        assert_non_null(workload->task);
        assert_non_null(workload->verify);
        assert_true(workload->default_tasks >= 1);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(workload->name, yoke_workloads[k]->name);
    }
}

static void parameters_have_a_fallback_within_their_limits(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++)
        for (const struct yoke_param *param = yoke_workloads[i]->params; param && param->name; param++) {
            assert_true(name_is_plain(param->name));
            assert_true(param->summary && param->summary[0]);
            assert_true(param->least <= param->fallback && param->fallback <= param->most);
            assert_true(param - yoke_workloads[i]->params < YOKE_PARAMS_MOST);
        }
}

static void the_right_answer_is_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++) {
        struct trial trial;
        struct yoke_error error = {0};
        trial_run(&trial, yoke_workloads[i], 42);
        if (trial_verify(&trial, &error))
            fail_msg("%s: %s", yoke_workloads[i]->name, error.text);
        trial_end(&trial);
    }
}

static void refuse_expected(struct trial *trial, const char *what)
{
    struct yoke_error error = {0};
    if (!trial_verify(trial, &error))
        fail_msg("%s: %s went unnoticed", trial->workload->name, what);
    assert_true(error.text[0]);
}

static void one_wrong_bit_in_any_result_is_noticed(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++) {
        struct trial trial;
        trial_run(&trial, yoke_workloads[i], 42);
        const size_t bytes = TASKS * yoke_workloads[i]->result_bytes;
        for (size_t at = 0; at < bytes; at++) {
            trial.results[at] ^= 1;
            refuse_expected(&trial, "a wrong bit");
            trial.results[at] ^= 1;
        }
        if (!bytes) {
            trial.worker.digest ^= 1;
            refuse_expected(&trial, "a wrong digest");
        }
        trial_end(&trial);
    }
}

static void a_task_that_did_not_run_is_noticed(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++) {
        const struct yoke_workload *workload = yoke_workloads[i];
        struct trial trial;
        trial_run(&trial, workload, 42);
        if (workload->result_bytes) /* not the first: its right answer may be zero */
            memset(trial.results + 5 * workload->result_bytes, 0, workload->result_bytes);
        else
            assert_int_equal(workload->task(trial.context, &trial.worker, 5, NULL), 0); /* or ran twice */
        refuse_expected(&trial, "a lost or repeated task");
        trial_end(&trial);
    }
}

static void equal_seeds_make_equal_work(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++) {
        struct trial left, right;
        fake_slept_ns = 0;
        trial_run(&left, yoke_workloads[i], 7);
        const uint64_t slept_ns = fake_slept_ns;
        fake_slept_ns = 0;
        trial_run(&right, yoke_workloads[i], 7);
        assert_int_equal(fake_slept_ns, slept_ns);
        assert_int_equal(left.worker.digest, right.worker.digest);
        assert_memory_equal(left.results, right.results, TASKS * yoke_workloads[i]->result_bytes + 1);
        trial_end(&left);
        trial_end(&right);
    }
}

static void the_ideal_of_one_worker_is_the_sum_of_all_waits(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++) {
        if (!yoke_workloads[i]->ideal_ns)
            continue;
        struct trial trial;
        fake_slept_ns = 0;
        trial_run(&trial, yoke_workloads[i], 7);
        assert_true(fake_slept_ns > 0);
        assert_int_equal(yoke_workloads[i]->ideal_ns(trial.context, 1), fake_slept_ns);
        const uint64_t all = yoke_workloads[i]->ideal_ns(trial.context, TASKS);
        const uint64_t two = yoke_workloads[i]->ideal_ns(trial.context, 2);
        assert_true(two >= (fake_slept_ns + 1) / 2 && two < fake_slept_ns);
        assert_true(all < two && all * TASKS >= fake_slept_ns);
        trial_end(&trial);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(descriptors_are_complete),
        cmocka_unit_test(parameters_have_a_fallback_within_their_limits),
        cmocka_unit_test(the_right_answer_is_accepted),
        cmocka_unit_test(one_wrong_bit_in_any_result_is_noticed),
        cmocka_unit_test(a_task_that_did_not_run_is_noticed),
        cmocka_unit_test(equal_seeds_make_equal_work),
        cmocka_unit_test(the_ideal_of_one_worker_is_the_sum_of_all_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
