/* SPDX-License-Identifier: MIT */
/* What is said to a cell process: its environment, its assignment, and when to go on. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "assignment.h"
#include "assignment_command.h"
#include "cell_process.h"
#include "clock.h"
#include "conversation.h"
#include "line.h"
#include "yoke/random.h"

/* One page: what is shifted by more repeats. And room for an executor's own variables. */
enum { LAYOUT_BYTES = 4096, LAYOUT_SETTINGS_MOST = 32 };

/* Sends without raising SIGPIPE: a cell process that is gone already is found out by reading. */
static int text_send(int descriptor, const char *text, size_t length)
{
    while (length) {
        const ssize_t sent = send(descriptor, text, length, MSG_NOSIGNAL);
        if (sent < 0)
            return errno == EPIPE || errno == ECONNRESET ? 0 : -errno;
        text += sent;
        length -= (size_t)sent;
    }
    return 0;
}

bool conversation_has_passes(const struct visit *visit)
{
    return visit->passes && visit->passes->count > 1;
}

uint64_t conversation_pass(const struct visit *visit)
{
    return conversation_has_passes(visit) ? visit->block % visit->passes->count : 0;
}

static void counters_assign(const struct visit *visit, struct protocol_assignment *message)
{
    const struct plan *plan = visit->plan;
    message->counter_scope = plan->counter_scope;
    message->multiplex = plan->multiplex;
    message->counters_default = !plan->counters && !conversation_has_passes(visit);
    message->counters = (const char *const *)plan->counters;
    message->counter_count = plan->counter_count;
    if (!conversation_has_passes(visit))
        return;
    const struct counter_pass *pass = &visit->passes->passes[conversation_pass(visit)];
    message->counters = pass->names;
    message->counter_count = pass->count;
}

static int assignment_send(const struct conversation *talk, struct yoke_error *error)
{
    const struct visit *visit = talk->visit;
    struct yoke_setting_value params[YOKE_PARAMS_MOST];
    uint64_t *places = visit->places ? visit->places : talk->facts->places;
    const size_t place_count = visit->places ? visit->place_count : talk->facts->place_count;
    struct protocol_assignment message = assignment_of(visit->cell, places, place_count, params);
    message.seed = visit->plan->seed;
    message.usable_cpus = visit->usable_cpus;
    message.warmup = visit->cell->warmup;
    message.iterations = visit->cell->iterations;
    message.origin_ns = visit->origin_ns;
    if (visit->cell->rate_mhz) {
        message.arrivals = visit->plan->arrivals;
        message.rate_hz = (double)visit->cell->rate_mhz / 1000;
    }
    message.latency = visit->plan->latency;
    message.trace = visit->trace;
    message.trace_all = visit->plan->trace == PLAN_TRACE_ALL;
    message.in_step = visit->in_step;
    message.plugins = visit->plugins ? visit->plugins : (const char *const *)visit->plan->plugins;
    message.plugin_count = visit->plugins ? visit->plugin_count : visit->plan->plugin_count;
    counters_assign(visit, &message);
    const char *restored[COMMAND_RESTORED_MOST];
    int status = command_send(visit->cell, talk->record, restored, &message, error);
    if (status)
        return status;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        return -ENOMEM;
    status = line_write(&protocol_assignment_shape, &message, stream);
    if (fclose(stream) && !status)
        status = -ENOMEM;
    if (!status)
        status = text_send(talk->child.descriptor, text, length);
    free(text);
    return status;
}

void conversation_go(struct conversation *talk)
{
    static const char word[] = "go\n";
    talk->ready = false;
    talk->deadline_ns += clock_now_ns() - talk->ready_ns; /* it waited for somebody else */
    text_send(talk->child.descriptor, word, strlen(word));
}

/* The executor's environment, and a padding of random length: the environment lies above the stack, so it moves
 * everything on it, and with it what shares a cache line or a page with what. Left to itself a binary is measured in
 * one layout only, which alone can be worth several per cent (Mytkowicz et al., ASPLOS 2009). */
static void settings_make(const struct visit *visit, char padding[LAYOUT_BYTES],
                          struct yoke_setting settings[LAYOUT_SETTINGS_MOST])
{
    const struct yoke_setting *own = visit->cell->executor->environment;
    const uint64_t visit_seed = yoke_random_draw(visit->plan->seed, visit->block);
    const size_t length = (size_t)yoke_random_upto(visit_seed, visit->order, LAYOUT_BYTES - 1);
    size_t count = 0;
    for (; own && own[count].name && count < LAYOUT_SETTINGS_MOST - 3; count++)
        settings[count] = own[count];
    memset(padding, 'x', length);
    padding[length] = '\0';
    if (visit->plan->io_driver)
        settings[count++] = (struct yoke_setting){"YOKE_IO_DRIVER", visit->plan->io_driver};
    settings[count++] = (struct yoke_setting){"YOKE_LAYOUT", padding};
    settings[count] = (struct yoke_setting){NULL, NULL};
}

int conversation_begin(struct conversation *talk, struct yoke_error *error)
{
    const struct visit *visit = talk->visit;
    char argument[] = CELL_PROCESS_ARGUMENT;
    char *const argv[] = {visit->program, argument, NULL};
    char padding[LAYOUT_BYTES];
    struct yoke_setting settings[LAYOUT_SETTINGS_MOST];
    settings_make(visit, padding, settings);
    talk->samples_before = talk->facts->sample_count;
    int status = child_start(&talk->child, argv, settings, PROTOCOL_DESCRIPTOR, error);
    if (status)
        return status;
    talk->deadline_ns = clock_now_ns() + visit->plan->limit_ns;
    if (visit->watch)
        visit->watch->begin(visit->watch->own, talk->child.pid);
    status = assignment_send(talk, error);
    if (!status)
        return 0;
    yoke_error_set(error, "cannot tell the cell process what to do: %s", strerror(-status));
    talk->outcome = VISIT_STOPPED;
    conversation_end(talk);
    return status;
}
