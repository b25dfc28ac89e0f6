/* SPDX-License-Identifier: MIT */
/* Work that grows with the workers: what it does not go together with. */
#include "request_resolver.h"

#include <inttypes.h>
#include <string.h>

static void check_study(struct resolver *resolver, const struct plan_study *study)
{
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_SCALE, NULL);
    const uint64_t most = request_keys[REQUEST_TASKS].most;
    uint64_t widest = 1;
    for (size_t i = 0; i < study->workers.count; i++)
        widest = study->workers.values[i] > widest ? study->workers.values[i] : widest;
    if (study->workload->divides)
        request_refuse(
            resolver->errors, &setting,
            "%s has one piece of work, and more tasks are smaller parts of it: it does not grow with the workers",
            study->workload->name);
    else if (!study->task_count)
        request_refuse(resolver->errors, &setting, "say how many tasks each worker brings: add --tasks 20");
    else if (study->task_count > most / widest)
        request_refuse(resolver->errors, &setting,
                       "%" PRIu64 " tasks for each of %" PRIu64 " workers are too many: at most %" PRIu64 " in all",
                       study->task_count, widest, most);
}

void resolver_scale(struct resolver *resolver)
{
    struct plan *plan = resolver->plan;
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_SCALE, NULL);
    plan->scale_work = !strcmp(setting.text, "work");
    if (!plan->scale_work && strcmp(setting.text, "workers") != 0)
        resolver_refuse_value(resolver, &setting);
    if (plan->scale_work && plan->rates.count)
        request_refuse(resolver->errors, &setting,
                       "with a rate the work is what arrives: leave scale out, or the rate");
    for (size_t i = 0; i < plan->study_count && plan->scale_work && !resolver->errors->count; i++)
        check_study(resolver, &plan->studies[i]);
}
