/* SPDX-License-Identifier: MIT */
/* What `yoke topo` writes, on machines that are not this one. */
#include "fixture.h"
#include "topo.h"

#include <errno.h>
#include <string.h>

struct shown {
    int status;
    struct yoke_error error;
    char text[4096];
};

static struct shown show(const char *machine, const char *policy, unsigned workers)
{
    struct shown shown = {.status = 0};
    struct topology *topology;
    struct placement placement;
    assert_int_equal(topology_load_synthetic(machine, &topology, &shown.error), 0);
    assert_int_equal(placement_parse(policy, &placement, &shown.error), 0);
    FILE *stream = fmemopen(shown.text, sizeof shown.text, "w");
    assert_non_null(stream);
    shown.status = topo_show(topology, &placement, 1, workers, false, stream, &shown.error);
    fclose(stream);
    topology_free(topology);
    return shown;
}

static void the_drawing_comes_first_and_then_the_workers_processors(void **state)
{
    (void)state;
    struct shown shown = show("pack:2 core:2 pu:2", "scatter", 0);
    assert_int_equal(shown.status, 0);
    assert_string_equal(shown.text, "2 packages, 4 cores, 1 memory node, 8 usable processors: 0-7\n"
                                    "not the machine this runs on: for planning only\n"
                                    "|- memory node 0 1 GiB\n"
                                    "|- package 0\n"
                                    "|  |- core 0: processor 0, sibling 1\n"
                                    "|  `- core 1: processor 2, sibling 3\n"
                                    "`- package 1\n"
                                    "   |- core 2: processor 4, sibling 5\n"
                                    "   `- core 3: processor 6, sibling 7\n"
                                    "\n"
                                    "processors for 8 workers, in order:\n"
                                    "  scatter  0 4 2 6 1 5 3 7\n");
}

static void runs_of_three_and_more_are_shortened(void **state)
{
    (void)state;
    assert_non_null(strstr(show("pu:12", "4-7,1,2,9", 7).text, "  list     4-7 1 2 9\n"));
}

static void workers_that_share_a_processor_are_announced(void **state)
{
    (void)state;
    assert_non_null(strstr(show("pu:4", "compact", 6).text,
                           "6 workers, in order:\n  compact  0-3 (worker 4 starts again at the first)\n"));
    assert_null(strstr(show("pu:4", "compact", 4).text, "again"));
}

static void none_is_shown_as_the_kernels_choice(void **state)
{
    (void)state;
    assert_non_null(strstr(show("pu:4", "none", 2).text, "  none     wherever the kernel puts them\n"));
}

static void a_list_that_does_not_fit_the_machine_is_an_error(void **state)
{
    (void)state;
    struct shown shown = show("pu:4", "9", 1);
    assert_int_equal(shown.status, -EINVAL);
    assert_string_equal(shown.error.text, "processor 9 is not allowed here (allowed: 0-3)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_drawing_comes_first_and_then_the_workers_processors),
        cmocka_unit_test(runs_of_three_and_more_are_shortened),
        cmocka_unit_test(workers_that_share_a_processor_are_announced),
        cmocka_unit_test(none_is_shown_as_the_kernels_choice),
        cmocka_unit_test(a_list_that_does_not_fit_the_machine_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
