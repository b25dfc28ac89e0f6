/* SPDX-License-Identifier: MIT */
/* One study: its workload, its parameters, its axes. */
#include "request_resolver.h"

#include "suggest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct yoke_workload *workload_find(const struct yoke_catalogue *catalogue, const char *name)
{
    for (size_t i = 0; catalogue->workloads[i]; i++)
        if (!strcmp(catalogue->workloads[i]->name, name))
            return catalogue->workloads[i];
    return NULL;
}

/* What a command runs in where no workload is named; NULL: the catalogue has none for it. */
static const struct yoke_workload *workload_of_commands(const struct yoke_catalogue *catalogue)
{
    for (size_t i = 0; catalogue->workloads[i]; i++)
        if (catalogue->workloads[i]->takes_command && !catalogue->workloads[i]->unavailable)
            return catalogue->workloads[i];
    return NULL;
}

static void refuse_workload(struct resolver *resolver, const struct request_setting *setting)
{
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    size_t count = 0;
    suggestion_start(&suggestion, setting->text);
    for (; resolver->catalogue->workloads[count]; count++)
        suggestion_offer(&suggestion, resolver->catalogue->workloads[count]->name);
    struct request_error *error = request_refuse(resolver->errors, setting, "no workload \"%.80s\"%s", setting->text,
                                                 suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke list workloads     shows all %zu", count);
}

static void refuse_missing_workload(struct resolver *resolver, int study)
{
    const char *file = resolver->request->file;
    if (resolver->errors->count + resolver->errors->more) /* it may be there, and be what is wrong */
        return;
    struct request_error *error;
    if (file && study >= 0)
        error = request_errors_add(resolver->errors, "%s: study %d has no \"workload\", nor has the plan: name one",
                                   file, study + 1);
    else if (file)
        error = request_errors_add(resolver->errors, "%s: the plan has no \"workload\": name one", file);
    else
        error = request_errors_add(resolver->errors, "what should run? Name a workload or a plan file");
    snprintf(error->hint, sizeof error->hint, "yoke list workloads     shows what there is");
}

static void resolve_workload(struct resolver *resolver, int study, struct plan_study *resolved)
{
    const struct request_setting setting = resolver_setting(resolver, study, REQUEST_WORKLOAD, NULL);
    if (!setting.text && resolver_command_setting(resolver, study))
        resolved->workload = workload_of_commands(resolver->catalogue);
    if (resolved->workload)
        return;
    if (!setting.text) {
        refuse_missing_workload(resolver, study);
        return;
    }
    resolved->workload = workload_find(resolver->catalogue, setting.text);
    if (!resolved->workload)
        refuse_workload(resolver, &setting);
    else if (resolved->workload->unavailable)
        request_refuse(resolver->errors, &setting, "workload \"%s\" cannot run here: %s", resolved->workload->name,
                       resolved->workload->unavailable);
}

static void resolve_tasks(struct resolver *resolver, int study, struct plan_study *resolved)
{
    const struct request_setting setting = resolver_setting(resolver, study, REQUEST_TASKS, NULL);
    resolved->task_count = resolved->workload && resolved->workload->divides ? resolved->workload->default_tasks : 0;
    if (setting.text && strcmp(setting.text, REQUEST_CALIBRATED) != 0)
        resolver_number(resolver, &setting, &resolved->task_count);
}

static void resolve_params(struct resolver *resolver, int study, struct plan_study *resolved)
{
    const struct yoke_param *params = resolved->workload ? resolved->workload->params : NULL;
    for (size_t i = 0; params && params[i].name && i < YOKE_PARAMS_MOST; i++) {
        struct plan_axis *axis = &resolved->params[i];
        const bool is_label = resolved->command && i == resolved->command->own_count; /* follows from the words */
        const struct request_setting *setting =
            is_label ? NULL : request_find(resolver->request, study, REQUEST_PARAMS, params[i].name);
        if (setting) {
            resolver_param(resolver, setting, &params[i], axis);
            continue;
        }
        axis->values = malloc(sizeof *axis->values);
        if (!axis->values) {
            resolver->status = -ENOMEM;
            return;
        }
        axis->values[0] = params[i].fallback;
        axis->count = 1;
    }
}

static bool has_value(const struct plan_axis *axis, uint64_t value)
{
    for (size_t i = 0; i < axis->count; i++)
        if (axis->values[i] == value)
            return true;
    return false;
}

/* An executor that runs one task at a time takes one worker, whatever widths were asked for. Worth a note only to
 * somebody who asked for others. */
static void note_single_worker(struct resolver *resolver, const struct plan_study *resolved)
{
    bool others = resolved->workers.count > 1 || !has_value(&resolved->workers, 1);
    for (size_t i = 0; i < resolved->executor_count && others; i++) {
        const struct yoke_executor *executor = resolved->executors[i];
        if (executor->capabilities & YOKE_PARALLEL)
            continue;
        int status =
            has_value(&resolved->workers, 1)
                ? plan_note(resolver->plan, "%s runs with 1 worker only: the other widths are left out for it",
                            executor->name)
                : plan_note(resolver->plan, "%s runs with 1 worker only: it is measured with that, as the baseline",
                            executor->name);
        if (status)
            resolver->status = status;
    }
}

static bool is_said(const struct resolver *resolver, int study, enum request_key_index key)
{
    const struct request_setting *setting = request_find(resolver->request, study, key, NULL);
    return setting && request_is_said(setting);
}

/* Commands take long, so a sample is as few of them as give every worker of the widest cell one. */
static void resolve_command_tasks(const struct resolver *resolver, int study, struct plan_study *resolved)
{
    bool parallel = false;
    uint64_t most = 1;
    if (!resolved->command || resolver->plan->rates.count ||
        request_find(resolver->request, study, REQUEST_TASKS, NULL))
        return;
    for (size_t i = 0; i < resolved->executor_count; i++)
        parallel |= (resolved->executors[i]->capabilities & YOKE_PARALLEL) != 0;
    for (size_t i = 0; parallel && i < resolved->workers.count; i++)
        most = resolved->workers.values[i] > most ? resolved->workers.values[i] : most;
    resolved->task_count = most * resolved->workload->default_tasks;
    resolved->open = (struct plan_open){.tasks = true,
                                        .executors = !is_said(resolver, study, REQUEST_EXECUTORS),
                                        .widths = !is_said(resolver, study, REQUEST_WORKERS)};
}

static void resolve_workers(struct resolver *resolver, int study, struct plan_study *resolved)
{
    bool written;
    const struct request_setting setting = resolver_setting(resolver, study, REQUEST_WORKERS, &written);
    if (resolver_sweep(resolver, &setting, &resolved->workers) && written)
        note_single_worker(resolver, resolved);
}

void resolver_study(struct resolver *resolver, int study, struct plan_study *resolved)
{
    resolve_workload(resolver, study, resolved);
    resolver_command(resolver, study, resolved);
    resolve_tasks(resolver, study, resolved);
    resolve_params(resolver, study, resolved);
    resolver_executors(resolver, study, resolved);
    resolve_workers(resolver, study, resolved);
    resolve_command_tasks(resolver, study, resolved);
    resolver_schedules(resolver, study, resolved);
    resolver_pairs(resolver, study, resolved);
    const struct request_setting chunk = resolver_setting(resolver, study, REQUEST_CHUNK, NULL);
    resolver_sweep(resolver, &chunk, &resolved->chunks);
    resolver_placements(resolver, study, resolved);
}

/* --- parameters that nobody has -------------------------------------------------------------------------- */

static const struct yoke_param *param_find(const struct yoke_workload *workload, const char *name)
{
    for (const struct yoke_param *param = workload->params; param && param->name; param++)
        if (!strcmp(param->name, name))
            return param;
    return NULL;
}

/* The studies a setting reaches: how many, the last one's workload, and whether one of them knows the parameter. */
struct reach {
    size_t studies;
    const struct yoke_workload *workload;
    bool known;
    struct suggestion suggestion;
};

static struct reach param_reach(const struct resolver *resolver, const struct request_setting *setting)
{
    struct reach reach = {0};
    suggestion_start(&reach.suggestion, setting->param);
    bool top_only = resolver->request->study_count == 0;
    for (size_t i = 0; i < resolver->plan->study_count; i++) {
        const struct yoke_workload *workload = resolver->plan->studies[i].workload;
        if (!request_reaches(setting, top_only ? -1 : (int)i))
            continue;
        reach.studies++;
        const struct study_command *command = resolver->plan->studies[i].command;
        if (!workload || param_find(workload, setting->param) || /* of an unknown workload, anything may be a parameter */
            (command && study_command_has(command, setting->param))) { /* refused already, if it is none */
            reach.known = true;
            continue;
        }
        reach.workload = workload;
        for (const struct yoke_param *param = workload->params; param && param->name; param++)
            suggestion_offer(&reach.suggestion, param->name);
    }
    return reach;
}

static void refuse_param(struct resolver *resolver, const struct request_setting *setting, const struct reach *reach)
{
    char text[SUGGESTION_TEXT_BYTES];
    const char *suggestion = suggestion_text(&reach->suggestion, text);
    struct request_error *error;
    if (reach->studies > 1)
        error = request_refuse(resolver->errors, setting, "no workload of this plan has a parameter \"%.60s\"%s",
                               setting->param, suggestion);
    else if (reach->workload->takes_command)
        error = request_refuse(resolver->errors, setting, "the command has no {%.60s} in it%s", setting->param, suggestion);
    else if (!reach->workload->params || !reach->workload->params->name)
        error = request_refuse(resolver->errors, setting, "%s takes no parameters, so there is no \"%.60s\" to set",
                               reach->workload->name, setting->param);
    else
        error = request_refuse(resolver->errors, setting, "%s has no parameter \"%.60s\"%s", reach->workload->name,
                               setting->param, suggestion);
    snprintf(error->hint, sizeof error->hint, "yoke help workload %.60s     shows its parameters",
             reach->workload->name);
}

void resolver_check_params(struct resolver *resolver)
{
    for (size_t i = 0; i < resolver->request->count; i++) {
        const struct request_setting *setting = &resolver->request->settings[i];
        if (!setting->param)
            continue;
        struct reach reach = param_reach(resolver, setting);
        if (!reach.known && reach.workload)
            refuse_param(resolver, setting, &reach);
    }
}
