/* SPDX-License-Identifier: MIT */
/* Names out on one side, names in on the other: the two builds need not be the same. */
#include "assignment.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "assignment_command.h"
#include "line.h"
#include "param_text.h"

/* A list of no events, as distinct from no list. */
static const char *const no_counters[] = {NULL};

static int unknown(const char *what, const char *name, struct yoke_error *error)
{
    yoke_error_set(error, "the program being measured has no %s \"%s\"", what, name);
    return -ENOENT;
}

/* By its word, not by its place: another build may list the words in another order. */
static int param_take(const struct yoke_param *param, const struct yoke_setting_value *setting, uint64_t *value,
                      struct yoke_error *error)
{
    *value = setting->value;
    if (!setting->word != !param->choices)
        yoke_error_set(error, "the program being measured takes a %s for %s, not a %s", param->choices ? "word" : "number",
                       param->name, setting->word ? "word" : "number");
    else if (setting->word && !param_choice(param, setting->word, value))
        yoke_error_set(error, "the program being measured knows no %s \"%s\"", param->name, setting->word);
    else
        return 0;
    return -ENOENT;
}

static int params_take(const struct protocol_assignment *message, struct assignment *assignment, struct yoke_error *error)
{
    const struct yoke_param *params = assignment->workload->params;
    for (unsigned i = 0; params && params[i].name; i++)
        assignment->work.values.value[i] = params[i].fallback;
    for (size_t k = 0; k < message->param_count; k++) {
        unsigned i = 0;
        while (params && params[i].name && strcmp(params[i].name, message->params[k].name))
            i++;
        if (!params || !params[i].name)
            return unknown("parameter", message->params[k].name, error);
        const int status = param_take(&params[i], &message->params[k], &assignment->work.values.value[i], error);
        if (status)
            return status;
    }
    return 0;
}

static int names_look_up(const struct protocol_assignment *message, const struct yoke_catalogue *catalogue,
                         struct assignment *assignment, struct yoke_error *error)
{
    for (size_t i = 0; catalogue->workloads[i]; i++)
        if (!strcmp(catalogue->workloads[i]->name, message->workload))
            assignment->workload = catalogue->workloads[i];
    for (size_t i = 0; catalogue->executors[i]; i++)
        if (!strcmp(catalogue->executors[i]->name, message->executor))
            assignment->executor = catalogue->executors[i];
    for (size_t i = 0; catalogue->schedules[i]; i++)
        if (!strcmp(catalogue->schedules[i]->name, message->schedule))
            assignment->schedule = catalogue->schedules[i];
    if (!assignment->workload)
        return unknown("workload", message->workload, error);
    if (!assignment->executor)
        return unknown("executor", message->executor, error);
    if (!assignment->schedule)
        return unknown("schedule", message->schedule, error);
    return 0;
}

static int message_check(const struct protocol_assignment *message, struct yoke_error *error)
{
    if (message->protocol != PROTOCOL_VERSION) {
        yoke_error_set(error, "the driver speaks protocol %" PRIu64 ", the program being measured speaks %d",
                       message->protocol, PROTOCOL_VERSION);
        return -EPROTO;
    }
    const bool placed = message->place_count == 0 || message->place_count == message->workers;
    if (message->workers >= 1 && message->workers <= UINT32_MAX && message->chunk >= 1 && placed)
        return 0;
    yoke_error_set(error, "the driver asked for %" PRIu64 " workers on %zu places with chunk %" PRIu64, message->workers,
                   message->place_count, message->chunk);
    return -EPROTO;
}

static int message_receive(FILE *driver, struct record *memory, struct protocol_assignment *message,
                           struct yoke_error *error)
{
    char *line = NULL;
    size_t room = 0;
    int status = -EPROTO;
    if (getline(&line, &room, driver) > 0)
        status = line_read(memory, &protocol_assignment_shape, message, line, "driver", error);
    else
        yoke_error_set(error, "the driver sent no assignment");
    free(line);
    return status;
}

static int arrivals_take(const struct protocol_assignment *message, struct assignment *assignment, struct yoke_error *error)
{
    assignment->is_open = message->arrivals != NULL;
    assignment->rate_hz = message->rate_hz;
    if (!assignment->is_open)
        return 0;
    if (!open_loop_arrivals_find(message->arrivals, &assignment->arrivals))
        return unknown("arrivals", message->arrivals, error);
    if (message->rate_hz > 0)
        return 0;
    yoke_error_set(error, "the driver asked for arrivals without a rate");
    return -EPROTO;
}

static int plugins_take(const struct protocol_assignment *message, struct plugins *plugins, struct yoke_error *error)
{
    int status = 0;
    for (size_t i = 0; i < message->plugin_count && !status; i++)
        status = plugins_load(plugins, message->plugins[i], error);
    return status;
}

int assignment_read(FILE *driver, struct plugins *plugins, struct record *memory, struct assignment *assignment,
                    struct yoke_error *error)
{
    struct protocol_assignment message;
    int status = message_receive(driver, memory, &message, error);
    if (!status)
        status = message_check(&message, error);
    if (!status)
        status = plugins_take(&message, plugins, error);
    if (!status)
        status = names_look_up(&message, &plugins->catalogue, assignment, error);
    if (!status)
        status = params_take(&message, assignment, error);
    if (!status)
        status = arrivals_take(&message, assignment, error);
    if (!status)
        status = command_receive(&message, memory, &assignment->work.command);
    assignment->task_count = assignment->work.task_count = message.tasks;
    assignment->work.seed = message.seed;
    assignment->worker_count = (unsigned)message.workers;
    assignment->chunk = message.chunk;
    assignment->places = message.place_count ? message.places : NULL;
    assignment->usable_cpus = (unsigned)message.usable_cpus;
    assignment->warmup = message.warmup;
    assignment->iterations = message.iterations;
    assignment->origin_ns = message.origin_ns;
    assignment->in_step = message.in_step;
    assignment->latency = message.latency;
    assignment->trace = message.trace;
    assignment->trace_all = message.trace_all;
    assignment->counters = (struct counter_wish){
        .names = message.counters_default ? NULL : message.counters ? message.counters : no_counters,
        .name_count = message.counter_count,
        .scope = message.counter_scope,
        .multiplex = message.multiplex,
    };
    return status;
}

struct protocol_assignment assignment_of(const struct cell *cell, uint64_t *places, size_t place_count,
                                         struct yoke_setting_value params[YOKE_PARAMS_MOST])
{
    struct protocol_assignment message;
    shape_clear(&protocol_assignment_shape, &message);
    message.protocol = PROTOCOL_VERSION;
    message.workload = cell->workload->name;
    message.params = params;
    const size_t count = cell->command ? cell->command->own_count : YOKE_PARAMS_MOST; /* the rest stands in the words */
    for (size_t i = 0; i < count && cell->workload->params && cell->workload->params[i].name; i++)
        params[message.param_count++] = param_setting(&cell->workload->params[i], cell->values.value[i]);
    message.tasks = cell->task_count;
    message.executor = cell->executor->name;
    message.workers = cell->workers;
    message.schedule = cell->schedule->name;
    message.chunk = cell->chunk;
    message.places = places;
    message.place_count = place_count;
    return message;
}
