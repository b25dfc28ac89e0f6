/* SPDX-License-Identifier: MIT */
/* One line for people on what counts here, and why no more than that. */
#ifndef COUNTER_DESCRIPTION_H
#define COUNTER_DESCRIPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "counter_group.h"
#include "counter_raw.h"

/* What surrounds a group and explains it. */
struct counter_surroundings {
    char papi[32];             /* "papi 7.0.0" */
    const char *papi_disabled; /* a sentence; NULL: PAPI has nothing against it */
    enum counter_pmu pmu;
    char paranoid[16]; /* kernel.perf_event_paranoid; "" when there is none */
    bool virtual_machine;
};

void counter_surroundings_read(struct counter_surroundings *surroundings);

/* Writes the line for a settled group: "papi 7.0.0: software events only (no PMU in this virtual machine)". */
void counter_describe(const struct counter_group *group, const struct counter_surroundings *surroundings, char *text,
                      size_t bytes);

/* What the user can do so that an event counts that has no value here, for its name and status: a command, or a few
 * words. Constant text. */
const char *counter_remedy(const char *name, enum yoke_counter_status status, enum counter_scope scope,
                           bool virtual_machine);

#endif
