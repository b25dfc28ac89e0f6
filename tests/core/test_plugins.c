/* SPDX-License-Identifier: MIT */
/* Shared objects add to the catalogue, or are refused with one sentence and add nothing. */
#include "plugins.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "fake_catalogue.h"
#include "fixture.h"

static size_t workload_count(const struct plugins *plugins)
{
    size_t count = 0;
    while (plugins->catalogue.workloads[count])
        count++;
    return count;
}

static void what_a_plugin_lists_is_in_the_catalogue_once(void **state)
{
    (void)state;
    struct yoke_error error = {0};
    struct plugins plugins;
    assert_int_equal(plugins_open(&plugins, &fake_catalogue), 0);
    const size_t before = workload_count(&plugins);
    for (int i = 0; i < 2; i++)
        if (plugins_load(&plugins, PLUGIN_GOOD, &error))
            fail_msg("%s", error.text);
    assert_int_equal(workload_count(&plugins), before + 1);
    assert_string_equal(plugins.catalogue.workloads[0]->name, "brought");
    assert_ptr_equal(plugins.catalogue.workloads[1], &fake_null);
    assert_ptr_equal(plugins.catalogue.executors[0], &fake_serial);
    assert_ptr_equal(plugins.catalogue.schedules, fake_catalogue.schedules);
    assert_int_equal(plugins.count, 1);
    assert_string_equal(plugins.paths[0], PLUGIN_GOOD);
    plugins_close(&plugins);
}

static void what_is_wrong_is_one_sentence_and_nothing_is_added(void **state)
{
    (void)state;
    static const struct {
        const char *path, *sentence;
    } cases[] = {
        {PLUGIN_ABI, "was built for ABI 999, this yoke has 1: build it again"},
        {PLUGIN_GROWTH, "was built with headers of another yoke"},
        {PLUGIN_CLASH, "the name of workload \"null\" is taken"},
        {PLUGIN_UNNAMED, "its workload 1 has no name"},
        {PLUGIN_LAZY, "its workload \"brought\" lacks a task"},
        {PLUGIN_SYMBOLLESS, "does not export yoke_plugin"},
        {TESTS_FOLDER "/core/test_plugins.c", "is no shared object"},
        {"./missing.so", "no plug-in ./missing.so: No such file or directory"},
    };
    struct plugins plugins;
    assert_int_equal(plugins_open(&plugins, &fake_catalogue), 0);
    const size_t before = workload_count(&plugins);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct yoke_error error = {0};
        assert_true(plugins_load(&plugins, cases[i].path, &error) < 0);
        if (!strstr(error.text, cases[i].sentence))
            fail_msg("\"%s\" is not in: %s", cases[i].sentence, error.text);
        assert_int_equal(workload_count(&plugins), before);
        assert_int_equal(plugins.count, 0);
    }
    plugins_close(&plugins);
}

static void a_name_given_twice_by_one_plugin_is_refused(void **state)
{
    (void)state;
    static const struct yoke_executor twin = {.name = "twin"};
    static const struct yoke_executor *const executors[] = {&twin, &twin, NULL};
    const struct yoke_plugin plugin = YOKE_PLUGIN_OF(NULL, executors, NULL);
    struct yoke_error error = {0};
    struct plugins plugins;
    assert_int_equal(plugins_open(&plugins, &fake_catalogue), 0);
    assert_int_equal(plugins_add(&plugins, &plugin, "mine", &error), -EEXIST);
    assert_string_equal(error.text, "mine: the name of executor \"twin\" is taken: give this one another");
    plugins_close(&plugins);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_plugin_lists_is_in_the_catalogue_once),
        cmocka_unit_test(what_is_wrong_is_one_sentence_and_nothing_is_added),
        cmocka_unit_test(a_name_given_twice_by_one_plugin_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
