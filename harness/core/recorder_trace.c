/* SPDX-License-Identifier: MIT */
/* From the lanes to a trace file. */
#include "recorder_private.h"
#include "trace.h"

/* Where the walk through the lanes stands. */
struct walk {
    const struct recorder *recorder;
    struct recorder_scale scale;
    unsigned lane;
    uint64_t at;
};

static bool walk_next(void *own, struct trace_task *task)
{
    struct walk *walk = own;
    while (walk->lane < walk->recorder->worker_count && walk->at >= walk->recorder->lanes[walk->lane].count) {
        walk->lane++;
        walk->at = 0;
    }
    if (walk->lane == walk->recorder->worker_count)
        return false;
    const struct recorder_entry *entry = &walk->recorder->lanes[walk->lane].entries[walk->at++];
    const uint64_t started_ns = recorder_scale_apply(&walk->scale, entry->begin);
    const uint64_t ended_ns = recorder_scale_apply(&walk->scale, entry->end);
    *task = (struct trace_task){
        .index = entry->index,
        .worker = walk->lane,
        .queued_ns = recorder_queued_ns(walk->recorder, entry, started_ns),
        .started_ns = started_ns,
        .ended_ns = ended_ns < started_ns ? started_ns : ended_ns, /* it moved to a processor whose counter is behind */
    };
    return true;
}

int recorder_trace(const struct recorder *recorder, uint64_t gate_ns, const char *path, struct yoke_sample *sample,
                   struct yoke_error *error)
{
    struct walk walk = {.recorder = recorder, .scale = recorder_scale_make(recorder, gate_ns)};
    const struct trace_source source = {recorder->worker_count, walk_next, &walk};
    uint64_t missed = 0;
    for (unsigned i = 0; i < recorder->worker_count; i++)
        missed += recorder->lanes[i].missed;
    sample->trace.missed = missed ? missed : YOKE_MISSING;
    return trace_write(path, &source, &sample->trace.tasks, &sample->trace.bytes, error);
}
