/* SPDX-License-Identifier: MIT */
/* Binding on the machine at hand, and refusing to bind on any other. Every assertion about where a thread runs asks the
 * kernel, not hwloc. */
#include "machines.h"
#include "topology.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

/* The way of loading this machine that is being tested: what is said here holds for both. */
static int (*load_here)(struct topology **topology, struct yoke_error *error);

static struct topology *load(void)
{
    struct topology *topology = NULL;
    struct yoke_error error = {""};
    if (load_here(&topology, &error))
        fail_msg("%s", error.text);
    return topology;
}

static cpu_set_t mask_now(void)
{
    cpu_set_t mask;
    CPU_ZERO(&mask);
    assert_int_equal(sched_getaffinity(0, sizeof mask, &mask), 0);
    return mask;
}

static void this_machine_offers_exactly_the_processors_of_the_mask(void **state)
{
    (void)state;
    struct topology *topology = load();
    cpu_set_t mask = mask_now();
    assert_true(topology_is_this_machine(topology));
    unsigned count;
    const struct topology_pu *pus = topology_pus(topology, &count);
    assert_int_equal(count, CPU_COUNT(&mask));
    for (unsigned i = 0; i < count; ++i)
        assert_true(CPU_ISSET(pus[i].os_index, &mask));
    topology_free(topology);
}

static void a_bound_thread_runs_on_its_processor_and_on_no_other(void **state)
{
    (void)state;
    struct topology *topology = load();
    cpu_set_t before = mask_now();
    unsigned count;
    const struct topology_pu *pus = topology_pus(topology, &count);
    for (unsigned i = 0; i < count; ++i) {
        struct yoke_error error = {""};
        assert_int_equal(topology_bind(topology, pus[i].os_index, &error), 0);
        assert_int_equal(sched_getcpu(), pus[i].os_index);
        cpu_set_t bound = mask_now();
        assert_int_equal(CPU_COUNT(&bound), 1);
        assert_true(CPU_ISSET(pus[i].os_index, &bound));
    }
    assert_int_equal(sched_setaffinity(0, sizeof before, &before), 0);
    topology_free(topology);
}

static void a_processor_that_is_not_allowed_is_refused_with_those_that_are(void **state)
{
    (void)state;
    struct topology *topology = load();
    struct yoke_error error = {""};
    char allowed[512];
    snprintf(allowed, sizeof allowed, "processor 64999 is not allowed here (allowed: %s)",
             topology_allowed_list(topology));
    assert_int_equal(topology_bind(topology, 64999, &error), -EINVAL);
    assert_string_equal(error.text, allowed);
    topology_free(topology);
}

static void binding_on_a_synthetic_machine_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    struct topology *topology;
    struct yoke_error error = {""};
    cpu_set_t before = mask_now();
    assert_int_equal(topology_load_synthetic("pack:2 core:4 pu:2", &topology, &error), 0);
    assert_false(topology_is_this_machine(topology));
    assert_int_equal(topology_bind(topology, 0, &error), -ENOTSUP);
    assert_non_null(strstr(error.text, "processor 0 of a recorded or synthetic topology"));
    cpu_set_t after = mask_now();
    assert_true(CPU_EQUAL(&before, &after));
    topology_free(topology);
}

/* Confines the calling thread as taskset would, to the last processor of its mask; returns that one's number. */
static unsigned confine_to_last(void)
{
    cpu_set_t mask = mask_now(), one;
    unsigned last = CPU_SETSIZE - 1;
    while (!CPU_ISSET(last, &mask))
        --last;
    CPU_ZERO(&one);
    CPU_SET(last, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    return last;
}

static bool machine_is_wide_enough(void)
{
    cpu_set_t mask = mask_now();
    if (CPU_COUNT(&mask) > 1)
        return true;
    print_message(
        "skipped: this process may use one processor only, so a narrower mask cannot be told from a wide one\n");
    return false;
}

/* In a child, so that this process keeps its own mask: exit status 0 is success, anything else names what was wrong. */
static int confined_child(void)
{
    unsigned last = confine_to_last();
    struct topology *topology = NULL;
    struct yoke_error error = {""};
    struct yoke_topology_facts facts;
    if (load_here(&topology, &error))
        return 10;
    topology_facts(topology, &facts);
    unsigned count;
    const struct topology_pu *pus = topology_pus(topology, &count);
    const bool cores_told = facts.cores == (load_here == topology_load ? 1 : YOKE_MISSING);
    if (count != 1 || facts.pus != 1 || !cores_told || pus[0].os_index != last)
        return 11;
    if (topology_bind(topology, 0, &error) != -EINVAL) /* allowed before the mask was inherited; last is above 0 */
        return 12;
    if (topology_bind(topology, last, &error) || sched_getcpu() != (int)last)
        return 13;
    topology_free(topology);
    return 0;
}

static void a_mask_inherited_from_taskset_is_honoured(void **state)
{
    (void)state;
    if (!machine_is_wide_enough())
        skip();
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(confined_child());
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void *confined_thread(void *result)
{
    unsigned *count = result;
    unsigned last = confine_to_last();
    struct topology *topology = NULL;
    if (load_here(&topology, NULL) == 0) {
        const struct topology_pu *pus = topology_pus(topology, count);
        *count = *count == 1 && pus[0].os_index == last ? 1 : 0;
    }
    topology_free(topology);
    return NULL;
}

/* The case in which hwloc's own flag gives a topology without processors. */
static void the_calling_threads_mask_counts_where_other_threads_have_another(void **state)
{
    (void)state;
    if (!machine_is_wide_enough())
        skip();
    pthread_t thread;
    unsigned count = 0;
    assert_int_equal(pthread_create(&thread, NULL, confined_thread, &count), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(count, 1);
}

static void hwlocs_variables_choose_another_machine_for_planning(void **state)
{
    (void)state;
    unsigned count;
    setenv("HWLOC_SYNTHETIC", "pack:3 core:5 pu:2", 1);
    struct topology *topology = load();
    unsetenv("HWLOC_SYNTHETIC");
    topology_pus(topology, &count);
    assert_int_equal(count, 30);
    assert_false(topology_is_this_machine(topology));
    topology_free(topology);

    setenv("HWLOC_XMLFILE", TESTS_FOLDER "/topologies/power9-2s-smt4-gpu-nodes.xml", 1);
    topology = load();
    unsetenv("HWLOC_XMLFILE");
    assert_string_equal(topology_allowed_list(topology), "0-15,88-103");
    assert_false(topology_is_this_machine(topology));
    topology_free(topology);
}

static void a_variable_that_names_no_machine_is_an_error(void **state)
{
    (void)state;
    static const char *const names[] = {"HWLOC_XMLFILE", "HWLOC_SYNTHETIC"};
    for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
        struct topology *topology = NULL;
        struct yoke_error error = {""};
        setenv(names[i], "/nonexistent", 1);
        int status = load_here(&topology, &error);
        unsetenv(names[i]);
        assert_true(status < 0);
        assert_non_null(strstr(error.text, "/nonexistent"));
        assert_null(topology);
    }
}

static void a_variable_does_not_change_what_a_named_file_or_description_loads(void **state)
{
    (void)state;
    unsigned count;
    struct topology *topology;
    struct yoke_error error = {""};
    setenv("HWLOC_XMLFILE", TESTS_FOLDER "/topologies/power9-2s-smt4-gpu-nodes.xml", 1);
    setenv("HWLOC_THISSYSTEM", "1", 1);
    int status = topology_load_synthetic("pu:3", &topology, &error);
    unsetenv("HWLOC_XMLFILE");
    unsetenv("HWLOC_THISSYSTEM");
    assert_int_equal(status, 0);
    topology_pus(topology, &count);
    assert_int_equal(count, 3);
    assert_false(topology_is_this_machine(topology)); /* HWLOC_THISSYSTEM speaks of topology_load alone */
    topology_free(topology);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(this_machine_offers_exactly_the_processors_of_the_mask),
        cmocka_unit_test(a_bound_thread_runs_on_its_processor_and_on_no_other),
        cmocka_unit_test(a_processor_that_is_not_allowed_is_refused_with_those_that_are),
        cmocka_unit_test(binding_on_a_synthetic_machine_is_refused_and_changes_nothing),
        cmocka_unit_test(a_mask_inherited_from_taskset_is_honoured),
        cmocka_unit_test(the_calling_threads_mask_counts_where_other_threads_have_another),
        cmocka_unit_test(hwlocs_variables_choose_another_machine_for_planning),
        cmocka_unit_test(a_variable_that_names_no_machine_is_an_error),
        cmocka_unit_test(a_variable_does_not_change_what_a_named_file_or_description_loads),
    };
    load_here = topology_load;
    const int whole = cmocka_run_group_tests_name("topology_load", tests, NULL, NULL);
    load_here = topology_load_bare;
    return whole + cmocka_run_group_tests_name("topology_load_bare", tests, NULL, NULL);
}
