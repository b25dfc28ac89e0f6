/* SPDX-License-Identifier: MIT */
/* What --require asks for, read and held against made-up machines. */
#include "requirement.h"

#include <errno.h>
#include <math.h>

#include "fixture.h"

static struct yoke_machine machine;
static struct facilities facilities;
static const struct yoke_build build = {"Release", "gcc", "-O2", ""};
static const struct doctor_options options = {.machine = &machine, .facilities = &facilities, .build = &build};
static struct plan_placement placements[2];
static struct plan_study study = {.placements = placements, .placement_count = 2};
static const struct plan plan = {.studies = &study, .study_count = 1};

/* A machine that meets everything that is asked for here. */
static int machine_make(void **state)
{
    (void)state;
    machine = (struct yoke_machine){
        .cpus = {.online = 8, .affinity = 8, .cpuset = 8, .quota = NAN, .usable = 8, .list = "0-7"},
        .governor = "performance",
        .turbo = "off",
        .smt = "off",
        .aslr = "2",
        .clock_source = "tsc",
        .clock_resolution_ns = 20,
        .load_average = 0.1,
    };
    facilities = (struct facilities){.steal_share = 0};
    placements[0].placement.policy = placements[1].placement.policy = PLACEMENT_COMPACT;
    return 0;
}

static int meet(const char *text, struct yoke_error *error)
{
    const struct verb_texts texts = {&text, 1};
    struct request_errors errors = {0};
    *error = (struct yoke_error){0};
    assert_int_equal(requirements_read(&texts, &errors), 0);
    return requirements_meet(&texts, &options, &plan, error);
}

static void a_good_machine_meets_all(void **state)
{
    (void)state;
    struct yoke_error error;
    assert_int_equal(meet("quiet,pinned,no-quota,all-cpus,cpus=8,governor=performance,no-turbo,no-smt,aslr,clock,release-build",
                          &error), 0);
    assert_string_equal(error.text, "");
}

/* The machine, changed in one thing, is refused by one word, whose sentence has what was found and what mends it. */
static void refusal_expect(const char *text, const char *found, const char *remedy)
{
    struct yoke_error error;
    assert_int_equal(meet(text, &error), -EPERM);
    const char *const parts[] = {"--require ", text, found, remedy};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(error.text, parts[i]))
            fail_msg("\"%s\" does not say \"%s\"", error.text, parts[i]);
    assert_null(strchr(error.text, '\n'));
    machine_make(NULL);
}

static void every_word_refuses_the_machine_that_lacks_it(void **state)
{
    (void)state;
    machine.load_average = 9;
    refusal_expect("quiet", "9.00 over the last minute", "find it with top");
    facilities.steal_share = 0.1;
    refusal_expect("quiet", "10.0 %", "move to a host");
    machine.cpus.quota = 1.5;
    refusal_expect("no-quota", "1.50 processors, although 8 are visible", "docker: --cpus");
    machine.cpus.affinity = 4;
    refusal_expect("all-cpus", "4 of 8 processors", "without taskset");
    machine.cpus.usable = 7;
    refusal_expect("cpus=8", "7 processors are usable", "larger machine");
    machine.governor = "powersave";
    refusal_expect("governor=performance", "governor: powersave", "cpupower frequency-set -g performance");
    machine.governor = NULL;
    refusal_expect("governor=performance", "the kernel shows none", "where the frequency can be seen");
    machine.turbo = "on";
    refusal_expect("no-turbo", "on", "cpufreq/boost");
    machine.smt = "on";
    refusal_expect("no-smt", "on", "smt/control");
    machine.aslr = "0";
    refusal_expect("aslr", "0", "randomize_va_space=2");
    machine.clock_source = "hpet";
    refusal_expect("clock", "hpet", "echo tsc");
    placements[1].placement.policy = PLACEMENT_NONE;
    refusal_expect("pinned", "unbound", "--pin compact");
}

static void the_first_that_is_not_met_is_named(void **state)
{
    (void)state;
    struct yoke_error error;
    machine.turbo = machine.smt = "on";
    assert_int_equal(meet("aslr,no-smt,no-turbo", &error), -EPERM);
    assert_non_null(strstr(error.text, "--require no-smt is"));
}

static void what_cannot_be_required_is_refused_in_one_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"quite", "Did you mean quiet?"},
        {"", "nothing called \"\""},
        {"quiet,", "nothing called \"\""},
        {"quiet=1", "quiet takes no value"},
        {"aslr,cpus", "cpus needs a value: write cpus=COUNT"},
        {"cpus=", "cpus needs a value"},
        {"cpus=four", "cpus=four is no count"},
        {"cpus=99999999999999999999", "is no count"},
        {"governor", "write governor=NAME"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct verb_texts texts = {(const char *[]){cases[i].text}, 1};
        struct request_errors errors = {0};
        assert_int_equal(requirements_read(&texts, &errors), -EINVAL);
        assert_int_equal(errors.count, 1);
        if (!strstr(errors.errors[0].error.text, cases[i].sentence))
            fail_msg("\"%s\" does not say \"%s\"", errors.errors[0].error.text, cases[i].sentence);
    }
}

static void the_doctor_names_the_word_beside_its_finding(void **state)
{
    (void)state;
    assert_string_equal(requirement_of_check(doctor_check_quota), "no-quota");
    assert_string_equal(requirement_of_check(doctor_check_steal), "quiet");
    assert_null(requirement_of_check(doctor_check_gnuplot));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_good_machine_meets_all, machine_make),
        cmocka_unit_test_setup(every_word_refuses_the_machine_that_lacks_it, machine_make),
        cmocka_unit_test_setup(the_first_that_is_not_met_is_named, machine_make),
        cmocka_unit_test(what_cannot_be_required_is_refused_in_one_sentence),
        cmocka_unit_test(the_doctor_names_the_word_beside_its_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
