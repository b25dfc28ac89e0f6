/* SPDX-License-Identifier: MIT */
/* The energy of made-up machines, and that this one says why where it has none. */
#include "counter_energy.h"

#include <errno.h>

#include "counters.h"
#include "tree.h"

#define ZONE "/sys/class/powercap/intel-rapl:"

static void zone_write(const char *root, int zone, const char *name, const char *energy_uj)
{
    char path[128];
    snprintf(path, sizeof path, ZONE "%d/name", zone);
    tree_write(root, path, name);
    snprintf(path, sizeof path, ZONE "%d/energy_uj", zone);
    tree_write(root, path, energy_uj);
    snprintf(path, sizeof path, ZONE "%d/max_energy_range_uj", zone);
    tree_write(root, path, "1000000\n");
}

static struct counter_energy *energy_of(const char *root)
{
    struct counter_verdict verdict = {0};
    struct counter_energy *energy = NULL;
    assert_int_equal(counter_energy_open(root, &energy, &verdict), 0);
    return energy;
}

static void all_packages_are_summed_and_nothing_else(void **state)
{
    zone_write(*state, 0, "package-0\n", "1000\n");
    zone_write(*state, 1, "package-1\n", "5000\n");
    zone_write(*state, 2, "psys\n", "7000\n");
    struct counter_energy *energy = energy_of(*state);
    assert_int_equal(counter_energy_read(energy), 0);
    zone_write(*state, 0, "package-0\n", "1300\n");
    zone_write(*state, 1, "package-1\n", "5020\n");
    zone_write(*state, 2, "psys\n", "9999\n");
    assert_int_equal(counter_energy_read(energy), 320);
    counter_energy_close(energy);
}

static void a_book_that_ran_over_is_carried_on(void **state)
{
    zone_write(*state, 0, "package-0\n", "999900\n");
    struct counter_energy *energy = energy_of(*state);
    zone_write(*state, 0, "package-0\n", "50\n");
    assert_int_equal(counter_energy_read(energy), 150);
    zone_write(*state, 0, "package-0\n", "60\n");
    assert_int_equal(counter_energy_read(energy), 160);
    counter_energy_close(energy);
}

static void a_book_that_cannot_be_read_any_more_is_missing_not_zero(void **state)
{
    zone_write(*state, 0, "package-0\n", "1000\n");
    struct counter_energy *energy = energy_of(*state);
    zone_write(*state, 0, "package-0\n", "");
    assert_true(counter_energy_read(energy) == YOKE_MISSING);
    counter_energy_close(energy);
}

static void a_machine_without_an_energy_counter_says_so(void **state)
{
    struct counter_verdict verdict = {0};
    struct counter_energy *energy = NULL;
    assert_int_equal(counter_energy_open(*state, &energy, &verdict), -ENODEV);
    assert_int_equal(verdict.status, YOKE_COUNTER_UNAVAILABLE);
    assert_non_null(strstr(verdict.reason, "/sys/class/powercap"));
    assert_null(energy);
}

static void this_machine_has_energy_that_grows_or_a_reason(void **state)
{
    (void)state;
    struct counter_group *group = NULL;
    struct counter_set *set = NULL;
    const struct counter_wish wish = {.names = (const char *const[]){"energy-pkg"}, .name_count = 1};
    assert_int_equal(counter_group_open(&wish, &group, NULL), 0);
    const struct counter_event *event = counter_group_event(group, 0);
    assert_int_equal(counter_set_start_machine(group, &set, NULL), 0);
    assert_true((event->status == YOKE_COUNTER_OK) == (set != NULL));
    assert_true((event->status == YOKE_COUNTER_OK) == (event->reason == NULL));
    assert_true(event->machine_wide == (set != NULL));
    counter_set_stop(set);
    counter_group_close(group);
}

#define ON_A_TREE(test) cmocka_unit_test_setup_teardown(test, tree_make, tree_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_TREE(all_packages_are_summed_and_nothing_else),
        ON_A_TREE(a_book_that_ran_over_is_carried_on),
        ON_A_TREE(a_book_that_cannot_be_read_any_more_is_missing_not_zero),
        ON_A_TREE(a_machine_without_an_energy_counter_says_so),
        cmocka_unit_test(this_machine_has_energy_that_grows_or_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
