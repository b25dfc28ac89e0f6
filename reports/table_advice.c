/* SPDX-License-Identifier: MIT */
/* Advice as sentences: the width first, then the range, what bounds it, and the price of habits. */
#include "table_advice.h"

#include <inttypes.h>
#include <math.h>

#include "text.h"

static const char *name_of(const char *name)
{
    return name ? name : "?";
}

static void width_print(const struct yoke_advice *advice, const struct yoke_target *target)
{
    char line[512];
    if (advice->workers == YOKE_MISSING) {
        snprintf(line, sizeof line, "%s on %s: no width is proven: %s", name_of(advice->workload), name_of(advice->executor),
                 name_of(advice->reason));
    } else {
        snprintf(line, sizeof line, "%s on %s: %" PRIu64 " worker%s%s · %" PRIu64 " to %" PRIu64 " %s within %.3g %% of the best%s",
                 name_of(advice->workload), name_of(advice->executor), advice->workers, advice->workers == 1 ? "" : "s",
                 advice->chosen ? ", take this" : "", advice->low, advice->high, "are proven", 100 * advice->theta,
                 advice->decided ? "" : " · more blocks might prove fewer");
    }
    text_fold(target->stream, line, "", "    ", target->width, target->utf8);
}

static void bound_print(const struct yoke_advice *advice, const struct yoke_target *target)
{
    char line[512];
    if (!advice->bounded_by)
        return;
    snprintf(line, sizeof line, "bounded by %s: %s", advice->bounded_by, name_of(advice->evidence));
    text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
}

/* "by habit: cpus (2) -0.3 % [-1.1..0.4]" */
static void habits_print(const struct yoke_advice *advice, const struct yoke_target *target)
{
    char line[1024];
    size_t used = (size_t)snprintf(line, sizeof line, "lost by habit:");
    for (size_t i = 0; i < advice->default_count && used < sizeof line; i++) {
        const struct yoke_default *habit = &advice->defaults[i];
        const char *separator = i ? " ·" : "";
        if (isnan(habit->loss.value))
            used += (size_t)snprintf(line + used, sizeof line - used, "%s %s (%" PRIu64 ") not measured", separator,
                                     name_of(habit->rule), habit->workers);
        else
            used += (size_t)snprintf(line + used, sizeof line - used, "%s %s (%" PRIu64 ") %.0f %% [%.0f..%.0f]", separator,
                                     name_of(habit->rule), habit->workers, 100 * habit->loss.value + 0.0,
                                     100 * habit->loss.low + 0.0, 100 * habit->loss.high + 0.0);
    }
    if (advice->default_count)
        text_fold(target->stream, line, "  ", "    ", target->width, target->utf8);
}

void table_advice_print(const struct yoke_record *record, const struct yoke_target *target)
{
    for (size_t i = 0; i < record->advice_count; i++) {
        const struct yoke_advice *advice = &record->advice[i];
        if (!i)
            fputc('\n', target->stream);
        width_print(advice, target);
        if (advice->workers == YOKE_MISSING)
            continue;
        bound_print(advice, target);
        habits_print(advice, target);
    }
}
