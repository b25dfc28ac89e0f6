/* SPDX-License-Identifier: MIT */
/* Loading and describing topologies. What the recorded machines look like was counted with hwloc's own tools. */
#include "machines.h"
#include "topology.h"

#include <errno.h>
#include <unistd.h>

struct expected {
    const char *name;
    unsigned packages, cores, pus, nodes, l3s, efficiencies;
    const char *allowed;
};

/* As seen by a program that does not ask for disallowed objects; packages and L3s are those with a usable processor. */
static const struct expected expected_machines[] = {
    {"alderlake-6p8e", 1, 14, 20, 1, 1, 2, "0-19"},
    {"epyc-2s64c-16ccx", 2, 128, 128, 1, 16, 1, "0-127"},
    {"firecracker-2c", 1, 2, 2, 1, 1, 1, "0-1"},
    {"gb10-arm-five-core-kinds", 1, 20, 20, 1, 2, 5, "0-19"},
    {"knl-snc4-hybrid-mcdram", 1, 16, 64, 8, 4, 1, "0-63"},
    {"kunpeng-2s-4n-clusters", 2, 128, 128, 4, 4, 1, "0-127"},
    {"laptop-strixpoint-12c2t", 1, 12, 24, 1, 2, 1, "0-23"},
    {"made-half-outside-l3", 1, 4, 4, 1, 1, 1, "0-3"},
    {"opteron-4s-cgroup2", 1, 6, 6, 6, 2, 1, "0-5"},
    {"opteron-8n-cpuset", 6, 10, 10, 4, 0, 1, "0-3,5-6,12-15"},
    {"power7-8n-smt4", 64, 64, 256, 8, 64, 1, "0-255"},
    {"power9-2s-smt4-gpu-nodes", 2, 8, 32, 2, 4, 1, "0-15,88-103"},
    {"qemu-arm-2s4c-sizeless-caches", 2, 8, 8, 2, 0, 1, "0-7"},
    {"qemu-x86-2s4c2t-2n", 2, 8, 16, 2, 2, 1, "0-15"},
    {"xeon-2s-asymmetric-caches", 2, 8, 8, 1, 0, 1, "0-7"},
    {"xeon-2s8c2t", 2, 16, 32, 2, 2, 1, "0-31"},
    {"xeon-4s-offline-pus", 4, 7, 12, 1, 4, 1, "0-1,3-4,6-12,15"},
    {"xeon-no-cpu0-no-node0", 2, 17, 17, 1, 2, 1, "4-20"},
};

static const struct expected *expected_find(const char *name)
{
    for (size_t i = 0; i < sizeof expected_machines / sizeof *expected_machines; ++i)
        if (strcmp(expected_machines[i].name, name) == 0)
            return &expected_machines[i];
    fail_msg("%s.xml is not in the table of expected machines", name);
    return NULL;
}

/* How many different values `member` takes, TOPOLOGY_NONE left out. */
static unsigned distinct(const struct topology *topology, size_t member)
{
    unsigned pu_count, found = 0, values[2048];
    const struct topology_pu *pus = topology_pus(topology, &pu_count);
    for (unsigned i = 0; i < pu_count; ++i) {
        unsigned value, known = 0;
        memcpy(&value, (const char *)&pus[i] + member, sizeof value);
        while (known < found && values[known] != value)
            ++known;
        if (known == found && value != TOPOLOGY_NONE)
            values[found++] = value;
    }
    return found;
}

static void every_recorded_machine_has_the_counts_of_its_table(void **state)
{
    const struct machines *machines = *state;
    for (unsigned i = 0; i < machines->count; ++i) {
        const struct machine *machine = &machines->list[i];
        if (!machine->recorded)
            continue;
        const struct expected *expected = expected_find(machine->name);
        struct yoke_topology_facts facts;
        topology_facts(machine->topology, &facts);
        assert_int_equal(facts.packages, expected->packages);
        assert_int_equal(facts.cores, expected->cores);
        assert_int_equal(topology_core_count(machine->topology), expected->cores);
        assert_int_equal(facts.pus, expected->pus);
        assert_int_equal(facts.numa_nodes, expected->nodes);
        assert_string_equal(topology_allowed_list(machine->topology), expected->allowed);
        assert_int_equal(distinct(machine->topology, offsetof(struct topology_pu, package)), expected->packages);
        assert_int_equal(distinct(machine->topology, offsetof(struct topology_pu, core)), expected->cores);
        assert_int_equal(distinct(machine->topology, offsetof(struct topology_pu, l3)), expected->l3s);
        assert_int_equal(distinct(machine->topology, offsetof(struct topology_pu, efficiency)), expected->efficiencies);
    }
}

static void every_machine_of_the_table_is_recorded(void **state)
{
    for (size_t i = 0; i < sizeof expected_machines / sizeof *expected_machines; ++i)
        assert_true(machines_find(*state, expected_machines[i].name)->recorded);
}

static void group_numbers_stay_below_the_number_of_processors(void **state)
{
    const struct machines *machines = *state;
    for (unsigned i = 0; i < machines->count; ++i) {
        unsigned count;
        const struct topology_pu *pus = topology_pus(machines->list[i].topology, &count);
        assert_in_range(count, 1, 2048);
        for (unsigned j = 0; j < count; ++j) {
            assert_true(pus[j].core < count);
            assert_true(pus[j].package < count || pus[j].package == TOPOLOGY_NONE);
            assert_true(pus[j].node < count || pus[j].node == TOPOLOGY_NONE);
            assert_true(pus[j].l3 < count || pus[j].l3 == TOPOLOGY_NONE);
            assert_true(topology_allows(machines->list[i].topology, pus[j].os_index));
        }
    }
}

/* hwloc-calc's view of which package and core holds which processor: "Package:0.Core:1.PU:4 Package:…", all P#. */
static void packages_cores_and_processors_nest_as_hwloc_calc_says(void **state)
{
    const struct machines *machines = *state;
    static char output[65536];
    for (unsigned i = 0; i < machines->count; ++i) {
        char command[700];
        const struct machine *machine = &machines->list[i];
        if (!machine->recorded)
            continue;
        snprintf(command, sizeof command, "hwloc-calc -i '%s' --po -H package.core.pu all 2>/dev/null",
                 machine->source);
        if (!machines_ask(command, output, sizeof output))
            skip();
        unsigned count, seen = 0, last_package = 0, last_core = 0;
        const struct topology_pu *pus = topology_pus(machine->topology, &count);
        for (char *word = strtok(output, " \n"); word; word = strtok(NULL, " \n"), ++seen) {
            unsigned package, core, pu;
            /* power7 does not number its packages: hwloc-calc prints -1 */
            assert_int_equal(sscanf(word, "Package:%u.Core:%u.PU:%u", &package, &core, &pu), 3);
            assert_in_range(seen, 0, count - 1);
            assert_int_equal(pus[seen].os_index, pu);
            bool same_core = seen > 0 && package == last_package && core == last_core;
            if (seen > 0)
                assert_int_equal(pus[seen].core == pus[seen - 1].core, same_core);
            assert_int_equal(pus[seen].sibling, same_core ? pus[seen - 1].sibling + 1 : 0);
            last_package = package;
            last_core = core;
        }
        assert_int_equal(seen, count);
    }
}

static const struct topology_pu *pu_at(const struct topology *topology, unsigned os_index)
{
    unsigned count;
    const struct topology_pu *pus = topology_pus(topology, &count);
    for (unsigned i = 0; i < count; ++i)
        if (pus[i].os_index == os_index)
            return &pus[i];
    fail_msg("processor %u is missing", os_index);
    return NULL;
}

static void the_faster_kind_of_core_has_the_higher_efficiency(void **state)
{
    const struct topology *alderlake = machines_find(*state, "alderlake-6p8e")->topology;
    assert_int_equal(pu_at(alderlake, 0)->efficiency, 1);
    assert_int_equal(pu_at(alderlake, 11)->efficiency, 1);
    assert_int_equal(pu_at(alderlake, 12)->efficiency, 0);
    const struct topology *gb10 = machines_find(*state, "gb10-arm-five-core-kinds")->topology;
    assert_int_equal(pu_at(gb10, 19)->efficiency, 4);
    assert_int_equal(pu_at(gb10, 0)->efficiency, 0);
}

static void of_two_equally_near_memory_nodes_the_first_is_taken(void **state)
{
    const struct topology *knl = machines_find(*state, "knl-snc4-hybrid-mcdram")->topology;
    assert_int_equal(distinct(knl, offsetof(struct topology_pu, node)), 4); /* DRAM; MCDRAM is as near */
    assert_int_equal(pu_at(knl, 0)->node, 0);
    assert_int_equal(pu_at(knl, 63)->node, 3);
}

static void a_processor_may_lie_in_no_memory_node_and_no_l3(void **state)
{
    const struct topology *opteron = machines_find(*state, "opteron-8n-cpuset")->topology;
    assert_int_equal(pu_at(opteron, 0)->node, TOPOLOGY_NONE);
    assert_int_equal(pu_at(opteron, 2)->node, 0);
    assert_int_equal(pu_at(opteron, 0)->l3, TOPOLOGY_NONE);
}

static void what_a_machine_does_not_tell_is_missing_and_not_zero(void **state)
{
    const struct machine *machine = machines_find(*state, "pu:4");
    struct yoke_topology_facts facts;
    topology_facts(machine->topology, &facts);
    assert_true(facts.packages == YOKE_MISSING);
    assert_true(facts.cores == YOKE_MISSING);
    assert_int_equal(facts.pus, 4);
    assert_int_equal(topology_core_count(machine->topology), 4);
    assert_int_equal(pu_at(machine->topology, 3)->package, TOPOLOGY_NONE);
    assert_int_equal(pu_at(machine->topology, 3)->core, 3);
}

static void scratch_write(char path[static 64], const char *text)
{
    strcpy(path, "/tmp/yoke-topology-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
}

static void the_export_loads_again_as_the_same_machine(void **state)
{
    const struct machines *machines = *state;
    for (unsigned i = 0; i < machines->count; ++i) {
        struct yoke_topology_facts before, after;
        struct yoke_error error = {""};
        struct topology *again;
        char path[64];
        topology_facts(machines->list[i].topology, &before);
        scratch_write(path, before.xml);
        assert_int_equal(topology_load_xml(path, &again, &error), 0);
        unlink(path);
        topology_facts(again, &after);
        assert_true(before.packages == after.packages && before.cores == after.cores);
        assert_int_equal(before.pus, after.pus);
        assert_int_equal(before.numa_nodes, after.numa_nodes);
        assert_string_equal(topology_allowed_list(again), topology_allowed_list(machines->list[i].topology));
        topology_free(again);
    }
}

static void the_export_has_no_serial_numbers(void **state)
{
    (void)state;
    char path[64];
    struct topology *topology;
    struct yoke_error error = {""};
    struct yoke_topology_facts facts;
    scratch_write(
        path, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE topology SYSTEM \"hwloc2.dtd\">\n"
              "<topology version=\"2.0\">\n"
              "<object type=\"Machine\" os_index=\"0\" cpuset=\"0x1\" complete_cpuset=\"0x1\" "
              "allowed_cpuset=\"0x1\" nodeset=\"0x1\" complete_nodeset=\"0x1\" allowed_nodeset=\"0x1\">\n"
              "<info name=\"DMIProductSerial\" value=\"XYZZY-1\"/>\n<info name=\"DMIProductUUID\" value=\"XYZZY-2\"/>\n"
              "<info name=\"DMIBoardAssetTag\" value=\"XYZZY-3\"/>\n<info name=\"DMIProductName\" value=\"kept\"/>\n"
              "<object type=\"NUMANode\" os_index=\"0\" cpuset=\"0x1\" complete_cpuset=\"0x1\" nodeset=\"0x1\" "
              "complete_nodeset=\"0x1\" local_memory=\"1024\"/>\n"
              "<object type=\"PU\" os_index=\"0\" cpuset=\"0x1\" complete_cpuset=\"0x1\" nodeset=\"0x1\" "
              "complete_nodeset=\"0x1\"/>\n</object>\n</topology>\n");
    int status = topology_load_xml(path, &topology, &error);
    unlink(path);
    assert_string_equal(error.text, "");
    assert_int_equal(status, 0);
    topology_facts(topology, &facts);
    assert_non_null(strstr(facts.xml, "\"kept\""));
    assert_null(strstr(facts.xml, "XYZZY"));
    topology_free(topology);
}

static void xml_expect_refused(const char *path, int expected_status, const char *expected_word)
{
    struct topology *topology = NULL;
    struct yoke_error error = {""};
    assert_int_equal(topology_load_xml(path, &topology, &error), expected_status);
    assert_non_null(strstr(error.text, path));
    assert_non_null(strstr(error.text, expected_word));
    assert_null(topology);
}

static void a_file_that_is_no_topology_is_an_error_and_not_this_machine(void **state)
{
    (void)state;
    static const char *const contents[] = {
        "",
        "garbage <",
        "<?xml version=\"1.0\"?>\n<topology version=\"3.0\">\n</topology>\n",
        "<?xml version=\"1.0\"?>\n<topology version=\"2.0\">\n<object type=\"Machine\"",
    };
    for (size_t i = 0; i < sizeof contents / sizeof *contents; ++i) {
        char path[64];
        scratch_write(path, contents[i]);
        xml_expect_refused(path, -EINVAL, "XML of version 2");
        unlink(path);
    }
    xml_expect_refused("/nonexistent/machine.xml", -ENOENT, "No such file");
    xml_expect_refused("/", -EINVAL, "XML of version 2");
}

static void a_bad_synthetic_description_is_an_error_and_not_this_machine(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "garbage", "pack:0 pu:2", "pack:2 bogus:3", "pack:2 core:"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
        struct topology *topology = NULL;
        struct yoke_error error = {""};
        assert_int_equal(topology_load_synthetic(bad[i], &topology, &error), -EINVAL);
        assert_non_null(strstr(error.text, "pack:2 core:4 pu:2"));
    }
}

static void drawn(const struct topology *topology, bool utf8, char *text, size_t size)
{
    FILE *stream = fmemopen(text, size, "w");
    assert_non_null(stream);
    topology_print(topology, utf8, stream);
    assert_true(ftell(stream) > 0 && ftell(stream) < (long)size - 1);
    fclose(stream);
}

static void a_small_machine_is_drawn_core_by_core(void **state)
{
    char text[4096];
    drawn(machines_find(*state, "xeon-4s-offline-pus")->topology, false, text, sizeof text);
    assert_string_equal(text, "Intel(R) Xeon(TM) CPU 2.60GHz\n"
                              "4 packages, 7 cores, 1 memory node, 12 usable processors: 0-1,3-4,6-12,15\n"
                              "not the machine this runs on: for planning only\n"
                              "|- memory node 0 16 GiB\n"
                              "|- package 0 + L3 4 MiB\n"
                              "|  |- core 0 (L2 1 MiB, L1d 16 KiB): processor 0, sibling 8\n"
                              "|  `- core 1 (L2 1 MiB, L1d 16 KiB): processor 4, sibling 12\n"
                              "|- package 1 + core 0 (L3 4 MiB, L2 1 MiB, L1d 16 KiB): processor 1, sibling 9\n"
                              "|- package 3 + L3 4 MiB\n"
                              "|  |- core 0 (L2 1 MiB, L1d 16 KiB): processor 3, sibling 11\n"
                              "|  `- core 1 (L2 1 MiB, L1d 16 KiB): processor 7, sibling 15\n"
                              "`- package 2 + L3 4 MiB\n"
                              "   |- core 1 (L2 1 MiB, L1d 16 KiB): processor 6\n"
                              "   `- core 0 (L2 1 MiB, L1d 16 KiB): processor 10\n");
}

static void cores_that_are_alike_share_a_line_on_a_big_machine(void **state)
{
    char text[8192];
    drawn(machines_find(*state, "epyc-2s64c-16ccx")->topology, true, text, sizeof text);
    assert_non_null(
        strstr(text, "\u2502  \u2514\u2500 L3 32 MiB + 8 cores (each L2 512 KiB, L1d 32 KiB): processors 56-63\n"));
    unsigned lines = 0;
    for (const char *c = text; *c; ++c)
        lines += *c == '\n';
    assert_int_equal(lines, 3 + 1 + 2 + 16); /* heading, node, packages, L3s: 128 cores have no lines of their own */
}

static void unknown_cache_sizes_are_drawn_as_no_size(void **state)
{
    char text[4096];
    drawn(machines_find(*state, "qemu-arm-2s4c-sizeless-caches")->topology, false, text, sizeof text);
    assert_non_null(strstr(text, "core 0 (L1d): processor 0\n"));
    assert_null(strstr(text, " 0 B"));
}

static void plain_text_is_asked_for_and_got_on_every_machine(void **state)
{
    const struct machines *machines = *state;
    static char text[262144];
    for (unsigned i = 0; i < machines->count; ++i) {
        drawn(machines->list[i].topology, false, text, sizeof text);
        for (const char *c = text; *c; ++c)
            assert_true(*c == '\n' || (*c >= ' ' && *c <= '~'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_machine_has_the_counts_of_its_table),
        cmocka_unit_test(every_machine_of_the_table_is_recorded),
        cmocka_unit_test(group_numbers_stay_below_the_number_of_processors),
        cmocka_unit_test(packages_cores_and_processors_nest_as_hwloc_calc_says),
        cmocka_unit_test(the_faster_kind_of_core_has_the_higher_efficiency),
        cmocka_unit_test(of_two_equally_near_memory_nodes_the_first_is_taken),
        cmocka_unit_test(a_processor_may_lie_in_no_memory_node_and_no_l3),
        cmocka_unit_test(what_a_machine_does_not_tell_is_missing_and_not_zero),
        cmocka_unit_test(the_export_loads_again_as_the_same_machine),
        cmocka_unit_test(the_export_has_no_serial_numbers),
        cmocka_unit_test(a_file_that_is_no_topology_is_an_error_and_not_this_machine),
        cmocka_unit_test(a_bad_synthetic_description_is_an_error_and_not_this_machine),
        cmocka_unit_test(a_small_machine_is_drawn_core_by_core),
        cmocka_unit_test(cores_that_are_alike_share_a_line_on_a_big_machine),
        cmocka_unit_test(unknown_cache_sizes_are_drawn_as_no_size),
        cmocka_unit_test(plain_text_is_asked_for_and_got_on_every_machine),
    };
    return cmocka_run_group_tests(tests, machines_setup, machines_teardown);
}
