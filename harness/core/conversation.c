/* SPDX-License-Identifier: MIT */
/* The driver's half of the protocol. Nothing a cell process says is believed before it was checked. */
#include "visit.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "assignment.h"
#include "assignment_command.h"
#include "cell_process.h"
#include "child.h"
#include "clock.h"
#include "line.h"
#include "traces.h"
#include "units.h"
#include "yoke/random.h"

/* After its farewell a cell process has only to exit; what takes longer is stuck. */
static const uint64_t FAREWELL_NS = 5000000000;

/* One page: what is shifted by more repeats. And room for an executor's own variables. */
enum { LAYOUT_BYTES = 4096, LAYOUT_SETTINGS_MOST = 32 };

struct conversation {
    const struct visit *visit;
    struct record *record;
    struct yoke_cell *facts;
    struct child child;
    uint64_t deadline_ns;
    size_t samples_before; /* of the cell, from earlier visits */
    bool greeted;  /* it was executed */
    bool stopping; /* end when the sample in progress has come */
};

static enum visit_outcome cell_fail(const struct conversation *talk, const char *reason)
{
    talk->facts->status = YOKE_CELL_FAILED;
    talk->facts->reason = reason ? reason : "no memory for the reason";
    return VISIT_FAILED;
}

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

static bool visit_has_passes(const struct visit *visit)
{
    return visit->passes && visit->passes->count > 1;
}

/* Block b counts the events of pass b modulo passes: repeated visits of a block count what the disturbed ones did. */
static uint64_t visit_pass(const struct visit *visit)
{
    return visit_has_passes(visit) ? visit->block % visit->passes->count : 0;
}

static void counters_assign(const struct visit *visit, struct protocol_assignment *message)
{
    const struct plan *plan = visit->plan;
    message->counter_scope = plan->counter_scope;
    message->multiplex = plan->multiplex;
    message->counters_default = !plan->counters && !visit_has_passes(visit);
    message->counters = (const char *const *)plan->counters;
    message->counter_count = plan->counter_count;
    if (!visit_has_passes(visit))
        return;
    const struct counter_pass *pass = &visit->passes->passes[visit_pass(visit)];
    message->counters = pass->names;
    message->counter_count = pass->count;
}

static int assignment_send(const struct conversation *talk, struct yoke_error *error)
{
    const struct visit *visit = talk->visit;
    struct yoke_setting_value params[YOKE_PARAMS_MOST];
    struct protocol_assignment message = assignment_of(visit->cell, talk->facts->places, talk->facts->place_count, params);
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

static void hello_take(const struct conversation *talk, const struct protocol_message *message)
{
    talk->facts->executor_details = message->executor_details;
    talk->facts->operations = message->operations;
    talk->facts->bytes = message->bytes;
    talk->facts->ideal_ns = message->ideal_ns;
}

/* The driver knows the file's name itself: by its last part and the folder it lies in, a record finds it wherever it is
 * moved. */
static void trace_take(const struct conversation *talk, struct yoke_sample *sample)
{
    char *path = NULL;
    const struct yoke_trace told = sample->trace;
    sample->trace = (struct yoke_trace){NULL, YOKE_MISSING, YOKE_MISSING, YOKE_MISSING};
    if (!talk->visit->trace || told.tasks == YOKE_MISSING ||
        protocol_trace_path(talk->visit->trace, sample->iteration, &path) < 0)
        return;
    sample->trace = told;
    sample->trace.file = traces_name(talk->record, path);
    free(path);
}

static enum visit_outcome sample_take(struct conversation *talk, const struct protocol_message *message)
{
    struct yoke_sample *sample = message->sample_count == 1 ? record_add_sample(talk->record, talk->facts) : NULL;
    if (!sample)
        return cell_fail(talk, "the cell process sent a sample message without a sample");
    *sample = message->samples[0];
    sample->block = talk->visit->block;
    sample->order = talk->visit->order;
    trace_take(talk, sample);
    sample->counter_pass = visit_has_passes(talk->visit) ? visit_pass(talk->visit) : YOKE_MISSING;
    if (!sample->usable)
        return cell_fail(talk, sample->reject_reason);
    /* it would pass for one that keeps up with any rate */
    if (talk->visit->cell->rate_mhz && sample->last_due_ns == YOKE_MISSING)
        return cell_fail(talk, "the program being measured knows no open loops: it ran its tasks without the arrivals of --rate, "
                               "so a newer build of it is needed");
    return talk->stopping ? VISIT_STOPPED : VISIT_DONE;
}

/* What was measured after the last sample concerns all of this visit. */
static void farewell_take(const struct conversation *talk, const struct protocol_message *message)
{
    for (size_t i = talk->samples_before; i < talk->facts->sample_count; i++) {
        talk->facts->samples[i].noise.canary_after_ns = message->canary_after_ns;
        talk->facts->samples[i].noise.canary_after_cpu_ns = message->canary_after_cpu_ns;
        talk->facts->samples[i].dispatch_ns = message->dispatch_ns;
        talk->facts->samples[i].peak_bytes = message->peak_bytes;
    }
}

/* The first bytes of what was said, fit to stand in a sentence. */
static const char *line_quote(const struct conversation *talk, const char *line)
{
    char quote[41];
    size_t length = 0;
    for (; length < sizeof quote - 1 && line[length]; length++)
        quote[length] = isprint((unsigned char)line[length]) ? line[length] : '?';
    quote[length] = '\0';
    return record_text(talk->record, "the cell process spoke garbage: \"%s\"", quote);
}

/* Takes one line. `*over` is set when nothing more is to be read. */
static enum visit_outcome line_take(struct conversation *talk, const char *line, bool *over)
{
    struct protocol_message message;
    struct yoke_error wrong = {0};
    *over = true;
    if (line_read(talk->record, &protocol_message_shape, &message, line, "cell process", &wrong))
        return cell_fail(talk, line_quote(talk, line));
    if (message.kind == PROTOCOL_HELLO && message.protocol != PROTOCOL_VERSION)
        return cell_fail(talk, "the program being measured speaks another version of the protocol");
    if (message.kind == PROTOCOL_FAILED)
        return cell_fail(talk, message.reason ? message.reason : "the cell process failed and did not say why");
    if (message.kind == PROTOCOL_DONE) {
        farewell_take(talk, &message);
        return VISIT_DONE;
    }
    enum visit_outcome outcome = VISIT_DONE;
    if (message.kind == PROTOCOL_HELLO) {
        talk->greeted = true;
        hello_take(talk, &message);
        if (talk->visit->watch)
            talk->visit->watch->greeted(talk->visit->watch->own, talk->child.pid);
    } else {
        outcome = sample_take(talk, &message);
    }
    *over = outcome != VISIT_DONE;
    return outcome;
}

static const char *end_describe(const struct conversation *talk, int wait_status)
{
    if (wait_status == -1)
        return "the cell process closed its end and did not exit";
    if (WIFSIGNALED(wait_status))
        return record_text(talk->record, "the cell process was ended by signal %d (%s)", WTERMSIG(wait_status),
                           strsignal(WTERMSIG(wait_status)));
    if (WEXITSTATUS(wait_status) == CHILD_NOT_EXECUTED && !talk->greeted)
        return "the cell process could not be executed: is this program still where it was and open to you, and are memory and "
               "descriptors (ulimit -n) left?";
    return record_text(talk->record, "the cell process exited with status %d before it was done",
                       WEXITSTATUS(wait_status));
}

static const char *limit_describe(const struct conversation *talk)
{
    char limit[UNITS_TEXT_BYTES];
    units_exact(talk->visit->plan->limit_ns, YOKE_NS, limit);
    return record_text(talk->record, "not done within the limit of %s for one visit (--limit)", limit);
}

/* When to stop listening for a moment, because somebody wants to look. */
static uint64_t turn_end(const struct conversation *talk)
{
    const struct visit_watch *watch = talk->visit->watch;
    const uint64_t turn_ns = watch ? clock_now_ns() + watch->turn_ns : UINT64_MAX;
    return turn_ns < talk->deadline_ns ? turn_ns : talk->deadline_ns;
}

/* Listens until the visit is over. `*ended` is set when the child was collected on the way. */
static enum visit_outcome conversation_listen(struct conversation *talk, bool *ended)
{
    for (;;) {
        char *line = NULL;
        bool over = false;
        enum visit_outcome outcome = VISIT_DONE;
        const enum child_event event = child_read(&talk->child, turn_end(talk), &line);
        if (talk->visit->watch)
            talk->visit->watch->turn(talk->visit->watch->own);
        switch (event) {
        case CHILD_LINE:
            outcome = line_take(talk, line, &over);
            if (over)
                return outcome;
            break;
        case CHILD_END:
            *ended = true;
            return cell_fail(talk, end_describe(talk, child_finish(&talk->child, clock_now_ns() + FAREWELL_NS)));
        case CHILD_DEADLINE:
            if (clock_now_ns() < talk->deadline_ns)
                break; /* only the watch's turn */
            return cell_fail(talk, limit_describe(talk));
        case CHILD_GARBAGE:
            return cell_fail(talk, "the cell process spoke garbage: a line that is no text");
        case CHILD_INTERRUPTED: {
            const int wanted = talk->visit->stop_wanted ? talk->visit->stop_wanted(talk->visit->own) : 0;
            if (wanted >= 2)
                return VISIT_STOPPED;
            talk->stopping = wanted == 1;
            break;
        }
        }
    }
}

/* The executor's environment, and a padding of random length: the environment lies above the stack, so it moves everything
 * on it, and with it what shares a cache line or a page with what. Left to itself a binary is measured in one layout
 * only, which alone can be worth several per cent (Mytkowicz et al., ASPLOS 2009). */
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

/* What was being written when the visit ended is in no sample. */
static void traces_cut_short(const struct conversation *talk)
{
    const uint64_t told = talk->facts->sample_count - talk->samples_before;
    const bool last_told = told && talk->facts->samples[talk->facts->sample_count - 1].trace.file;
    traces_discard(talk->visit->trace, told, last_told ? 0 : talk->visit->cell->iterations);
}

int visit_run(const struct visit *visit, struct record *record, struct yoke_cell *facts, enum visit_outcome *outcome,
              struct yoke_error *error)
{
    struct conversation talk = {.visit = visit, .record = record, .facts = facts,
                                .samples_before = facts->sample_count};
    char argument[] = CELL_PROCESS_ARGUMENT;
    char *const argv[] = {visit->program, argument, NULL};
    char padding[LAYOUT_BYTES];
    struct yoke_setting settings[LAYOUT_SETTINGS_MOST];
    settings_make(visit, padding, settings);
    int status = child_start(&talk.child, argv, settings, PROTOCOL_DESCRIPTOR, error);
    if (status)
        return status;
    talk.deadline_ns = clock_now_ns() + visit->plan->limit_ns;
    bool ended = false;
    if (visit->watch)
        visit->watch->begin(visit->watch->own, talk.child.pid);
    status = assignment_send(&talk, error);
    if (!status)
        *outcome = conversation_listen(&talk, &ended);
    if (!ended) /* a good farewell is given time to exit by itself; everything else is ended now */
        child_finish(&talk.child, !status && *outcome == VISIT_DONE ? clock_now_ns() + FAREWELL_NS : 0);
    if (visit->trace && (status || *outcome != VISIT_DONE))
        traces_cut_short(&talk);
    if (status)
        yoke_error_set(error, "cannot tell the cell process what to do: %s", strerror(-status));
    return status;
}
