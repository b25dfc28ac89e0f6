/* SPDX-License-Identifier: MIT */
/* Every single task of one sample: which worker ran it, and when. A file beside result.json, because a million tasks are no
 * matter for JSON; docs/record.md has its layout and a reader of a few lines in Python. */
#ifndef TRACE_H
#define TRACE_H

#include <stdbool.h>
#include <stdint.h>

#include "yoke/error.h"

/* One task. Times in nanoseconds since the sample's start, the first worker's begin. */
struct trace_task {
    uint64_t index; /* its identity */
    uint64_t worker;
    uint64_t queued_ns;  /* it could have been started from here on; 0 where all tasks wait at the start gate */
    uint64_t started_ns; /* at least queued_ns */
    uint64_t ended_ns;   /* at least started_ns */
};

/* --- writing ------------------------------------------------------------------------------------------------------- */

/* Where the tasks come from: worker after worker, ascending; those of one worker in any order, best in that of their ends,
 * because what is written are differences. */
struct trace_source {
    uint64_t worker_count;
    bool (*next)(void *own, struct trace_task *task); /* false: that was the last one */
    void *own;
};

/* Writes the file, some 5 to 10 bytes a task, and says how many tasks and bytes. Returns 0, or a negative errno with a
 * sentence; then there is no file. */
int trace_write(const char *path, const struct trace_source *source, uint64_t *tasks, uint64_t *bytes,
                struct yoke_error *error);

/* --- reading ------------------------------------------------------------------------------------------------------- */

struct trace;

/* Reads the file into memory and checks all of it: magic, version, checksum, lengths, every number. Returns 0 and a trace to be
 * freed with trace_close, or a negative errno with a sentence that begins with the path. */
int trace_open(const char *path, struct trace **trace, struct yoke_error *error);
void trace_close(struct trace *trace);

uint64_t trace_task_count(const struct trace *trace);
uint64_t trace_worker_count(const struct trace *trace);

/* The next task in the order of the file, from the first one after trace_open and trace_rewind. Returns false behind the last
 * one. */
bool trace_next(struct trace *trace, struct trace_task *task);
void trace_rewind(struct trace *trace);

#endif
