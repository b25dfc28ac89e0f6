/* SPDX-License-Identifier: MIT */
/* What every workload says of itself: names, limits, words. Help, plans and records are made of it. */
#include <ctype.h>

#include "fixture.h"
#include "yoke/catalogue.h"

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
        assert_true(workload->reading && workload->reading[0]);
        assert_true(workload->unavailable || (workload->task && workload->verify));
        assert_true(!workload->worker_setup == !workload->worker_teardown || workload->bound == YOKE_SYNC_BOUND);
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

static void choices_are_plain_words_as_many_as_the_limits_say(void **state)
{
    (void)state;
    for (size_t i = 0; yoke_workloads[i]; i++)
        for (const struct yoke_param *param = yoke_workloads[i]->params; param && param->name; param++) {
            if (!param->choices)
                continue;
            uint64_t count = 0;
            for (; param->choices[count]; count++)
                assert_true(name_is_plain(param->choices[count]) &&
                            strlen(param->choices[count]) <= YOKE_CHOICE_BYTES_MOST);
            assert_true(param->unit == YOKE_COUNT && param->least == 0);
            assert_int_equal(count, param->most + 1);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(descriptors_are_complete),
        cmocka_unit_test(parameters_have_a_fallback_within_their_limits),
        cmocka_unit_test(choices_are_plain_words_as_many_as_the_limits_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
