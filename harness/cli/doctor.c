/* SPDX-License-Identifier: MIT */
/* `yoke doctor`, for people: a line a check, and below what is not in order why, how to mend it, and what happens until
 * then. */
#include "doctor.h"

#include <errno.h>

const char *doctor_state_name(enum doctor_state state)
{
    static const char *const names[] = {[DOCTOR_OK] = "ok", [DOCTOR_NOTE] = "note", [DOCTOR_PROBLEM] = "problem"};
    return names[state];
}

static void print_advice(const char *label, const char *text, FILE *stream)
{
    if (text)
        fprintf(stream, "         %-10s %s\n", label, text);
}

static void print_check(const struct doctor_check *check, bool color, FILE *stream)
{
    static const char *const colors[] = {
        [DOCTOR_OK] = "\033[32m", [DOCTOR_NOTE] = "\033[33m", [DOCTOR_PROBLEM] = "\033[31m"};
    fprintf(stream, "%s%-7s%s  %-12s %s\n", color ? colors[check->state] : "", doctor_state_name(check->state),
            color ? "\033[0m" : "", check->name, check->found);
    print_advice("why", check->why, stream);
    print_advice("mend", check->remedy, stream);
    print_advice("meanwhile", check->meanwhile, stream);
    if (check->require && check->state != DOCTOR_OK)
        fprintf(stream, "         %-10s yoke run --require %s\n", "or refuse", check->require);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

int doctor_show(const struct doctor_options *options, struct yoke_error *error)
{
    struct doctor_check checks[DOCTOR_CHECKS_MOST];
    size_t count = doctor_checks(options, checks), states[3] = {0};
    for (size_t i = 0; i < count; i++) {
        print_check(&checks[i], options->color, options->stream);
        states[checks[i].state]++;
    }
    fprintf(options->stream, "%zu checks: %zu ok, %zu note%s, %zu problem%s\n", count, states[DOCTOR_OK],
            states[DOCTOR_NOTE], plural(states[DOCTOR_NOTE]), states[DOCTOR_PROBLEM], plural(states[DOCTOR_PROBLEM]));
    if (fflush(options->stream) == 0 && !ferror(options->stream))
        return 0;
    yoke_error_set(error, "the findings cannot be written: is the disk full, or the reader gone?");
    return -EIO;
}
