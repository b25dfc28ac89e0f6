/* SPDX-License-Identifier: MIT */
/* The doctor's checks of what the processor and the kernel are set to. */
#include "doctor_checks.h"

#include "counter_description.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One read tells steps of this size apart; above it, tasks of some microseconds drown in the step. */
enum { RESOLUTION_MOST_NS = 1000 };

/* The first event that does not count; NULL: all do. */
static const struct counter_event *first_missing(const struct counter_group *counters)
{
    for (size_t i = 0; i < counter_group_count(counters); i++)
        if (counter_group_event(counters, i)->status != YOKE_COUNTER_OK)
            return counter_group_event(counters, i);
    return NULL;
}

void doctor_check_counters(const struct doctor_options *options, struct doctor_check *check)
{
    const struct counter_event *missing = first_missing(options->counters);
    const char *line = counter_group_describe(options->counters);
    if (!missing) {
        doctor_find(check, DOCTOR_OK, "%s", line);
        return;
    }
    doctor_find(check, DOCTOR_NOTE, "%s; %s: %s", line, missing->name, missing->reason);
    const char *virtualisation = options->machine->virtualisation;
    bool virtual_machine = virtualisation && strcmp(virtualisation, "none") != 0;
    doctor_advise(
        check, "instructions and cycles tell more work from slower work, whatever disturbs the clock",
        counter_remedy(missing->name, missing->status, COUNTER_SCOPE_USER, virtual_machine),
        "counts what can be counted and gives the others no value, with this reason");
}

void doctor_check_paranoid(const struct doctor_options *options, struct doctor_check *check)
{
    const char *paranoid = options->machine->perf_event_paranoid;
    if (!paranoid)
        doctor_find(check, DOCTOR_NOTE, "this kernel has no perf_event");
    else if (atoi(paranoid) > 2)
        doctor_find(check, DOCTOR_NOTE, "kernel.perf_event_paranoid is %s", paranoid);
    else
        doctor_find(check, DOCTOR_OK, "kernel.perf_event_paranoid is %s: %s", paranoid,
                    atoi(paranoid) == 2 ? "user mode may be counted" : "user and kernel mode may be counted");
    doctor_advise(check, "above 2 the kernel refuses counters to users, and PAPI to everybody",
                  paranoid ? "sudo sysctl kernel.perf_event_paranoid=2" : "run a kernel with CONFIG_PERF_EVENTS",
                  "asks the kernel without PAPI for instructions and cycles, and counts software events without perf");
}

void doctor_check_governor(const struct doctor_options *options, struct doctor_check *check)
{
    const char *governor = options->machine->governor;
    if (!governor)
        doctor_find(check, DOCTOR_OK, "the kernel shows none: the frequency is set elsewhere");
    else
        doctor_find(check, strcmp(governor, "performance") == 0 ? DOCTOR_OK : DOCTOR_NOTE, "%s", governor);
    doctor_advise(check, "the frequency follows the load, so that short samples run slower than long ones",
                  "sudo cpupower frequency-set -g performance", "leaves it as it is and records it");
}

void doctor_check_turbo(const struct doctor_options *options, struct doctor_check *check)
{
    const char *turbo = options->machine->turbo, *vendor = options->machine->cpu.vendor;
    if (!turbo)
        doctor_find(check, DOCTOR_OK, "the kernel shows no switch for it");
    else
        doctor_find(check, strcmp(turbo, "on") == 0 ? DOCTOR_NOTE : DOCTOR_OK, "%s", turbo);
    doctor_advise(check, "the fewer cores work, the higher they clock: speedups come out too low",
                  vendor && strcmp(vendor, "GenuineIntel") == 0
                      ? "echo 1 | sudo tee /sys/devices/system/cpu/intel_pstate/no_turbo"
                      : "echo 0 | sudo tee /sys/devices/system/cpu/cpufreq/boost",
                  "measures with it and records that it was on");
}

void doctor_check_smt(const struct doctor_options *options, struct doctor_check *check)
{
    const char *smt = options->machine->smt;
    bool on = smt && strcmp(smt, "on") == 0;
    doctor_find(check, on ? DOCTOR_NOTE : DOCTOR_OK, "%s", smt ? smt : "the kernel does not say");
    doctor_advise(check, "two processors share a core, and whatever runs on the other half slows a worker down",
                  "echo off | sudo tee /sys/devices/system/cpu/smt/control",
                  "the placements compact and scatter give every worker a core of its own while there are any");
}

void doctor_check_aslr(const struct doctor_options *options, struct doctor_check *check)
{
    const char *aslr = options->machine->aslr;
    doctor_find(check, aslr && strcmp(aslr, "2") != 0 ? DOCTOR_NOTE : DOCTOR_OK, "%s",
                aslr ? aslr : "the kernel does not say");
    doctor_advise(check, "every process gets the same memory layout, and its luck or bad luck does not average out",
                  "sudo sysctl kernel.randomize_va_space=2 (and start yoke without setarch -R)",
                  "measures with the one layout: intervals do not cover others");
}

void doctor_check_clock(const struct doctor_options *options, struct doctor_check *check)
{
    static const char *const slow[] = {"hpet", "acpi_pm", "jiffies", "refined-jiffies", "pit"};
    const char *source = options->machine->clock_source ? options->machine->clock_source : "a clock without a name";
    uint64_t resolution = options->machine->clock_resolution_ns;
    bool bad = resolution == YOKE_MISSING || resolution > RESOLUTION_MOST_NS;
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++)
        bad |= strcmp(source, slow[i]) == 0;
    if (resolution == YOKE_MISSING)
        doctor_find(check, DOCTOR_PROBLEM, "%s, which was not seen to move", source);
    else
        doctor_find(check, bad ? DOCTOR_PROBLEM : DOCTOR_OK, "%s, smallest step seen %" PRIu64 " ns", source,
                    resolution);
    doctor_advise(check, "a clock read costs a system call or moves in large steps: short tasks cannot be told apart",
                  "echo tsc | sudo tee /sys/devices/system/clocksource/clocksource0/current_clocksource",
                  "measures and records the step: choose tasks that make a sample a thousand steps long");
}
