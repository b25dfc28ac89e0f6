/* SPDX-License-Identifier: MIT */
/* The doctor's findings for made-up machines. */
#include "doctor.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "counter_group.h"
#include "fixture.h"

/* One hardware event, "instructions", that counts or is denied as `counting` says. */
static bool counting;

static int fake_find(const char *name, enum counter_scope scope, int *code, struct counter_verdict *verdict)
{
    (void)scope;
    (void)name, (void)verdict;
    *code = 0;
    return 0;
}

static int fake_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    static uint64_t total;
    (void)codes;
    for (size_t i = 0; i < count && !counting; i++)
        counter_verdict_set(&verdicts[i], YOKE_COUNTER_DENIED, "the keeper says no (EACCES)");
    *tally = &total;
    return 0;
}

static void fake_read(void *tally, struct counter_count counts[])
{
    uint64_t *total = tally;
    counts[0] = (struct counter_count){.value = *total += 1000000};
}

static void fake_stop(void *tally)
{
    (void)tally;
}

static const struct counter_source fake = {
    .name = "fake", .hardware = true, .find = fake_find, .start = fake_start, .read = fake_read, .stop = fake_stop};
static const struct counter_source *const sources[] = {&fake};
static const struct counter_wish wish = {.names = (const char *const[]){"instructions"}, .name_count = 1};

/* A machine with nothing to complain of; tests change what they are about. */
struct patient {
    struct yoke_machine machine;
    struct facilities facilities;
    struct yoke_build build;
    struct counter_group *counters;
    struct doctor_options options;
    struct doctor_check checks[DOCTOR_CHECKS_MOST];
    size_t count;
};

static int patient_admit(void **state)
{
    struct patient *patient = calloc(1, sizeof *patient);
    counting = true;
    if (!patient || counter_group_open_from(sources, 1, &wish, &patient->counters, NULL))
        return -1;
    patient->machine = (struct yoke_machine){
        .cpu = {"Xeon", "GenuineIntel", "0x1", "x86_64"},
        .cpus = {.online = 8, .affinity = 8, .cpuset = 8, .quota = NAN, .usable = 8, .list = "0-7"},
        .virtualisation = "none",
        .governor = "performance",
        .turbo = "off",
        .smt = "off",
        .aslr = "2",
        .clock_source = "tsc",
        .clock_resolution_ns = 20,
        .perf_event_paranoid = "2",
        .load_average = 0.1,
    };
    patient->facilities = (struct facilities){
        .processes = YOKE_MISSING,
        .open_files = 65536,
        .locked_bytes = YOKE_MISSING,
        .gnuplot_version = "gnuplot 5.4 patchlevel 4",
        .steal_share = 0,
    };
    patient->build = (struct yoke_build){.type = "Release", .sanitizers = ""};
    patient->options = (struct doctor_options){
        .machine = &patient->machine,
        .counters = patient->counters,
        .facilities = &patient->facilities,
        .build = &patient->build,
        .utf8 = true,
    };
    *state = patient;
    return 0;
}

static int patient_discharge(void **state)
{
    struct patient *patient = *state;
    counter_group_close(patient->counters);
    free(patient);
    return 0;
}

/* Examines the patient and returns the finding of that name. */
static const struct doctor_check *finding(struct patient *patient, const char *name)
{
    patient->count = doctor_checks(&patient->options, patient->checks);
    for (size_t i = 0; i < patient->count; i++)
        if (strcmp(patient->checks[i].name, name) == 0)
            return &patient->checks[i];
    fail_msg("no check of the name %s", name);
    return NULL;
}

#define assert_state(patient, name, expected) assert_int_equal(finding(patient, name)->state, expected)

static void a_machine_in_order_has_nothing_but_ok(void **state)
{
    struct patient *patient = *state;
    size_t count = doctor_checks(&patient->options, patient->checks);
    assert_int_equal(count, 18);
    for (size_t i = 0; i < count; i++) {
        const struct doctor_check *check = &patient->checks[i];
        if (check->state != DOCTOR_OK)
            fail_msg("%s: %s", check->name, check->found);
        assert_true(!check->why && !check->remedy && !check->meanwhile);
    }
}

static void whatever_is_not_in_order_comes_with_all_three_pieces_of_advice(void **state)
{
    struct patient *patient = *state;
    counting = false;
    counter_group_close(patient->counters);
    assert_int_equal(counter_group_open_from(sources, 1, &wish, &patient->counters, NULL), 0);
    patient->options.counters = patient->counters;
    patient->machine = (struct yoke_machine){
        .cpus = {.online = 8, .affinity = 4, .cpuset = 4, .quota = 0.5, .usable = 1, .list = "0-3"},
        .governor = "powersave",
        .turbo = "on",
        .smt = "on",
        .aslr = "0",
        .perf_event_paranoid = "4",
        .clock_source = "hpet",
        .clock_resolution_ns = 20,
        .load_average = 9,
    };
    patient->facilities =
        (struct facilities){.ring = RING_DENIED, .ring_error = EPERM, .gnuplot = -ENOENT, .steal_share = 0.5};
    patient->build = (struct yoke_build){.type = "Debug", .sanitizers = "address"};
    patient->options.utf8 = false;
    size_t count = doctor_checks(&patient->options, patient->checks);
    for (size_t i = 0; i < count; i++) {
        const struct doctor_check *check = &patient->checks[i];
        if (check->state == DOCTOR_OK || !check->why || !check->remedy || !check->meanwhile)
            fail_msg("%s: %s", check->name, check->found);
    }
}

static void a_kernel_that_shows_no_frequencies_is_in_order(void **state)
{
    struct patient *patient = *state;
    patient->machine.governor = patient->machine.turbo = patient->machine.smt = NULL;
    assert_state(patient, "governor", DOCTOR_OK);
    assert_state(patient, "turbo", DOCTOR_OK);
    assert_state(patient, "smt", DOCTOR_OK);
}

static void a_denied_counter_is_a_note_with_its_reason_and_the_sysctl(void **state)
{
    struct patient *patient = *state;
    counting = false;
    counter_group_close(patient->counters);
    assert_int_equal(counter_group_open_from(sources, 1, &wish, &patient->counters, NULL), 0);
    patient->options.counters = patient->counters;
    const struct doctor_check *check = finding(patient, "counters");
    assert_int_equal(check->state, DOCTOR_NOTE);
    assert_non_null(strstr(check->found, "instructions: the keeper says no (EACCES)"));
    assert_string_equal(check->remedy, "sudo sysctl kernel.perf_event_paranoid=2");
}

static void paranoid_is_a_note_from_3_on(void **state)
{
    struct patient *patient = *state;
    static const struct {
        const char *paranoid;
        enum doctor_state state;
    } cases[] = {{"-1", DOCTOR_OK}, {"2", DOCTOR_OK}, {"3", DOCTOR_NOTE}, {"4", DOCTOR_NOTE}, {NULL, DOCTOR_NOTE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        patient->machine.perf_event_paranoid = cases[i].paranoid;
        assert_state(patient, "paranoid", cases[i].state);
    }
}

static void a_quota_below_one_processor_is_a_problem_and_below_the_mask_a_note(void **state)
{
    struct patient *patient = *state;
    static const struct {
        double quota;
        enum doctor_state state;
    } cases[] = {{0.5, DOCTOR_PROBLEM}, {1, DOCTOR_NOTE}, {7.9, DOCTOR_NOTE}, {8, DOCTOR_OK}, {64, DOCTOR_OK}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        patient->machine.cpus.quota = cases[i].quota;
        assert_state(patient, "quota", cases[i].state);
    }
}

static void a_narrowed_mask_is_a_note_that_lists_it(void **state)
{
    struct patient *patient = *state;
    patient->machine.cpus.affinity = 2;
    patient->machine.cpus.list = "4,6";
    const struct doctor_check *check = finding(patient, "affinity");
    assert_int_equal(check->state, DOCTOR_NOTE);
    assert_string_equal(check->found, "2 of 8 processors: 4,6");
}

static void load_is_judged_by_the_processor(void **state)
{
    struct patient *patient = *state;
    static const struct {
        double load;
        enum doctor_state state;
    } cases[] = {{1.5, DOCTOR_OK}, {2, DOCTOR_NOTE}, {8, DOCTOR_NOTE}, {8.1, DOCTOR_PROBLEM}, {NAN, DOCTOR_NOTE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        patient->machine.load_average = cases[i].load;
        assert_state(patient, "load", cases[i].state);
    }
}

static void stolen_time_is_a_note_above_one_and_a_problem_above_five_per_cent(void **state)
{
    struct patient *patient = *state;
    patient->facilities.steal_share = 0.009;
    assert_state(patient, "steal", DOCTOR_OK);
    patient->facilities.steal_share = 0.02;
    assert_state(patient, "steal", DOCTOR_NOTE);
    patient->facilities.steal_share = 0.06;
    assert_state(patient, "steal", DOCTOR_PROBLEM);
    assert_string_equal(finding(patient, "steal")->found, "6.0 % of the time asked for since boot");
}

static void a_slow_or_coarse_clock_is_a_problem(void **state)
{
    struct patient *patient = *state;
    patient->machine.clock_source = "acpi_pm";
    assert_state(patient, "clock", DOCTOR_PROBLEM);
    patient->machine.clock_source = "arch_sys_counter";
    assert_state(patient, "clock", DOCTOR_OK);
    patient->machine.clock_resolution_ns = 4000000;
    assert_state(patient, "clock", DOCTOR_PROBLEM);
    patient->machine.clock_resolution_ns = YOKE_MISSING;
    assert_state(patient, "clock", DOCTOR_PROBLEM);
}

static void a_ring_denied_by_the_sysctl_names_it_and_how_to_allow_it(void **state)
{
    struct patient *patient = *state;
    patient->facilities.ring = RING_DENIED;
    patient->facilities.ring_error = EPERM;
    assert_string_equal(finding(patient, "io_uring")->found,
                        "denied (EPERM), by a container's seccomp filter or a security module");
    memcpy(patient->facilities.ring_sysctl, "2", 2);
    const struct doctor_check *check = finding(patient, "io_uring");
    assert_string_equal(check->found, "denied (EPERM), by kernel.io_uring_disabled=2");
    assert_string_equal(check->remedy, "sudo sysctl kernel.io_uring_disabled=0");
}

static void a_gnuplot_that_hangs_is_told_from_one_that_is_missing(void **state)
{
    struct patient *patient = *state;
    patient->facilities.gnuplot = -ETIME;
    assert_non_null(strstr(finding(patient, "gnuplot")->found, "does not come to an end"));
    patient->facilities.gnuplot = -ENOENT;
    assert_non_null(strstr(finding(patient, "gnuplot")->found, "no program of this name"));
}

static void limits_are_notes_when_they_are_tight(void **state)
{
    struct patient *patient = *state;
    patient->facilities.processes = 100;
    patient->facilities.open_files = 40;
    patient->facilities.locked_bytes = 65536;
    assert_state(patient, "processes", DOCTOR_NOTE);
    assert_state(patient, "open-files", DOCTOR_NOTE);
    assert_string_equal(finding(patient, "locked")->found, "at most 65536 bytes of locked memory");
}

static void a_build_for_debugging_or_with_sanitizers_is_a_problem(void **state)
{
    struct patient *patient = *state;
    patient->build.type = "Debug";
    assert_state(patient, "build", DOCTOR_PROBLEM);
    patient->build = (struct yoke_build){.type = "RelWithDebInfo", .sanitizers = "thread"};
    assert_state(patient, "build", DOCTOR_PROBLEM);
    patient->options.build = NULL;
    assert_int_equal(doctor_checks(&patient->options, patient->checks), 17);
}

/* What doctor_show prints, to be freed. */
static char *shown(struct patient *patient)
{
    char *text = NULL;
    size_t bytes = 0;
    patient->options.stream = open_memstream(&text, &bytes);
    assert_non_null(patient->options.stream);
    assert_int_equal(doctor_show(&patient->options, NULL), 0);
    fclose(patient->options.stream);
    return text;
}

static void advice_is_printed_below_what_is_not_in_order(void **state)
{
    struct patient *patient = *state;
    patient->machine.turbo = "on";
    char *text = shown(patient);
    assert_non_null(strstr(text, "note     turbo        on\n"
                                 "         why        the fewer cores work"));
    assert_non_null(
        strstr(text, "\n         mend       echo 1 | sudo tee /sys/devices/system/cpu/intel_pstate/no_turbo\n"));
    assert_non_null(strstr(text, "\n18 checks: 17 ok, 1 note, 0 problems\n"));
    assert_null(strchr(text, '\033'));
    free(text);
}

static void colours_come_only_when_asked_for(void **state)
{
    struct patient *patient = *state;
    patient->options.color = true;
    char *text = shown(patient);
    assert_non_null(strstr(text, "\033[32mok"));
    free(text);
}

static void a_full_disk_is_an_error(void **state)
{
    struct patient *patient = *state;
    struct yoke_error error = {""};
    patient->options.stream = fopen("/dev/full", "w");
    if (!patient->options.stream) {
        print_message("skipped: /dev/full cannot be opened\n");
        skip();
    }
    assert_int_equal(doctor_show(&patient->options, &error), -EIO);
    assert_non_null(strstr(error.text, "cannot be written"));
    fclose(patient->options.stream);
}

#define PATIENT(test) cmocka_unit_test_setup_teardown(test, patient_admit, patient_discharge)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PATIENT(a_machine_in_order_has_nothing_but_ok),
        PATIENT(whatever_is_not_in_order_comes_with_all_three_pieces_of_advice),
        PATIENT(a_kernel_that_shows_no_frequencies_is_in_order),
        PATIENT(a_denied_counter_is_a_note_with_its_reason_and_the_sysctl),
        PATIENT(paranoid_is_a_note_from_3_on),
        PATIENT(a_quota_below_one_processor_is_a_problem_and_below_the_mask_a_note),
        PATIENT(a_narrowed_mask_is_a_note_that_lists_it),
        PATIENT(load_is_judged_by_the_processor),
        PATIENT(stolen_time_is_a_note_above_one_and_a_problem_above_five_per_cent),
        PATIENT(a_slow_or_coarse_clock_is_a_problem),
        PATIENT(a_ring_denied_by_the_sysctl_names_it_and_how_to_allow_it),
        PATIENT(a_gnuplot_that_hangs_is_told_from_one_that_is_missing),
        PATIENT(limits_are_notes_when_they_are_tight),
        PATIENT(a_build_for_debugging_or_with_sanitizers_is_a_problem),
        PATIENT(advice_is_printed_below_what_is_not_in_order),
        PATIENT(colours_come_only_when_asked_for),
        PATIENT(a_full_disk_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
