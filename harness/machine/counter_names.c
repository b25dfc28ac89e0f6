/* SPDX-License-Identifier: MIT */
/* The families of events. Their members are named so that one name means the same on every machine: PAPI's presets
 * where PAPI and the kernel agree on the meaning, else the kernel's own generic events as libpfm4 spells them. */
#include "counter_names.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "counter_papi.h"
#include "counter_source.h"

/* A longer name is none: PAPI's own longest are half of this, and its parser need not see what no event is called. */
enum { NAME_MOST = 120 };

const struct counter_family counter_families[] = {
    {"default",
     "how much work, how much time, how often disturbed",
     {"PAPI_TOT_INS", "PAPI_TOT_CYC", "task-clock", "context-switches", "cpu-migrations", "page-faults"},
     false},
    {"ipc", "instructions per cycle: does the processor work or wait?", {"PAPI_TOT_INS", "PAPI_TOT_CYC"}, true},
    {"cache",
     "share of last-level look-ups that went to memory",
     {"perf::CACHE-MISSES", "perf::CACHE-REFERENCES"},
     true},
    {"l1",
     "share of loads that the first-level data cache did not have",
     {"perf::L1-DCACHE-LOAD-MISSES", "perf::L1-DCACHE-LOADS"},
     true},
    {"branch", "share of branches that were foretold wrongly", {"PAPI_BR_MSP", "PAPI_BR_INS"}, true},
    {"faults", "pages touched first or fetched", {"page-faults", "minor-faults", "major-faults"}, false},
    {"switches",
     "how often workers waited, were pushed off, were moved",
     {"context-switches", "voluntary-switches", "involuntary-switches", "cpu-migrations"},
     false},
    {"energy", "what the processor packages used, the whole machine's work included", {"energy-pkg"}, false},
    {NULL, NULL, {NULL}, false},
};

const struct counter_name counter_family_events[] = {
    {"PAPI_TOT_INS", "instructions completed"},
    {"PAPI_TOT_CYC", "cycles of the processor"},
    {"PAPI_BR_INS", "branches completed"},
    {"PAPI_BR_MSP", "branches foretold wrongly"},
    {"perf::CACHE-REFERENCES", "look-ups in the last-level cache"},
    {"perf::CACHE-MISSES", "of those, not found there"},
    {"perf::L1-DCACHE-LOADS", "loads that looked into the first-level data cache"},
    {"perf::L1-DCACHE-LOAD-MISSES", "of those, not found there"},
    {"task-clock", "nanoseconds on a processor"},
    {"context-switches", "times a worker left its processor"},
    {"voluntary-switches", "of those, because it waited"},
    {"involuntary-switches", "of those, because another was given the processor"},
    {"cpu-migrations", "times a worker came to another processor"},
    {"page-faults", "pages that had to be brought in before they could be used"},
    {"minor-faults", "of those, without a disk"},
    {"major-faults", "of those, from a disk"},
    {"energy-pkg", "microjoules of all processor packages, read once a sample"},
    {NULL, NULL},
};

const struct counter_family *counter_family_find(const char *name)
{
    for (const struct counter_family *family = counter_families; family->name; family++)
        if (!strcmp(family->name, name))
            return family;
    return NULL;
}

const char *counter_family_partner(const char *name)
{
    for (const struct counter_family *family = counter_families; family->name; family++)
        for (int i = 0; family->ratio && i < 2; i++)
            if (!strcmp(family->events[i], name))
                return family->events[1 - i];
    return NULL;
}

/* Letters, digits and what libpfm4 puts between them. */
static bool name_is_spelled_well(const char *name)
{
    const size_t length = strlen(name);
    if (!length || length > NAME_MOST)
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("_-:.=", *name))
            return false;
    return true;
}

bool counter_name_known(const char *name)
{
    if (!name_is_spelled_well(name))
        return false;
    for (size_t i = 0; i < COUNTER_SOURCES_MOST; i++) {
        struct counter_verdict refusal = {0};
        int code;
        if (counter_sources[i]->find(name, COUNTER_SCOPE_USER, &code, &refusal) != -ENOENT)
            return true;
    }
    return false;
}

void counter_names_offer(void (*offer)(void *own, const char *name), void *own)
{
    for (const struct counter_family *family = counter_families; family->name; family++)
        offer(own, family->name);
    for (const struct counter_name *event = counter_family_events; event->name; event++)
        offer(own, event->name);
    counter_papi_names(offer, own);
}
