/* SPDX-License-Identifier: MIT */
/* The keys of a cell, and of what its samples come to. */
#include "fields_private.h"
#include "yoke/record.h"

static const struct field summary_fields[] = {
    REAL(yoke_summary, median, "of one value a process"),
    REAL(yoke_summary, low, "lower end of the interval; absent: too few values"),
    REAL(yoke_summary, high, "upper end of the interval"),
    REAL(yoke_summary, confidence, "exact confidence of the order-statistic interval"),
    COUNT(yoke_summary, n, "processes"),
    REAL(yoke_summary, mad, "median absolute deviation, not scaled"),
    REAL(yoke_summary, min, "smallest"),
    REAL(yoke_summary, max, "largest"),
    END,
};
static const struct shape summary_shape = SHAPE("summary", yoke_summary, summary_fields);

static const struct field modes_fields[] = {
    REAL(yoke_modes, lower, "median of the lower heap"),
    REAL(yoke_modes, upper, "and of the upper one"),
    REAL(yoke_modes, lower_share, "of the processes"),
    REAL(yoke_modes, upper_share, "likewise"),
    REAL(yoke_modes, p, "of the dip test"),
    END,
};
static const struct shape modes_shape = SHAPE("modes", yoke_modes, modes_fields);

static const struct field warning_fields[] = {
    MUST(code, FIELD_TEXT, yoke_warning, "stable word"),
    TEXT(yoke_warning, evidence, "the figures it rests on"),
    TEXT(yoke_warning, remedy, "what to do"),
    END,
};
const struct shape warning_shape = SHAPE("warning", yoke_warning, warning_fields);

static const struct field latency_fields[] = {
    COUNT(yoke_latency, n, "tasks"),
    OBJECT(yoke_latency, p50_ns, estimate_shape, "half of the tasks took no longer"),
    OBJECT(yoke_latency, p90_ns, estimate_shape, "nine in ten"),
    OBJECT(yoke_latency, p99_ns, estimate_shape, "ninety-nine in a hundred"),
    OBJECT(yoke_latency, p99_9_ns, estimate_shape, "nine hundred and ninety-nine in a thousand"),
    COUNT(yoke_latency, max_ns, "the longest"),
    END,
};
static const struct shape latency_shape = SHAPE("latency", yoke_latency, latency_fields);

static const struct field accounting_fields[] = {
    REAL(yoke_accounting, cpu, "on a processor"),
    REAL(yoke_accounting, delay, "ready and waiting for one"),
    REAL(yoke_accounting, blocked, "neither"),
    END,
};
static const struct shape accounting_shape = SHAPE("accounting", yoke_accounting, accounting_fields);

static const struct field loss_fields[] = {
    REAL(yoke_loss, imbalance, "idle at the end, while others still worked"),
    REAL(yoke_loss, dispatch, "handing out tasks"),
    REAL(yoke_loss, run_queue, "ready, and waiting for a processor"),
    REAL(yoke_loss, blocked, "waiting for devices, time or each other, beyond the baseline's waiting"),
    REAL(yoke_loss, serial, "blocked while one worker at a time got on: a lock, or a part that is not parallel"),
    REAL(yoke_loss, work, "the same work taking more processor time"),
    TEXT(yoke_loss, cause, "the largest of them; absent: nothing worth a name"),
    TEXT(yoke_loss, evidence, "the figures it rests on"),
    END,
};
static const struct shape loss_shape = SHAPE("loss", yoke_loss, loss_fields);

static const struct field derived_fields[] = {
    REAL(yoke_derived, value, "median of one value a process"),
    REAL(yoke_derived, low, "lower end of the interval; absent: open"),
    REAL(yoke_derived, high, "upper end; absent: open"),
    REAL(yoke_derived, confidence, "exact confidence of the order-statistic interval"),
    COUNT(yoke_derived, n, "processes"),
    REAL(yoke_derived, running_share, "least share of the time that a multiplexed part was counted"),
    END,
};
static const struct shape derived_shape = SHAPE("derived", yoke_derived, derived_fields);

/* In JSON the cell's own statistics stand together under "summary"; in the struct they are members of the cell. */
static const struct field cell_summary_fields[] = {
    OBJECT(yoke_cell, wall_ns, summary_shape, "wall time"),
    OBJECT(yoke_cell, cpu_ns, summary_shape, "cpu time of all workers"),
    OBJECT(yoke_cell, wall_modes, modes_shape, "of wall time, where there are two"),
    OBJECT(yoke_cell, rate, estimate_shape, "tasks per second"),
    OBJECT(yoke_cell, latency, latency_shape, "times of single tasks to their end, from their start or, in an open loop, due time"),
    OBJECT(yoke_cell, queue, latency_shape, "how long single tasks were queued before, where that was recorded"),
    OBJECT(yoke_cell, service, latency_shape, "in an open loop: times of single tasks, start to end"),
    REAL(yoke_cell, utilisation, "in an open loop: tasks in service per worker, on average over time"),
    OBJECT(yoke_cell, accounting, accounting_shape, "where the workers' time went, as shares of busy time"),
    TEXT(yoke_cell, measured_bound, "what the work is, as measured: cpu, io or mixed"),
    {.key = "derived", .kind = FIELD_MAP, COUNTED(yoke_cell, derived, derived_count), .shape = &derived_shape,
     .summary = "what counters mean: ratios, events a task and an operation, power"},
    COUNT(yoke_cell, starts, "processes that gave samples"),
    COUNT(yoke_cell, disturbed_starts, "of those, with evidence of disturbance"),
    REAL(yoke_cell, cpu_per_wall, "processors in use on average"),
    REAL(yoke_cell, imbalance, "longest busy time / mean busy time"),
    END,
};
static const struct shape cell_summary_shape = SHAPE("cell_summary", yoke_cell, cell_summary_fields);

static const struct field calibration_fields[] = {
    TEXT(yoke_calibration, how, "fixed, parts, calibrated, failed or rationed"),
    TEXT(yoke_calibration, reason, "why a try failed"),
    TEXT(yoke_calibration, cell, "it was tried on"),
    COUNT(yoke_calibration, floor_ns, "one run of that cell was to take at least so long"),
    TEXT(yoke_calibration, floor_from, "what asks for that: 5 ms, clock step or clock read"),
    COUNT(yoke_calibration, tasks_least, "for the widest cell"),
    COUNT(yoke_calibration, run_ns, "what one run took"),
    COUNT(yoke_calibration, task_ns, "rationed: what one task took alone"),
    COUNT(yoke_calibration, narrowest, "rationed: narrower widths were to come later, if at all"),
    TEXT(yoke_calibration, untried, "rationed: what was left out"),
    END,
};
const struct shape calibration_shape = SHAPE("calibration", yoke_calibration, calibration_fields);

static const struct field pairing_fields[] = {
    TEXT(yoke_pairing, how, "turns: one after the other; interleaved: run by run; duet: at the same time"),
    TEXT(yoke_pairing, reason, "why not otherwise, where that was wanted"),
    {.key = "places", .kind = FIELD_COUNTS, COUNTED(yoke_pairing, places, place_count),
     .summary = "processor each worker is bound to at the same time as another side's; a coin swaps those of the two sides"},
    {.key = "choices", .kind = FIELD_COUNTS, COUNTED(yoke_pairing, choices, choice_count),
     .summary = "processors of like cores: an interleaved pair is bound to the one whose core others used least"},
    REAL(yoke_pairing, duet_spread, "tried on the base: upper quartile of |ln ratio| of two starts side by side"),
    REAL(yoke_pairing, alone_spread, "and of two that did not run at the same time"),
    END,
};
static const struct shape pairing_shape = SHAPE("pairing", yoke_pairing, pairing_fields);

static const struct field warmup_start_fields[] = {
    {.key = "time_ns", .kind = FIELD_COUNTS, COUNTED(yoke_warmup_start, time_ns, time_count),
     .summary = "of its runs: cpu time of one CPU-bound worker, else wall time"},
    END,
};
static const struct shape warmup_start_shape = SHAPE("warmup_start", yoke_warmup_start, warmup_start_fields);

static const struct field warmup_fields[] = {
    {.key = "class", .kind = FIELD_TEXT, AT(yoke_warmup, kind), .summary = "flat, warm-up, slow-down, no steady state or inconsistent"},
    COUNT(yoke_warmup, discard, "runs before the steady state"),
    COUNT(yoke_warmup, starts, "studied"),
    TEXT(yoke_warmup, evidence, "how many were of which class"),
    {.key = "series", .kind = FIELD_LIST, COUNTED(yoke_warmup, series, series_count), .shape = &warmup_start_shape,
     .summary = "the starts studied; their runs are no samples"},
    END,
};
static const struct shape warmup_shape = SHAPE("warmup", yoke_warmup, warmup_fields);

static const char *const status_words[] = {"ok", "failed", "skipped", "partial", NULL};
static const struct field profile_function_fields[] = {
    MUST(name, FIELD_TEXT, yoke_profile_function, "function, or [file] where the file does not say"),
    TEXT(yoke_profile_function, module, "file it is from, without its folder; [kernel]"),
    MUST(self, FIELD_COUNT, yoke_profile_function, "samples in which it ran itself"),
    MUST(total, FIELD_COUNT, yoke_profile_function, "samples in which it, or what it called, ran"),
    END,
};
static const struct shape profile_function_shape = SHAPE("profile_function", yoke_profile_function, profile_function_fields);

static const struct field profile_fields[] = {
    TEXT(yoke_profile, reason, "why there is none"),
    COUNT(yoke_profile, samples, "of all threads and processes, while tasks ran"),
    COUNT(yoke_profile, lost, "samples that there was no room for"),
    COUNT(yoke_profile, rate_hz, "samples a second of processor time"),
    TEXT(yoke_profile, scope, "all; user: time inside the kernel is not seen"),
    COUNT(yoke_profile, runs, "of all the cell's tasks, after everything had been measured"),
    REAL(yoke_profile, wall_ns, "median of one of those runs, profiled"),
    REAL(yoke_profile, cpu_ns, "likewise its processor time"),
    {.key = "functions", .kind = FIELD_LIST, COUNTED(yoke_profile, functions, function_count),
     .shape = &profile_function_shape, .summary = "most of self first"},
    {.key = "stack_function", .kind = FIELD_COUNTS, COUNTED(yoke_profile, stack_function, stack_function_count),
     .summary = "of each node of the call chains: an index into functions"},
    {.key = "stack_caller", .kind = FIELD_COUNTS, COUNTED(yoke_profile, stack_caller, stack_caller_count),
     .summary = "1 + the node that called it, which stands before it; 0: none"},
    {.key = "stack_samples", .kind = FIELD_COUNTS, COUNTED(yoke_profile, stack_samples, stack_samples_count),
     .summary = "samples that ended in it"},
    END,
};
static const struct shape profile_shape = SHAPE("profile", yoke_profile, profile_fields);

static const struct field cell_fields[] = {
    MUST(name, FIELD_TEXT, yoke_cell, "workload/param=value/…/executor=…/workers=…"),
    MUST(workload, FIELD_TEXT, yoke_cell, "name of the workload"),
    TEXT(yoke_cell, bound, "the resource it claims to be limited by"),
    FLAG(yoke_cell, empty, "its tasks do nothing: wall time is dispatch cost"),
    FLAG(yoke_cell, serial, "one task at a time by nature: a candidate for the baseline"),
    {.key = "one_process", .kind = FIELD_FLAG, AT(yoke_cell, one_process),
     .summary = "its tasks run in one process, whose peak_bytes is all they use"},
    {.key = "params", .kind = FIELD_SETTINGS, COUNTED(yoke_cell, params, param_count),
     .summary = "numbers in base units, and words of choices"},
    {.key = "command", .kind = FIELD_TEXTS, COUNTED(yoke_cell, command, command_count),
     .summary = "the words of the command it runs"},
    MUST(executor, FIELD_TEXT, yoke_cell, "name of the executor"),
    TEXT(yoke_cell, executor_details, "runtime and its settings"),
    MUST(workers, FIELD_COUNT, yoke_cell, "width"),
    TEXT(yoke_cell, side, "of a comparison: base or candidate"),
    OBJECT(yoke_cell, pairing, pairing_shape, "of a comparison: how the sides of a pair were run"),
    TEXT(yoke_cell, schedule, "rule that hands tasks to workers"),
    COUNT(yoke_cell, chunk, "tasks claimed at a time"),
    TEXT(yoke_cell, placement, "rule that puts workers on processors"),
    {.key = "places", .kind = FIELD_COUNTS, COUNTED(yoke_cell, places, place_count),
     .summary = "processor each worker was bound to, but for pairs with choices (pairing)"},
    {.key = "status", .kind = FIELD_WORD, AT(yoke_cell, status), .words = status_words, .required = true,
     .summary = "every status but ok has a reason"},
    TEXT(yoke_cell, reason, "what happened"),
    COUNT(yoke_cell, tasks, "of one sample"),
    TEXT(yoke_cell, scale, "work: tasks grow with the workers, and speedup is the scaled one (Gustafson)"),
    TEXT(yoke_cell, arrivals, "of an open loop: poisson or constant"),
    REAL(yoke_cell, offered_rate, "of an open loop: tasks that arrive per second"),
    OBJECT(yoke_cell, calibration, calibration_shape, "how that number was chosen"),
    COUNT(yoke_cell, discarded, "runs of a start before the timed ones"),
    COUNT(yoke_cell, iterations, "and those"),
    OBJECT(yoke_cell, profile, profile_shape, "where the processor time went, where that was sampled"),
    OBJECT(yoke_cell, warmup, warmup_shape, "what the first runs of a start are like, where that was studied"),
    TEXT(yoke_cell, operation, "what operations counts"),
    REAL(yoke_cell, operations, "of all tasks of one sample"),
    REAL(yoke_cell, bytes, "moved by all tasks of one sample"),
    COUNT(yoke_cell, ideal_ns, "lower bound of wall time from drawn waits"),
    TEXT(yoke_cell, baseline, "cell that speedup refers to"),
    {.key = "samples", .kind = FIELD_LIST, COUNTED(yoke_cell, samples, sample_count), .shape = &sample_shape,
     .required = true, .summary = "every timed execution, usable or not"},
    {.key = "summary", .kind = FIELD_OBJECT, .offset = 0, .shape = &cell_summary_shape,
     .summary = "statistics over processes"},
    OBJECT(yoke_cell, speedup, estimate_shape, "baseline wall time / wall time, paired within blocks"),
    OBJECT(yoke_cell, efficiency, estimate_shape, "speedup / workers"),
    OBJECT(yoke_cell, loss, loss_shape, "what more workers cost, as shares of workers x wall time"),
    OBJECT(yoke_cell, serial_share, estimate_shape, "Karp and Flatt's share of serial work, from the speedup"),
    REAL(yoke_cell, overhead_ns_per_task, "handing out one task: wall time / tasks of a run of empty ones"),
    REAL(yoke_cell, overhead_share, "of that in the wall time of a task"),
    {.key = "warnings", .kind = FIELD_LIST, COUNTED(yoke_cell, warnings, warning_count), .shape = &warning_shape,
     .summary = "what to be careful about"},
    END,
};
const struct shape cell_shape = SHAPE("cell", yoke_cell, cell_fields);
