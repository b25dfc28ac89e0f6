/* SPDX-License-Identifier: MIT */
/* What of the machine can be changed while a run goes on. */
#include "conditions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgroup.h"
#include "environment_files.h"
#include "sysfile.h"

static void value_set(struct conditions *conditions, enum condition condition, const char *text)
{
    snprintf(conditions->values[condition], CONDITION_BYTES, "%.*s", CONDITION_BYTES - 1, text ? text : "");
}

static void read_quota(const char *root, struct conditions *conditions)
{
    struct cgroup_place place;
    const double quota = cgroup_find(root, "cpu", &place) == 0 ? cgroup_quota(&place) : NAN;
    if (isnan(quota))
        value_set(conditions, CONDITION_QUOTA, "none");
    else
        snprintf(conditions->values[CONDITION_QUOTA], CONDITION_BYTES, "%.3g processors", quota);
}

static void read_processors(const char *root, struct conditions *conditions)
{
    struct cpulist online, mask;
    char text[4096];
    environment_processors(root, &online, &mask);
    cpulist_format(&mask, text, sizeof text);
    value_set(conditions, CONDITION_PROCESSORS, text);
    /* a list too long to be kept is told apart from another one by how many there are */
    if (strlen(text) >= CONDITION_BYTES)
        snprintf(conditions->values[CONDITION_PROCESSORS], CONDITION_BYTES, "%.200s... (%zu)", text,
                 cpulist_count(&mask));
}

const char *condition_name(enum condition condition)
{
    static const char *const names[CONDITIONS] = {
        [CONDITION_GOVERNOR] = "governor",     [CONDITION_FREQUENCY_LIMIT] = "frequency_limit",
        [CONDITION_TURBO] = "turbo",           [CONDITION_SMT] = "smt",
        [CONDITION_QUOTA] = "quota",           [CONDITION_PROCESSORS] = "processors",
        [CONDITION_CLOCK] = "clock_source",
    };
    return names[condition];
}

void conditions_read(const char *root, struct conditions *conditions)
{
    char text[ENVIRONMENT_TEXT_BYTES];
    value_set(conditions, CONDITION_GOVERNOR, environment_governor(root, text, sizeof text));
    value_set(conditions, CONDITION_FREQUENCY_LIMIT, environment_frequency_limit(root, text, sizeof text));
    value_set(conditions, CONDITION_TURBO, environment_turbo(root));
    value_set(conditions, CONDITION_SMT, environment_smt(root));
    value_set(conditions, CONDITION_CLOCK, environment_clock_source(root, text, sizeof text));
    read_quota(root, conditions);
    read_processors(root, conditions);
}

bool condition_same(const struct conditions *left, const struct conditions *right, enum condition condition)
{
    return strcmp(left->values[condition], right->values[condition]) == 0;
}
