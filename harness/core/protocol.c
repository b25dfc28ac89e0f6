/* SPDX-License-Identifier: MIT */
/* The keys of the messages. */
#include "protocol.h"

#include <inttypes.h>
#include <stdio.h>

#define FIELD(type, member, its_kind, needed, about)                                                                  \
    {.key = #member, .kind = its_kind, .offset = offsetof(struct type, member), .required = needed, .summary = about}
#define LIST(type, member, count, its_kind, its_shape, about)                                                         \
    {.key = #member, .kind = its_kind, .offset = offsetof(struct type, member),                                       \
     .count_offset = offsetof(struct type, count), .shape = its_shape, .summary = about}

static const struct field assignment_fields[] = {
    FIELD(protocol_assignment, protocol, FIELD_COUNT, true, "version of these messages"),
    LIST(protocol_assignment, plugins, plugin_count, FIELD_TEXTS, NULL, "files to load first"),
    FIELD(protocol_assignment, workload, FIELD_TEXT, true, "name"),
    LIST(protocol_assignment, params, param_count, FIELD_SETTINGS, NULL, "in base units, choices as words"),
    FIELD(protocol_assignment, program, FIELD_TEXT, false, "file that the command executes"),
    LIST(protocol_assignment, command, command_count, FIELD_TEXTS, NULL, "words of the command"),
    FIELD(protocol_assignment, folder, FIELD_TEXT, false, "working directory of the command"),
    FIELD(protocol_assignment, input, FIELD_TEXT, false, "file that the command reads"),
    FIELD(protocol_assignment, expected_output, FIELD_TEXT, false, "what the command must write"),
    FIELD(protocol_assignment, expected_exit, FIELD_COUNT, false, "status the command must end with"),
    LIST(protocol_assignment, environment, environment_count, FIELD_TEXTS, NULL, "the command's, where ours differs"),
    FIELD(protocol_assignment, tasks, FIELD_COUNT, true, "of one sample"),
    FIELD(protocol_assignment, seed, FIELD_COUNT, true, "of what the workload draws"),
    FIELD(protocol_assignment, executor, FIELD_TEXT, true, "name"),
    FIELD(protocol_assignment, workers, FIELD_COUNT, true, "width"),
    FIELD(protocol_assignment, schedule, FIELD_TEXT, true, "name"),
    FIELD(protocol_assignment, chunk, FIELD_COUNT, true, "tasks claimed at a time"),
    LIST(protocol_assignment, places, place_count, FIELD_COUNTS, NULL, "processor of each worker"),
    FIELD(protocol_assignment, usable_cpus, FIELD_COUNT, true, "processors this run may use"),
    FIELD(protocol_assignment, warmup, FIELD_COUNT, true, "runs to discard"),
    FIELD(protocol_assignment, iterations, FIELD_COUNT, true, "runs to report"),
    FIELD(protocol_assignment, in_step, FIELD_FLAG, false, "wait for a line before every step"),
    FIELD(protocol_assignment, origin_ns, FIELD_COUNT, true, "monotonic clock that started_ns counts from"),
    FIELD(protocol_assignment, arrivals, FIELD_TEXT, false, "of an open loop: poisson or constant"),
    FIELD(protocol_assignment, rate_hz, FIELD_REAL, false, "of an open loop: tasks that arrive per second"),
    FIELD(protocol_assignment, latency, FIELD_FLAG, true, "record the time of every task"),
    FIELD(protocol_assignment, trace, FIELD_TEXT, false, "beginning of the names of files for every single task"),
    FIELD(protocol_assignment, trace_all, FIELD_FLAG, false, "one of every sample, not only of the last"),
    FIELD(protocol_assignment, counters_default, FIELD_FLAG, true, "count the default group of events"),
    LIST(protocol_assignment, counters, counter_count, FIELD_TEXTS, NULL, "event names"),
    {.key = "counter_scope", .kind = FIELD_WORD, .offset = offsetof(struct protocol_assignment, counter_scope),
     .words = counter_scope_words, .summary = "whose work hardware events count"},
    FIELD(protocol_assignment, multiplex, FIELD_FLAG, false, "hardware events may share counters"),
    {.key = NULL},
};
const struct shape protocol_assignment_shape = {"assignment", sizeof(struct protocol_assignment), assignment_fields};

static const char *const kind_words[] = {"hello", "sample", "failed", "done", "ready", NULL};
static const struct field message_fields[] = {
    {.key = "type", .kind = FIELD_WORD, .offset = offsetof(struct protocol_message, kind), .words = kind_words,
     .required = true, .summary = "what is said"},
    FIELD(protocol_message, protocol, FIELD_COUNT, false, "version of these messages"),
    FIELD(protocol_message, in_step, FIELD_FLAG, false, "it will wait for a line before every step"),
    FIELD(protocol_message, executor_details, FIELD_TEXT, false, "runtime and its settings"),
    FIELD(protocol_message, operations, FIELD_REAL, false, "of all tasks"),
    FIELD(protocol_message, bytes, FIELD_REAL, false, "moved by all tasks"),
    FIELD(protocol_message, ideal_ns, FIELD_COUNT, false, "wall time if only the drawn waits took time"),
    FIELD(protocol_message, reason, FIELD_TEXT, false, "what went wrong"),
    FIELD(protocol_message, canary_after_ns, FIELD_COUNT, false, "a fixed piece of work, timed after the last sample"),
    FIELD(protocol_message, canary_after_cpu_ns, FIELD_COUNT, false, "processor time of the same"),
    FIELD(protocol_message, peak_bytes, FIELD_COUNT, false, "most memory the process had resident"),
    FIELD(protocol_message, dispatch_ns, FIELD_REAL, false, "handing out one empty task"),
    LIST(protocol_message, samples, sample_count, FIELD_LIST, &sample_shape, "one sample"),
    {.key = NULL},
};
const struct shape protocol_message_shape = {"message", sizeof(struct protocol_message), message_fields};

int protocol_trace_path(const char *trace, uint64_t iteration, char **path)
{
    return asprintf(path, "%s-i%" PRIu64 ".tasks", trace, iteration);
}
