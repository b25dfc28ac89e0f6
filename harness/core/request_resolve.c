/* SPDX-License-Identifier: MIT */
/* From a request to a plan: everything is checked, everything that is wrong is said, and nothing has run. */
#include "request_resolver.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { NAME_MOST = 64 }; /* it becomes part of a folder's name */

/* A million cells at a tenth of a second and ten visits each would take eleven days: a slip, not a plan. */
static const uint64_t points_most = 1000000;

static char *copy_text(struct resolver *resolver, const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        resolver->status = -ENOMEM;
    return copy;
}

static void resolve_number(struct resolver *resolver, enum request_key_index key, uint64_t *value)
{
    const struct request_setting setting = resolver_setting(resolver, -1, key, NULL);
    resolver_number(resolver, &setting, value);
}

static void resolve_iterations(struct resolver *resolver)
{
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_ITERATIONS, NULL);
    if (strcmp(setting.text, REQUEST_AUTO) != 0)
        resolver_number(resolver, &setting, &resolver->plan->iterations);
}

static void resolve_seed(struct resolver *resolver)
{
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_SEED, NULL);
    uint64_t *seed = &resolver->plan->seed;
    if (setting.text)
        resolver_number(resolver, &setting, seed);
    else if (getrandom(seed, sizeof *seed, 0) == (ssize_t)sizeof *seed)
        *seed &= request_keys[REQUEST_SEED].most;
    else
        request_errors_add(resolver->errors, "no seed could be drawn (%s): give one with --seed", strerror(errno));
}

/* Names become folders: no blanks, no slashes, no leading dot or dash. */
static bool name_is_good(const char *name)
{
    size_t length = strlen(name);
    if (!length || length > NAME_MOST || *name == '.' || *name == '-')
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("._-", *name))
            return false;
    return true;
}

/* "plans/default.json" is called "default"; what cannot stand in a name becomes a dash. */
static char *name_of_file(const char *path)
{
    const char *base = strrchr(path, '/');
    char name[NAME_MOST + 1];
    snprintf(name, sizeof name, "%s", base ? base + 1 : path);
    char *end = strrchr(name, '.');
    if (end && end != name)
        *end = '\0';
    for (char *at = name; *at; at++)
        if (!isalnum((unsigned char)*at) && *at != '_' && (at == name || !strchr(".-", *at)))
            *at = at == name ? 'x' : '-';
    return strdup(*name ? name : "plan");
}

static void resolve_name(struct resolver *resolver)
{
    struct plan *plan = resolver->plan;
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_NAME, NULL);
    const struct yoke_workload *workload = plan->studies[0].workload;
    if (setting.text && !name_is_good(setting.text))
        resolver_refuse_value(resolver, &setting);
    if (setting.text)
        plan->name = strdup(setting.text);
    else if (resolver->request->file)
        plan->name = name_of_file(resolver->request->file);
    else
        plan->name = strdup(workload ? workload->name : "plan");
    if (!plan->name)
        resolver->status = -ENOMEM;
}

static void resolve_output(struct resolver *resolver)
{
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_OUTPUT, NULL);
    if (!setting.text)
        return;
    if (*setting.text)
        resolver->plan->output = copy_text(resolver, setting.text);
    else
        resolver_refuse_value(resolver, &setting);
}

bool resolver_switch(struct resolver *resolver, enum request_key_index key)
{
    const struct request_setting setting = resolver_setting(resolver, -1, key, NULL);
    const bool on = !strcmp(setting.text, "on");
    if (!on && strcmp(setting.text, "off"))
        resolver_refuse_value(resolver, &setting);
    return on;
}

static void resolve_trace(struct resolver *resolver)
{
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_TRACE, NULL);
    const char *text = setting.text ? setting.text : setting.key->fallback;
    for (enum plan_trace trace = PLAN_TRACE_OFF; trace <= PLAN_TRACE_ALL; trace++)
        if (!strcmp(text, plan_trace_name(trace))) {
            resolver->plan->trace = trace;
            return;
        }
    resolver_refuse_value(resolver, &setting);
}

static void resolve_io_driver(struct resolver *resolver)
{
    static const char *const drivers[] = {"uring", "epoll"};
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_IO_DRIVER, NULL);
    const char *text = setting.text ? setting.text : setting.key->fallback;
    for (size_t i = 0; i < sizeof drivers / sizeof drivers[0]; i++)
        if (!strcmp(text, drivers[i]))
            resolver->plan->io_driver = drivers[i];
    if (!resolver->plan->io_driver && strcmp(text, "auto"))
        resolver_refuse_value(resolver, &setting);
}

static void resolve_studies(struct resolver *resolver)
{
    struct plan *plan = resolver->plan;
    bool top_only = resolver->request->study_count == 0;
    size_t count = top_only ? 1 : (size_t)resolver->request->study_count;
    plan->studies = calloc(count, sizeof *plan->studies);
    if (!plan->studies) {
        resolver->status = -ENOMEM;
        return;
    }
    for (; plan->study_count < count && !resolver->status; plan->study_count++)
        resolver_study(resolver, top_only ? -1 : (int)plan->study_count, &plan->studies[plan->study_count]);
    if (resolver->status)
        return;
    resolver_check_params(resolver);
    resolve_name(resolver);
    if (!resolver->errors->count && plan_points(plan) > points_most)
        request_errors_add(resolver->errors, "this plan has more than a million cells: take fewer values on some axis");
}

int request_resolve(const struct request *request, const struct yoke_catalogue *catalogue,
                    const struct request_machine *machine, struct plan **plan, struct request_errors *errors)
{
    struct resolver resolver = {.request = request, .catalogue = catalogue, .machine = machine, .errors = errors};
    resolver.plan = calloc(1, sizeof *resolver.plan);
    if (resolver.plan) {
        resolver_rate(&resolver);
        resolve_studies(&resolver);
        resolve_number(&resolver, REQUEST_BLOCKS, &resolver.plan->blocks);
        resolve_number(&resolver, REQUEST_PRECISION, &resolver.plan->precision_ppm);
        resolve_number(&resolver, REQUEST_BUDGET, &resolver.plan->budget_ns);
        resolve_number(&resolver, REQUEST_RESERVE, &resolver.plan->reserve_ppm);
        resolve_iterations(&resolver);
        resolve_number(&resolver, REQUEST_WARMUP, &resolver.plan->warmup);
        resolve_number(&resolver, REQUEST_LIMIT, &resolver.plan->limit_ns);
        resolve_seed(&resolver);
        resolve_output(&resolver);
        resolver_counters(&resolver);
        resolver.plan->latency = resolver_switch(&resolver, REQUEST_LATENCY);
        resolve_trace(&resolver);
        resolver.plan->profile = resolver_switch(&resolver, REQUEST_PROFILE);
        resolver.plan->warmup_study = resolver_switch(&resolver, REQUEST_WARMUP_STUDY);
        resolve_io_driver(&resolver);
        resolver_plugins(&resolver);
        if (!resolver.status)
            resolver_check_rate(&resolver);
        if (!resolver.status)
            resolver_scale(&resolver);
    }
    if (!resolver.plan || resolver.status) {
        request_errors_add(errors, "the plan does not fit in memory");
        resolver.status = -ENOMEM;
    }
    if (errors->count) {
        plan_free(resolver.plan);
        return resolver.status ? resolver.status : -EINVAL;
    }
    *plan = resolver.plan;
    return 0;
}
