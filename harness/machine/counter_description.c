/* SPDX-License-Identifier: MIT */
/* One line for people on what counts here, and why no more than that. */
#include "counter_description.h"

#include <stdio.h>
#include <string.h>

#include "counter_papi.h"
#include "sysfile.h"
#include "virtualisation.h"

void counter_surroundings_read(struct counter_surroundings *surroundings)
{
    int error;
    char machine[32];
    *surroundings =
        (struct counter_surroundings){.papi_disabled = counter_papi_disabled(), .pmu = counter_raw_pmu(&error)};
    counter_papi_version(surroundings->papi, sizeof surroundings->papi);
    if (sysfile_read("", surroundings->paranoid, sizeof surroundings->paranoid,
                     "/proc/sys/kernel/perf_event_paranoid") < 0)
        surroundings->paranoid[0] = '\0';
    surroundings->virtual_machine = virtualisation_read("", machine, sizeof machine) && strcmp(machine, "none") != 0;
}

/* Is it an event of the processor? An unknown one is, for the kernel's own are all known. */
static bool choice_is_hardware(const struct counter_group *group, const struct counter_choice *choice)
{
    for (size_t source = 0; source < group->source_count; source++)
        if (choice->known[source] && !group->sources[source]->hardware)
            return false;
    return true;
}

static void describe_missing(const struct counter_group *group, char *text, size_t bytes)
{
    const char *separator = ", but not ";
    for (size_t i = 0; i < group->count; i++) {
        const struct counter_choice *choice = &group->choices[i];
        size_t length = strlen(text);
        if (choice->source != COUNTER_NO_SOURCE || !choice_is_hardware(group, choice))
            continue;
        snprintf(text + length, bytes - length, "%s%s", separator, choice->name);
        separator = ", ";
    }
}

static const char *why_software_only(const struct counter_surroundings *surroundings, size_t asked, char *text,
                                     size_t bytes)
{
    if (surroundings->pmu == PMU_ABSENT)
        return surroundings->virtual_machine ? "no PMU in this virtual machine" : "no PMU that this kernel can use";
    if (surroundings->pmu == PMU_DENIED) {
        snprintf(text, bytes, "hardware counters are denied to this user, kernel.perf_event_paranoid is %s",
                 surroundings->paranoid[0] ? surroundings->paranoid : "not readable");
        return text;
    }
    return asked ? "none of the hardware events asked for counts" : "no hardware event was asked for";
}

void counter_describe(const struct counter_group *group, const struct counter_surroundings *surroundings, char *text,
                      size_t bytes)
{
    static const char *const modes[] = {[COUNTER_SCOPE_USER] = "user mode",
                                        [COUNTER_SCOPE_KERNEL] = "kernel mode",
                                        [COUNTER_SCOPE_ALL] = "user and kernel mode"};
    size_t asked = 0, by_papi = 0, by_raw = 0;
    char why[128], events[64];
    for (size_t i = 0; i < group->count; i++) {
        const struct counter_choice *choice = &group->choices[i];
        asked += choice_is_hardware(group, choice);
        if (choice->source == COUNTER_NO_SOURCE)
            continue;
        by_papi += group->sources[choice->source] == &counter_papi;
        by_raw += group->sources[choice->source] == &counter_raw || group->sources[choice->source] == &counter_shared;
    }
    snprintf(events, sizeof events, "%shardware events in %s", group->multiplex ? "multiplexed " : "",
             modes[group->scope]);
    if (by_papi + by_raw == 0) {
        snprintf(text, bytes, "%s: software events only (%s)", surroundings->papi,
                 why_software_only(surroundings, asked, why, sizeof why));
        return;
    }
    if (!by_papi)
        snprintf(text, bytes, "perf_event_open: %s, software events (%s: %s)", events, surroundings->papi,
                 group->multiplex              ? "hides the share of time"
                 : surroundings->papi_disabled ? surroundings->papi_disabled
                                               : "counts none of them here");
    else
        snprintf(text, bytes, "%s%s: %s, software events", surroundings->papi, by_raw ? " and perf_event_open" : "",
                 events);
    describe_missing(group, text, bytes);
}

const char *counter_remedy(const char *name, enum yoke_counter_status status, enum counter_scope scope,
                           bool virtual_machine)
{
    if (strcmp(name, "energy-pkg") == 0)
        return status == YOKE_COUNTER_DENIED ? "sudo chmod a+r /sys/class/powercap/intel-rapl:*/energy_uj"
                                             : "measure on a machine whose kernel shows it: ls /sys/class/powercap";
    if (status == YOKE_COUNTER_NOT_COUNTING)
        return "leave it out: what this processor, or what stands in for it, calls by that name does not count";
    if (status == YOKE_COUNTER_DENIED)
        return scope == COUNTER_SCOPE_USER ? "sudo sysctl kernel.perf_event_paranoid=2"
                                           : "sudo sysctl kernel.perf_event_paranoid=1, or --counter-scope user";
    if (virtual_machine)
        return "give the virtual machine a PMU (libvirt: <feature><pmu state='on'/></feature>; qemu: -cpu "
               "host,pmu=on), "
               "or measure on a bare-metal machine";
    return "papi_component_avail and perf stat -e instructions true say more";
}
