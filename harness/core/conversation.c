/* SPDX-License-Identifier: MIT */
/* Nothing a cell process says is believed before it was checked. */
#include "conversation.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "clock.h"
#include "line.h"
#include "protocol.h"
#include "traces.h"
#include "units.h"

/* After its farewell a cell process has only to exit; what takes longer is stuck. */
static const uint64_t FAREWELL_NS = 5000000000;

static enum visit_outcome cell_fail(const struct conversation *talk, const char *reason)
{
    talk->facts->status = YOKE_CELL_FAILED;
    talk->facts->reason = reason ? reason : "no memory for the reason";
    return VISIT_FAILED;
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
    sample->counter_pass = conversation_has_passes(talk->visit) ? conversation_pass(talk->visit) : YOKE_MISSING;
    if (!sample->usable)
        return cell_fail(talk, sample->reject_reason);
    /* it would pass for one that keeps up with any rate */
    if (talk->visit->cell->rate_mhz && sample->last_due_ns == YOKE_MISSING)
        return cell_fail(
            talk, "the program being measured knows no open loops: it ran its tasks without the arrivals of --rate, "
                  "so a newer build of it is needed");
    return talk->stopping ? VISIT_STOPPED : VISIT_DONE;
}

/* What was measured after the last sample concerns all of this visit. One without any would be visited for ever. */
static enum visit_outcome farewell_take(const struct conversation *talk, const struct protocol_message *message)
{
    if (talk->facts->sample_count == talk->samples_before)
        return cell_fail(talk, "the cell process said that it was done, and had sent no sample");
    for (size_t i = talk->samples_before; i < talk->facts->sample_count; i++) {
        talk->facts->samples[i].noise.canary_after_ns = message->canary_after_ns;
        talk->facts->samples[i].noise.canary_after_cpu_ns = message->canary_after_cpu_ns;
        talk->facts->samples[i].dispatch_ns = message->dispatch_ns;
        talk->facts->samples[i].peak_bytes = message->peak_bytes;
    }
    return VISIT_DONE;
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

static enum visit_outcome hello_hear(struct conversation *talk, const struct protocol_message *message)
{
    if (message->protocol != PROTOCOL_VERSION)
        return cell_fail(talk, "the program being measured speaks another version of the protocol");
    talk->greeted = true;
    if (talk->visit->in_step && !message->in_step)
        return VISIT_OUT_OF_STEP;
    hello_take(talk, message);
    if (talk->visit->watch)
        talk->visit->watch->greeted(talk->visit->watch->own, talk->child.pid);
    return VISIT_DONE;
}

/* Takes one line. Whatever is no good ends the conversation. */
static void line_take(struct conversation *talk, const char *line)
{
    struct protocol_message message;
    struct yoke_error wrong = {0};
    const bool understood = !line_read(talk->record, &protocol_message_shape, &message, line, "cell process", &wrong);
    if (!understood || (message.kind == PROTOCOL_READY && !talk->visit->in_step)) {
        talk->outcome = cell_fail(talk, line_quote(talk, line));
    } else if (message.kind == PROTOCOL_FAILED) {
        talk->outcome =
            cell_fail(talk, message.reason ? message.reason : "the cell process failed and did not say why");
    } else if (message.kind == PROTOCOL_DONE) {
        talk->outcome = farewell_take(talk, &message);
        talk->over = true;
    } else if (message.kind == PROTOCOL_READY) {
        talk->ready = true;
        talk->ready_ns = clock_now_ns();
    } else {
        talk->outcome = message.kind == PROTOCOL_HELLO ? hello_hear(talk, &message) : sample_take(talk, &message);
    }
    talk->over |= talk->outcome != VISIT_DONE;
}

static const char *end_describe(const struct conversation *talk, int wait_status)
{
    if (wait_status == -1)
        return "the cell process closed its end and did not exit";
    if (WIFSIGNALED(wait_status))
        return record_text(talk->record, "the cell process was ended by signal %d (%s)", WTERMSIG(wait_status),
                           strsignal(WTERMSIG(wait_status)));
    if (WEXITSTATUS(wait_status) == CHILD_NOT_EXECUTED && !talk->greeted)
        return "the cell process could not be executed: is this program still where it was and open to you, and are "
               "memory and "
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

/* A signal came while listening. */
static void interruption_take(struct conversation *talk)
{
    const int wanted = talk->visit->stop_wanted ? talk->visit->stop_wanted(talk->visit->own) : 0;
    if (wanted >= 2) {
        talk->outcome = VISIT_STOPPED;
        talk->over = true;
    }
    talk->stopping = wanted == 1;
}

/* It went without a farewell. */
static void end_take(struct conversation *talk)
{
    talk->outcome = cell_fail(talk, end_describe(talk, child_finish(&talk->child, clock_now_ns() + FAREWELL_NS)));
    talk->over = talk->collected = true;
}

static void fault_take(struct conversation *talk, const char *reason)
{
    talk->outcome = cell_fail(talk, reason);
    talk->over = true;
}

void conversation_listen(struct conversation *talk)
{
    interruption_take(talk); /* it may have come while another was listened to */
    while (!talk->over && !talk->ready) {
        char *line = NULL;
        const enum child_event event = child_read(&talk->child, turn_end(talk), &line);
        if (talk->visit->watch)
            talk->visit->watch->turn(talk->visit->watch->own);
        switch (event) {
        case CHILD_LINE:
            line_take(talk, line);
            break;
        case CHILD_END:
            end_take(talk);
            break;
        case CHILD_DEADLINE: /* the visit's, or only the watch's turn */
            if (clock_now_ns() >= talk->deadline_ns)
                fault_take(talk, limit_describe(talk));
            break;
        case CHILD_GARBAGE:
            fault_take(talk, "the cell process spoke garbage: a line that is no text");
            break;
        case CHILD_INTERRUPTED:
            interruption_take(talk);
            break;
        }
    }
}

void conversation_break(struct conversation *talk, enum visit_outcome other)
{
    if (!talk->over)
        talk->outcome = other == VISIT_DONE
                            ? cell_fail(talk, "the cell process wanted to go on when the other side was done")
                            : VISIT_STOPPED;
    talk->over = true;
}

/* What was being written when the visit ended is in no sample. */
static void traces_cut_short(const struct conversation *talk)
{
    const uint64_t told = talk->facts->sample_count - talk->samples_before;
    const bool last_told = told && talk->facts->samples[talk->facts->sample_count - 1].trace.file;
    traces_discard(talk->visit->trace, told, last_told ? 0 : talk->visit->cell->iterations);
}

void conversation_end(struct conversation *talk)
{
    const bool done = talk->over && talk->outcome == VISIT_DONE;
    if (!talk->collected)
        child_finish(&talk->child, done ? clock_now_ns() + FAREWELL_NS : 0);
    if (talk->visit->trace && !done)
        traces_cut_short(talk);
}
