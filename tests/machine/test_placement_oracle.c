/* SPDX-License-Identifier: MIT */
/* Placement compared with what hwloc's own programs say. Skipped where they are not installed. */
#include "placed.h"

static void the_first_places_are_the_first_processors_of_the_cores_as_hwloc_calc_says(void **state)
{
    const struct machines *machines = *state;
    static struct placed compact, scatter;
    static char output[65536];
    for (unsigned i = 0; i < machines->recorded_count; ++i) {
        char command[700];
        const struct machine *machine = &machines->list[i];
        snprintf(command, sizeof command, "hwloc-calc -i '%s' --po -I PU core:all.pu:0 2>/dev/null", machine->source);
        if (!machines_ask(command, output, sizeof output))
            skip();
        place(&compact, machine, PLACEMENT_COMPACT, topology_core_count(machine->topology));
        place(&scatter, machine, PLACEMENT_SCATTER, topology_core_count(machine->topology));
        bool one_kind = true;
        for (unsigned j = 0; j < compact.pu_count; ++j)
            one_kind &= compact.pus[j].efficiency == compact.pus[0].efficiency;
        unsigned seen = 0;
        for (char *word = strtok(output, ",\n"); word; word = strtok(NULL, ",\n"), ++seen) {
            const struct topology_pu *first = pu_find(&compact, (unsigned)strtoul(word, NULL, 10));
            bool in_compact = false, in_scatter = false;
            for (unsigned j = 0; j < compact.workers; ++j) {
                in_compact |= compact.at[j] == first;
                in_scatter |= scatter.at[j] == first;
            }
            assert_true(in_compact && in_scatter);
            if (one_kind) /* hwloc-calc knows no kinds here: with one, compact is its order */
                assert_ptr_equal(compact.at[seen], first);
        }
        assert_int_equal(seen, compact.workers);
    }
}

/* The one bit of a mask as hwloc-distrib prints it, "0x100000". */
static unsigned mask_bit(const char *mask)
{
    size_t length = strlen(mask);
    for (size_t i = 2; i < length; ++i) {
        char digit[2] = {mask[i], '\0'};
        unsigned value = (unsigned)strtoul(digit, NULL, 16);
        if (value)
            return (unsigned)(4 * (length - 1 - i)) + (unsigned)__builtin_ctz(value);
    }
    fail_msg("%s is not a mask of one processor", mask);
    return 0;
}

/* Compares how many of `workers` each group gets. Returns false when there is nobody to ask. */
static bool distrib_agrees(const struct machine *machine, unsigned (*group)(const struct topology_pu *),
                           unsigned workers)
{
    static struct placed placed;
    static char output[65536];
    char command[700];
    int shares[PUS_MOST] = {0};
    snprintf(command, sizeof command, "hwloc-distrib -i '%s' --taskset --single %u 2>/dev/null", machine->source,
             workers);
    if (!machines_ask(command, output, sizeof output))
        return false;
    place(&placed, machine, PLACEMENT_SCATTER, workers);
    for (unsigned i = 0; i < workers; ++i)
        ++shares[group(placed.at[i])];
    for (char *word = strtok(output, "\n"); word; word = strtok(NULL, "\n"))
        --shares[group(pu_find(&placed, mask_bit(word)))];
    for (unsigned i = 0; i < placed.pu_count; ++i)
        assert_int_equal(shares[i], 0);
    return true;
}

/* Where groups are equal, workers in a multiple of their number can be spread in one way only. */
static void scatter_shares_equal_packages_and_l3s_as_hwloc_distrib_does(void **state)
{
    const struct machines *machines = *state;
    unsigned (*const kinds_of_group[])(const struct topology_pu *) = {turn_of, l3_of};
    static struct placed placed;
    for (unsigned i = 0; i < machines->recorded_count; ++i) {
        for (unsigned kind = 0; kind < 2; ++kind) {
            unsigned groups;
            place(&placed, &machines->list[i], PLACEMENT_SCATTER, 1);
            if (!group_sizes_are_equal(&placed, kinds_of_group[kind], &groups))
                continue;
            for (unsigned workers = groups; workers <= placed.core_count; workers += groups)
                if (!distrib_agrees(&machines->list[i], kinds_of_group[kind], workers))
                    skip();
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_places_are_the_first_processors_of_the_cores_as_hwloc_calc_says),
        cmocka_unit_test(scatter_shares_equal_packages_and_l3s_as_hwloc_distrib_does),
    };
    return cmocka_run_group_tests(tests, machines_setup, machines_teardown);
}
