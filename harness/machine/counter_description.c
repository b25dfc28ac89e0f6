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
    size_t asked = 0, by_papi = 0, by_raw = 0;
    char why[128];
    for (size_t i = 0; i < group->count; i++) {
        const struct counter_choice *choice = &group->choices[i];
        asked += choice_is_hardware(group, choice);
        if (choice->source == COUNTER_NO_SOURCE)
            continue;
        by_papi += group->sources[choice->source] == &counter_papi;
        by_raw += group->sources[choice->source] == &counter_raw;
    }
    if (by_papi + by_raw == 0) {
        snprintf(text, bytes, "%s: software events only (%s)", surroundings->papi,
                 why_software_only(surroundings, asked, why, sizeof why));
        return;
    }
    if (!by_papi)
        snprintf(text, bytes, "perf_event_open: hardware events in user mode, software events (%s: %s)",
                 surroundings->papi,
                 surroundings->papi_disabled ? surroundings->papi_disabled : "counts none of them here");
    else
        snprintf(text, bytes, "%s%s: hardware events in user mode, software events", surroundings->papi,
                 by_raw ? " and perf_event_open" : "");
    describe_missing(group, text, bytes);
}
