/* SPDX-License-Identifier: MIT */
/* Which executors of a study can run under which of its schedules. A pair that cannot be is left out, and said; a study of
 * which nothing would be left is refused. */
#include "request_resolver.h"

#include <errno.h>

enum { PAIRS_TEXT_BYTES = 256 }; /* of names in one sentence; more are cut off */

/* Writes the names of the executors that do or do not take the schedule, "pthread, fork"; returns how many they are. */
static size_t takers_list(const struct yoke_executor *const *executors, size_t count, const struct yoke_schedule *schedule,
                          bool take, char text[PAIRS_TEXT_BYTES])
{
    size_t used = 0, listed = 0;
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (yoke_executor_takes(executors[i], schedule) != take)
            continue;
        if (used < PAIRS_TEXT_BYTES)
            used += (size_t)snprintf(text + used, PAIRS_TEXT_BYTES - used, "%s%s", listed ? ", " : "", executors[i]->name);
        listed++;
    }
    return listed;
}

static size_t catalogue_executors(const struct yoke_catalogue *catalogue)
{
    size_t count = 0;
    while (catalogue->executors[count])
        count++;
    return count;
}

static void refuse_schedule(struct resolver *resolver, int study, const struct yoke_schedule *schedule)
{
    char takers[PAIRS_TEXT_BYTES];
    const struct yoke_catalogue *catalogue = resolver->catalogue;
    const struct request_setting setting = resolver_setting(resolver, study, REQUEST_SCHEDULES, NULL);
    takers_list(catalogue->executors, catalogue_executors(catalogue), schedule, true, takers);
    request_refuse(resolver->errors, &setting, "no executor chosen here has the schedule %s; these have: %s", schedule->name,
                   takers[0] ? takers : "none");
}

void resolver_pairs(struct resolver *resolver, int study, const struct plan_study *resolved)
{
    size_t usable = 0;
    for (size_t i = 0; i < resolved->schedule_count; i++) {
        const struct yoke_schedule *schedule = resolved->schedules[i];
        char others[PAIRS_TEXT_BYTES];
        const size_t refusing = takers_list(resolved->executors, resolved->executor_count, schedule, false, others);
        usable += refusing < resolved->executor_count;
        if (refusing && plan_note(resolver->plan, "schedule %s left out for %s: %s", schedule->name, others, schedule->summary))
            resolver->status = -ENOMEM;
    }
    if (!usable && resolved->executor_count && resolved->schedule_count)
        refuse_schedule(resolver, study, resolved->schedules[0]);
}
