/* SPDX-License-Identifier: MIT */
/* The description of a machine, from made-up /proc and /sys trees and from the machine at hand. */
#include "environment.h"

#include <math.h>
#include <sched.h>

#include "tree.h"

#define CPUINFO_X86                                                                                                    \
    "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 85\n"                                      \
    "model name\t: Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz\nmicrocode\t: 0x2007006\n"                                 \
    "flags\t\t: fpu vme de constant_tsc\n\n"
#define CPUINFO_ARM                                                                                                    \
    "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\nCPU architecture: 8\n"          \
    "CPU variant\t: 0x3\nCPU part\t: 0xd0c\nCPU revision\t: 1\n\n"

static struct environment *environment_of(const char *root)
{
    struct environment *environment = NULL;
    assert_int_equal(environment_read_root(root, &environment, NULL), 0);
    return environment;
}

static void what_is_not_there_is_missing(void **state)
{
    struct environment *environment = environment_of(*state);
    const struct yoke_machine *machine = environment_machine(environment);
    assert_null(machine->hostname);
    assert_null(machine->cpu.model);
    assert_null(machine->os);
    assert_null(machine->virtualisation);
    assert_null(machine->governor);
    assert_null(machine->turbo);
    assert_null(machine->smt);
    assert_null(machine->aslr);
    assert_null(machine->mitigations);
    assert_null(machine->perf_event_paranoid);
    assert_null(machine->clock_source);
    assert_null(machine->counters);
    assert_null(machine->cpus.list);
    assert_true(machine->topology.cores == YOKE_MISSING);
    assert_true(machine->memory_bytes == YOKE_MISSING);
    assert_true(machine->cpus.online == YOKE_MISSING);
    assert_true(machine->cpus.cpuset == YOKE_MISSING);
    assert_true(isnan(machine->cpus.quota));
    assert_true(isnan(machine->load_average));
    assert_int_equal(machine->cpus.usable, 1);
    environment_free(environment);
}

static void an_x86_processor_is_named_by_its_model_name(void **state)
{
    tree_write(*state, "/proc/cpuinfo", CPUINFO_X86);
    struct environment *environment = environment_of(*state);
    const struct yoke_machine *machine = environment_machine(environment);
    assert_string_equal(machine->cpu.model, "Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz");
    assert_string_equal(machine->cpu.vendor, "GenuineIntel");
    assert_string_equal(machine->cpu.microcode, "0x2007006");
    assert_string_equal(machine->virtualisation, "none");
    environment_free(environment);
}

static void an_arm_processor_is_named_by_its_part_number(void **state)
{
    tree_write(*state, "/proc/cpuinfo", CPUINFO_ARM);
    struct environment *environment = environment_of(*state);
    const struct yoke_machine *machine = environment_machine(environment);
    assert_string_equal(machine->cpu.model, "Neoverse-N1 r3p1");
    assert_string_equal(machine->cpu.vendor, "Arm");
    assert_null(machine->cpu.microcode);
    assert_null(machine->virtualisation); /* nothing tells */
    environment_free(environment);
}

static void an_unknown_arm_part_keeps_its_number(void **state)
{
    tree_write(*state, "/proc/cpuinfo",
               "CPU implementer\t: 0x99\nCPU variant\t: 0x0\nCPU part\t: 0x123\nCPU revision\t: 4\n");
    struct environment *environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->cpu.model, "part 0x123 r0p4");
    assert_string_equal(environment_machine(environment)->cpu.vendor, "implementer 0x99");
    environment_free(environment);
}

static void a_hypervisor_flag_means_a_virtual_machine_named_by_its_firmware(void **state)
{
    tree_write(*state, "/proc/cpuinfo", "model name\t: x\nflags\t\t: fpu hypervisor lahf_lm\n");
    struct environment *environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->virtualisation, "unknown hypervisor");
    environment_free(environment);

    tree_write(*state, "/sys/class/dmi/id/sys_vendor", "VMware, Inc.\n");
    environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->virtualisation, "vmware");
    environment_free(environment);
}

static void usable_processors_are_the_mask_cut_by_the_quota(void **state)
{
    tree_write(*state, "/sys/devices/system/cpu/online", "0-7\n");
    tree_write(*state, "/proc/self/status", "Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t2-5,7-9\n");
    tree_write(*state, "/proc/self/cgroup", "0::/box\n");
    tree_write(*state, "/proc/self/mountinfo", "28 22 0:25 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    struct environment *environment = environment_of(*state);
    const struct yoke_cpus *cpus = &environment_machine(environment)->cpus;
    assert_int_equal(cpus->online, 8);
    assert_int_equal(cpus->affinity, 5);
    assert_string_equal(cpus->list, "2-5,7");
    assert_int_equal(cpus->usable, 5);
    environment_free(environment);

    static const struct {
        const char *quota;
        uint64_t usable;
    } cases[] = {{"150000 100000\n", 2}, {"200000 100000\n", 2}, {"5000 100000\n", 1}, {"900000 100000\n", 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tree_write(*state, "/sys/fs/cgroup/box/cpu.max", cases[i].quota);
        environment = environment_of(*state);
        assert_int_equal(environment_machine(environment)->cpus.usable, cases[i].usable);
        environment_free(environment);
    }
}

static void governors_that_differ_are_all_named(void **state)
{
    tree_write(*state, "/sys/devices/system/cpu/cpufreq/policy0/scaling_governor", "performance\n");
    struct environment *environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->governor, "performance");
    environment_free(environment);

    tree_write(*state, "/sys/devices/system/cpu/cpufreq/policy1/scaling_governor", "powersave\n");
    tree_write(*state, "/sys/devices/system/cpu/cpufreq/policy2/scaling_governor", "performance\n");
    environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->governor, "performance, powersave");
    environment_free(environment);
}

static void turbo_is_the_opposite_of_no_turbo(void **state)
{
    tree_write(*state, "/sys/devices/system/cpu/cpufreq/boost", "1\n");
    struct environment *environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->turbo, "on");
    environment_free(environment);

    tree_write(*state, "/sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
    environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->turbo, "off");
    environment_free(environment);
}

static void switched_off_for_this_process_alone_aslr_is_0(void **state)
{
    tree_write(*state, "/proc/sys/kernel/randomize_va_space", "2\n");
    tree_write(*state, "/proc/self/personality", "00000000\n");
    struct environment *environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->aslr, "2");
    environment_free(environment);

    tree_write(*state, "/proc/self/personality", "00040000\n");
    environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->aslr, "0");
    environment_free(environment);
}

static void mitigations_are_one_line_in_order_of_name(void **state)
{
    tree_write(*state, "/sys/devices/system/cpu/vulnerabilities/spectre_v2",
               "Mitigation: Retpolines; STIBP: disabled; RSB filling\n");
    tree_write(*state, "/sys/devices/system/cpu/vulnerabilities/meltdown", "Mitigation: PTI\n");
    tree_write(*state, "/sys/devices/system/cpu/vulnerabilities/l1tf", "Not affected\n");
    tree_write(*state, "/sys/devices/system/cpu/vulnerabilities/mds",
               "Vulnerable: Clear CPU buffers attempted, no microcode\n");
    struct environment *environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->mitigations, "meltdown: PTI; spectre_v2: Retpolines");
    environment_free(environment);
}

static void nothing_mitigated_is_none(void **state)
{
    tree_write(*state, "/sys/devices/system/cpu/vulnerabilities/meltdown", "Not affected\n");
    struct environment *environment = environment_of(*state);
    assert_string_equal(environment_machine(environment)->mitigations, "none");
    environment_free(environment);
}

static void the_kernels_small_files_are_taken_as_they_are(void **state)
{
    tree_write(*state, "/proc/sys/kernel/hostname", "tin\n");
    tree_write(*state, "/proc/sys/kernel/osrelease", "6.1.0-9-amd64\n");
    tree_write(*state, "/proc/sys/kernel/perf_event_paranoid", "-1\n");
    tree_write(*state, "/proc/loadavg", "1.25 0.50 0.25 1/100 4242\n");
    tree_write(*state, "/proc/meminfo", "MemTotal:       16316464 kB\nMemFree:  1 kB\n");
    tree_write(*state, "/etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
    tree_write(*state, "/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
    tree_write(*state, "/sys/devices/system/cpu/smt/active", "1\n");
    struct environment *environment = environment_of(*state);
    const struct yoke_machine *machine = environment_machine(environment);
    assert_string_equal(machine->hostname, "tin");
    assert_string_equal(machine->kernel, "6.1.0-9-amd64");
    assert_string_equal(machine->perf_event_paranoid, "-1");
    assert_near(machine->load_average, 1.25, 1e-12);
    assert_int_equal(machine->memory_bytes, UINT64_C(16316464) * 1024);
    assert_string_equal(machine->os, "Debian GNU/Linux 12 (bookworm)");
    assert_string_equal(machine->clock_source, "tsc");
    assert_string_equal(machine->smt, "on");
    environment_free(environment);
}

static void this_machine_is_described(void **state)
{
    (void)state;
    struct environment *environment = NULL;
    cpu_set_t mask;
    assert_int_equal(environment_read(NULL, &environment, NULL), 0);
    const struct yoke_machine *machine = environment_machine(environment);
    assert_non_null(machine->kernel);
    assert_non_null(machine->cpu.architecture);
    assert_true(strncmp(machine->libc, "glibc ", 6) == 0);
    assert_true(machine->memory_bytes != YOKE_MISSING && machine->memory_bytes > 0);
    assert_true(machine->clock_resolution_ns >= 1 && machine->clock_resolution_ns < 1000000000);
    assert_true(machine->cpus.usable >= 1 && machine->cpus.usable <= machine->cpus.affinity);
    if (sched_getaffinity(0, sizeof mask, &mask) == 0)
        assert_int_equal(machine->cpus.affinity, CPU_COUNT(&mask));
    environment_free(environment);
}

static struct yoke_machine some_machine(void)
{
    return (struct yoke_machine){
        .hostname = "tin",
        .cpu = {"Xeon", "GenuineIntel", "0x1", "x86_64"},
        .topology = {2, 8, 16, 2, NULL},
        .cpus = {16, 16, 16, NAN, 16, "0-15"},
        .memory_bytes = UINT64_C(64) << 30,
        .kernel = "6.1.0",
        .libc = "glibc 2.36",
        .load_average = 0.5,
    };
}

static void the_fingerprint_is_the_fnv_1a_digest_of_the_documented_lines(void **state)
{
    (void)state;
    static const char lines[] =
        "model=Xeon\nvendor=GenuineIntel\nmicrocode=0x1\narchitecture=x86_64\npackages=2\ncores=8\npus=16\n"
        "usable=16\nquota=?\nmemory_gib=64\nkernel=6.1.0\ngovernor=?\nturbo=?\nsmt=?\nvirtualisation=?\n"
        "libc=glibc 2.36\n";
    struct yoke_machine machine = some_machine();
    char text[17], expected[17];
    uint64_t digest = 14695981039346656037u;
    for (const char *byte = lines; *byte; byte++) {
        digest ^= (unsigned char)*byte;
        digest *= 1099511628211u;
    }
    snprintf(expected, sizeof expected, "%016llx", (unsigned long long)digest);
    environment_fingerprint(&machine, text);
    assert_string_equal(text, expected);
}

static void the_fingerprint_ignores_name_and_load_and_sees_the_rest(void **state)
{
    (void)state;
    struct yoke_machine machine = some_machine();
    char first[17], other[17];
    environment_fingerprint(&machine, first);
    machine.hostname = "zinc";
    machine.load_average = 7;
    machine.memory_bytes -= 5 << 20; /* another kernel's reserve */
    environment_fingerprint(&machine, other);
    assert_string_equal(first, other);
    machine.governor = "powersave";
    environment_fingerprint(&machine, other);
    assert_string_not_equal(first, other);
    machine = some_machine();
    machine.cpus.quota = 1.5;
    environment_fingerprint(&machine, other);
    assert_string_not_equal(first, other);
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, tree_make, tree_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TREE(what_is_not_there_is_missing),
        IN_TREE(an_x86_processor_is_named_by_its_model_name),
        IN_TREE(an_arm_processor_is_named_by_its_part_number),
        IN_TREE(an_unknown_arm_part_keeps_its_number),
        IN_TREE(a_hypervisor_flag_means_a_virtual_machine_named_by_its_firmware),
        IN_TREE(usable_processors_are_the_mask_cut_by_the_quota),
        IN_TREE(governors_that_differ_are_all_named),
        IN_TREE(turbo_is_the_opposite_of_no_turbo),
        IN_TREE(switched_off_for_this_process_alone_aslr_is_0),
        IN_TREE(mitigations_are_one_line_in_order_of_name),
        IN_TREE(nothing_mitigated_is_none),
        IN_TREE(the_kernels_small_files_are_taken_as_they_are),
        cmocka_unit_test(this_machine_is_described),
        cmocka_unit_test(the_fingerprint_is_the_fnv_1a_digest_of_the_documented_lines),
        cmocka_unit_test(the_fingerprint_ignores_name_and_load_and_sees_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
