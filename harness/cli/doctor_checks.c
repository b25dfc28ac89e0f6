/* SPDX-License-Identifier: MIT */
/* The list of all checks of `yoke doctor`, and what they have in common. */
#include "doctor_checks.h"

#include "requirement.h"

#include <stdarg.h>

void doctor_find(struct doctor_check *check, enum doctor_state state, const char *format, ...)
{
    va_list arguments;
    check->state = state;
    va_start(arguments, format);
    vsnprintf(check->found, sizeof check->found, format, arguments);
    va_end(arguments);
}

void doctor_advise(struct doctor_check *check, const char *why, const char *remedy, const char *meanwhile)
{
    if (check->state == DOCTOR_OK)
        return;
    check->why = why;
    check->remedy = remedy;
    check->meanwhile = meanwhile;
}

static const struct {
    const char *name;
    doctor_examine *check;
} known[] = {
    {"counters", doctor_check_counters}, {"paranoid", doctor_check_paranoid}, {"governor", doctor_check_governor},
    {"turbo", doctor_check_turbo},       {"smt", doctor_check_smt},           {"aslr", doctor_check_aslr},
    {"quota", doctor_check_quota},       {"affinity", doctor_check_affinity}, {"load", doctor_check_load},
    {"steal", doctor_check_steal},       {"clock", doctor_check_clock},       {"processes", doctor_check_processes},
    {"open-files", doctor_check_files},  {"locked", doctor_check_locked},     {"io_uring", doctor_check_ring},
    {"gnuplot", doctor_check_gnuplot},   {"locale", doctor_check_locale},     {"build", doctor_check_build},
};

const char *doctor_check_name(doctor_examine *check)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].check == check)
            return known[i].name;
    return NULL;
}

size_t doctor_checks(const struct doctor_options *options, struct doctor_check checks[])
{
    _Static_assert(sizeof known / sizeof *known <= DOCTOR_CHECKS_MOST, "the caller's array holds all checks");
    size_t count = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].check == doctor_check_build && !options->build)
            continue;
        checks[count] = (struct doctor_check){.name = known[i].name};
        known[i].check(options, &checks[count]);
        checks[count++].require = requirement_of_check(known[i].check);
    }
    return count;
}
