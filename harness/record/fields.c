/* SPDX-License-Identifier: MIT */
/* The record's keys. A new fact about a run is a member in yoke/record.h and a line here, nothing else. */
#include "fields.h"

#include <math.h>
#include <string.h>

#include "fields_private.h"
#include "yoke/record.h"

static const struct field plan_fields[] = {
    TEXT(yoke_plan_facts, name, "of the plan"),
    {.key = "command", .kind = FIELD_TEXTS, COUNTED(yoke_plan_facts, command, command_count), .summary = "argv"},
    COUNT(yoke_plan_facts, blocks, "visits of every cell, one fresh process each"),
    COUNT(yoke_plan_facts, iterations, "timed samples per visit"),
    COUNT(yoke_plan_facts, warmup, "discarded samples before them"),
    COUNT(yoke_plan_facts, limit_ns, "how long one visit may take"),
    REAL(yoke_plan_facts, precision, "half-width asked for, as a share of the median"),
    COUNT(yoke_plan_facts, budget_ns, "no block began after this time"),
    COUNT(yoke_plan_facts, reserve, "visits that could be repeated because they were disturbed"),
    TEXT(yoke_plan_facts, counter_scope, "whose work hardware events count: user, kernel or all"),
    {.key = "multiplex", .kind = FIELD_FLAG, AT(yoke_plan_facts, multiplex), .summary = "hardware events shared counters"},
    COUNT(yoke_plan_facts, counter_passes, "blocks it takes until every event was counted once"),
    END,
};
static const struct shape plan_shape = SHAPE("plan", yoke_plan_facts, plan_fields);

static const char *const counter_words[] = {"ok", "scaled", "unavailable", "denied", "not_counting", NULL};
static const struct field counter_fields[] = {
    {.key = "status", .kind = FIELD_WORD, AT(yoke_counter, status), .words = counter_words, .required = true,
     .summary = "ok and scaled have a value, the others a reason"},
    COUNT(yoke_counter, value, "summed over the workers"),
    REAL(yoke_counter, running_share, "share of the time it was counted, when scaled"),
    TEXT(yoke_counter, reason, "why there is no value"),
    END,
};
static const struct shape counter_shape = SHAPE("counter", yoke_counter, counter_fields);

static const struct field noise_fields[] = {
    COUNT(yoke_noise, steal_ns, "taken by the hypervisor"),
    COUNT(yoke_noise, throttled_ns, "held back by the cgroup's quota"),
    COUNT(yoke_noise, run_delay_ns, "workers ready and waiting for a processor, summed"),
    COUNT(yoke_noise, involuntary_switches, "workers pushed off their processor"),
    COUNT(yoke_noise, voluntary_switches, "workers that waited"),
    COUNT(yoke_noise, migrations, "workers moved to another processor"),
    COUNT(yoke_noise, major_faults, "pages that came from a disk"),
    COUNT(yoke_noise, frequency_hz, "mean of the processors allowed, right after the sample"),
    COUNT(yoke_noise, heat_events, "times that heat slowed their cores down"),
    COUNT(yoke_noise, pressure_ns, "some task of the machine waited for a processor"),
    COUNT(yoke_noise, canary_before_ns, "a fixed piece of work, timed before"),
    COUNT(yoke_noise, canary_before_cpu_ns, "processor time of the same, without the wait for a processor"),
    COUNT(yoke_noise, canary_after_ns, "and after"),
    COUNT(yoke_noise, canary_after_cpu_ns, "processor time of that"),
    END,
};
static const struct shape noise_shape = SHAPE("noise", yoke_noise, noise_fields);

static const struct field lateness_fields[] = {
    COUNT(yoke_lateness_facts, count, "sleeps"),
    REAL(yoke_lateness_facts, mean_ns, "average of woke - due"),
    COUNT(yoke_lateness_facts, max_ns, "the latest"),
    END,
};
static const struct shape lateness_shape = SHAPE("lateness", yoke_lateness_facts, lateness_fields);

static const struct field trace_fields[] = {
    TEXT(yoke_trace, file, "relative to the folder of the record"),
    COUNT(yoke_trace, tasks, "in it"),
    COUNT(yoke_trace, bytes, "of it"),
    COUNT(yoke_trace, missed, "tasks that are not in it for want of room"),
    END,
};
static const struct shape trace_shape = SHAPE("trace", yoke_trace, trace_fields);

static const struct field turn_fields[] = {
    COUNT(yoke_turn_facts, slices, "of tasks, from going on to waiting"),
    COUNT(yoke_turn_facts, stall_ns, "a slice that is longer is a stall"),
    COUNT(yoke_turn_facts, stalls, "slices that kept an event loop's other tasks waiting"),
    COUNT(yoke_turn_facts, longest_ns, "the longest slice"),
    COUNT(yoke_turn_facts, tasks_most, "begun and not ended at once, on one worker"),
    COUNT(yoke_turn_facts, stack_bytes, "of every task"),
    COUNT(yoke_turn_facts, stack_used_bytes, "the most that a task used of it"),
    END,
};
static const struct shape turn_shape = SHAPE("turns", yoke_turn_facts, turn_fields);

static const struct field sample_fields[] = {
    MUST(block, FIELD_COUNT, yoke_sample, "visit number"),
    COUNT(yoke_sample, order, "position of the cell in its block"),
    MUST(process, FIELD_COUNT, yoke_sample, "process id; samples of one process are not independent"),
    COUNT(yoke_sample, iteration, "within the process, warm-up not counted"),
    COUNT(yoke_sample, started_ns, "first worker's start since the run began"),
    COUNT(yoke_sample, wall_ns, "first worker's start to last worker's end"),
    COUNT(yoke_sample, cpu_ns, "user + system time of all workers"),
    COUNT(yoke_sample, max_rss_bytes, "largest resident set of a process that a task started"),
    COUNT(yoke_sample, spin_ns, "workers spun at the start gate for at most so long before they slept"),
    {.key = "busy_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, busy_ns, busy_count),
     .summary = "per worker: its own start to its own end"},
    {.key = "worker_cpu_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, worker_cpu_ns, worker_cpu_count),
     .summary = "per worker: user + system time"},
    {.key = "worker_delay_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, worker_delay_ns, worker_delay_count),
     .summary = "per worker: ready and waiting for a processor"},
    {.key = "cpus", .kind = FIELD_COUNTS, COUNTED(yoke_sample, cpus, cpu_count),
     .summary = "per worker: the processor it ended on"},
    {.key = "tasks", .kind = FIELD_COUNTS, COUNTED(yoke_sample, tasks, task_count),
     .summary = "per worker: how many tasks it ran"},
    {.key = "latency_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, latency_ns, latency_ns_count),
     .summary = "times of single tasks, in an open loop since they were due: middles of buckets, ascending"},
    {.key = "latency_count", .kind = FIELD_COUNTS, COUNTED(yoke_sample, latency_count, latency_count_count),
     .summary = "tasks in each of those buckets"},
    COUNT(yoke_sample, latency_max_ns, "the longest task"),
    COUNT(yoke_sample, latency_missed, "tasks that were not recorded for want of room"),
    {.key = "queue_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, queue_ns, queue_ns_count),
     .summary = "likewise how long single tasks were queued before they were started"},
    {.key = "queue_count", .kind = FIELD_COUNTS, COUNTED(yoke_sample, queue_count, queue_count_count),
     .summary = "tasks in each of those buckets"},
    COUNT(yoke_sample, queue_max_ns, "the longest of these"),
    {.key = "service_ns", .kind = FIELD_COUNTS, COUNTED(yoke_sample, service_ns, service_ns_count),
     .summary = "in an open loop, likewise, from single tasks' starts to their ends"},
    {.key = "service_count", .kind = FIELD_COUNTS, COUNTED(yoke_sample, service_count, service_count_count),
     .summary = "tasks in each of those buckets"},
    COUNT(yoke_sample, service_max_ns, "the longest of these"),
    COUNT(yoke_sample, last_due_ns, "in an open loop: when its last task was due"),
    OBJECT(yoke_sample, trace, trace_shape, "the file with every single task"),
    COUNT(yoke_sample, peak_bytes, "most memory its process had resident"),
    REAL(yoke_sample, dispatch_ns, "handing out one empty task in this process"),
    FLAG(yoke_sample, crashed, "a task did not return"),
    FLAG(yoke_sample, verified, "the answers were checked and right"),
    OBJECT(yoke_sample, noise, noise_shape, "what disturbed it"),
    OBJECT(yoke_sample, lateness, lateness_shape, "how late sleeps woke"),
    OBJECT(yoke_sample, turns, turn_shape, "how tasks took turns on event loops"),
    COUNT(yoke_sample, counter_pass, "which of the plan's passes was counted, 0-based"),
    {.key = "counters", .kind = FIELD_MAP, COUNTED(yoke_sample, counters, counter_count), .shape = &counter_shape,
     .summary = "events by name"},
    TEXT(yoke_sample, disturbed, "evidence that something else ran beside it"),
    TEXT(yoke_sample, disturbed_by, "theft, canary, environment or waiting"),
    FLAG(yoke_sample, usable, "it enters the summary"),
    TEXT(yoke_sample, reject_reason, "why it does not"),
    END,
};
const struct shape sample_shape = SHAPE("sample", yoke_sample, sample_fields);

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
static const struct shape warning_shape = SHAPE("warning", yoke_warning, warning_fields);

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
    TEXT(yoke_calibration, how, "fixed, parts, calibrated or failed"),
    TEXT(yoke_calibration, reason, "why a try failed"),
    TEXT(yoke_calibration, cell, "it was tried on"),
    COUNT(yoke_calibration, floor_ns, "one run of that cell was to take at least so long"),
    TEXT(yoke_calibration, floor_from, "what asks for that: 5 ms, clock step or clock read"),
    COUNT(yoke_calibration, tasks_least, "for the widest cell"),
    COUNT(yoke_calibration, run_ns, "what one run took"),
    END,
};
const struct shape calibration_shape = SHAPE("calibration", yoke_calibration, calibration_fields);

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
    TEXT(yoke_cell, schedule, "rule that hands tasks to workers"),
    COUNT(yoke_cell, chunk, "tasks claimed at a time"),
    TEXT(yoke_cell, placement, "rule that puts workers on processors"),
    {.key = "places", .kind = FIELD_COUNTS, COUNTED(yoke_cell, places, place_count),
     .summary = "processor each worker was bound to"},
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

static const struct field overhead_fields[] = {
    REAL(yoke_overhead, clock_read, "ns for one look at the clock"),
    REAL(yoke_overhead, counter_read, "ns for one reading of a worker's counters"),
    REAL(yoke_overhead, task_record, "ns for keeping one task, where tasks are recorded"),
    REAL(yoke_overhead, noise_read, "ns for one reading of the kernel's evidence"),
    END,
};
static const struct shape overhead_shape = SHAPE("overhead", yoke_overhead, overhead_fields);

static const char *const metg_words[] = {"ok", "below", "not_reached", NULL};
static const struct field metg_fields[] = {
    TEXT(yoke_metg, workload, "name of the workload"),
    TEXT(yoke_metg, parameter, "what makes its tasks longer"),
    TEXT(yoke_metg, executor, "name of the executor"),
    COUNT(yoke_metg, workers, "width"),
    TEXT(yoke_metg, schedule, "rule that hands tasks to workers"),
    COUNT(yoke_metg, chunk, "tasks claimed at a time"),
    TEXT(yoke_metg, placement, "rule that puts workers on processors"),
    COUNT(yoke_metg, sizes, "of tasks, measured"),
    REAL(yoke_metg, smallest_ns, "the smallest of them, run serially"),
    REAL(yoke_metg, largest_ns, "the largest"),
    {.key = "status", .kind = FIELD_WORD, AT(yoke_metg, status), .words = metg_words, .required = true,
     .summary = "every status but ok has a reason"},
    TEXT(yoke_metg, reason, "why there is no value"),
    REAL(yoke_metg, value_ns, "length of the shortest task that still reaches half of ideal, run serially"),
    REAL(yoke_metg, low_ns, "lower end; absent: open"),
    REAL(yoke_metg, high_ns, "upper end; absent: open"),
    END,
};
static const struct shape metg_shape = SHAPE("metg", yoke_metg, metg_fields);

static const struct field condition_fields[] = {
    TEXT(yoke_condition, before, "before the first block"),
    TEXT(yoke_condition, after, "after the last block"),
    END,
};
static const struct shape condition_shape = SHAPE("condition", yoke_condition, condition_fields);

static const struct field change_fields[] = {
    MUST(condition, FIELD_TEXT, yoke_change, "name of what was not as before"),
    TEXT(yoke_change, before, "before the first block"),
    TEXT(yoke_change, after, "in these blocks"),
    MUST(first_block, FIELD_COUNT, yoke_change, "during which it changed"),
    MUST(last_block, FIELD_COUNT, yoke_change, "to which it was so"),
    END,
};
static const struct shape change_shape = SHAPE("change", yoke_change, change_fields);

static const struct field model_parameter_fields[] = {
    REAL(yoke_model_parameter, value, "the estimate"),
    REAL(yoke_model_parameter, low, "lower end at 95 %; absent: open"),
    REAL(yoke_model_parameter, high, "upper end; at the bound a one-sided limit"),
    FLAG(yoke_model_parameter, at_bound, "0, because it may not be negative"),
    END,
};
static const struct shape model_parameter_shape = SHAPE("model_parameter", yoke_model_parameter, model_parameter_fields);

static const struct field model_fields[] = {
    TEXT(yoke_model, workload, "name of the workload"),
    {.key = "params", .kind = FIELD_SETTINGS, COUNTED(yoke_model, params, param_count),
     .summary = "numbers in base units, and words of choices"},
    TEXT(yoke_model, executor, "name of the executor"),
    TEXT(yoke_model, schedule, "rule that hands tasks to workers"),
    COUNT(yoke_model, chunk, "tasks claimed at a time"),
    TEXT(yoke_model, placement, "rule that puts workers on processors"),
    COUNT(yoke_model, widths, "different numbers of workers that the fit rests on"),
    COUNT(yoke_model, starts, "processes that it rests on"),
    TEXT(yoke_model, law, "linear, amdahl, usl or gustafson; absent: none could be fitted"),
    TEXT(yoke_model, reason, "why there is no law"),
    FLAG(yoke_model, chosen, "of this curve's laws the one with the least AICc"),
    FLAG(yoke_model, unconstrained, "its alpha and beta may be negative; never chosen"),
    OBJECT(yoke_model, gamma, model_parameter_shape, "tasks per second of one worker"),
    OBJECT(yoke_model, alpha, model_parameter_shape, "serial share, or contention"),
    OBJECT(yoke_model, beta, model_parameter_shape, "cost of coherence"),
    REAL(yoke_model, residual, "standard deviation of the residuals, as a share of the throughput"),
    REAL(yoke_model, aicc, "Akaike's criterion, corrected for small samples"),
    OBJECT(yoke_model, peak_workers, estimate_shape, "width of the highest throughput"),
    FLAG(yoke_model, peak_measured, "the peak lies within the widths measured"),
    END,
};
static const struct shape model_shape = SHAPE("model", yoke_model, model_fields);

static const struct field default_fields[] = {
    MUST(rule, FIELD_TEXT, yoke_default, "name of the habit"),
    MUST(workers, FIELD_COUNT, yoke_default, "that it gives on this machine"),
    OBJECT(yoke_default, loss, estimate_shape, "share of the best throughput that is lost; absent: not measured"),
    END,
};
static const struct shape default_shape = SHAPE("default", yoke_default, default_fields);

static const struct field advice_fields[] = {
    TEXT(yoke_advice, workload, "name of the workload"),
    {.key = "params", .kind = FIELD_SETTINGS, COUNTED(yoke_advice, params, param_count),
     .summary = "numbers in base units, and words of choices"},
    TEXT(yoke_advice, executor, "name of the executor"),
    TEXT(yoke_advice, schedule, "rule that hands tasks to workers"),
    COUNT(yoke_advice, chunk, "tasks claimed at a time"),
    TEXT(yoke_advice, placement, "rule that puts workers on processors"),
    COUNT(yoke_advice, workers, "the fewest proven within theta of the best; absent: none is proven"),
    COUNT(yoke_advice, low, "narrowest of the range that is as good"),
    COUNT(yoke_advice, high, "widest of it"),
    COUNT(yoke_advice, best, "width of the highest throughput, without regard to noise"),
    COUNT(yoke_advice, candidate, "the fewest that may be as good by their estimate, proven or not"),
    OBJECT(yoke_advice, candidate_loss, estimate_shape, "share of the best throughput that is lost with these"),
    TEXT(yoke_advice, objective, "throughput, p99, efficiency or memory"),
    REAL(yoke_advice, target, "of the objective: ns, a share or bytes"),
    REAL(yoke_advice, theta, "what counts as as good, a share"),
    REAL(yoke_advice, wait_per_compute, "of one worker: time blocked over time on a processor"),
    OBJECT(yoke_advice, rate, estimate_shape, "tasks per second with that many workers, or with the candidate"),
    TEXT(yoke_advice, bounded_by, "cores, quota, memory, lock, dispatch, tasks, io, widths, target or budget"),
    TEXT(yoke_advice, evidence, "the figures that rests on"),
    FLAG(yoke_advice, chosen, "of all executors the one to take"),
    FLAG(yoke_advice, decided, "more measuring would not change it"),
    TEXT(yoke_advice, reason, "why there is no width"),
    {.key = "defaults", .kind = FIELD_LIST, COUNTED(yoke_advice, defaults, default_count), .shape = &default_shape,
     .summary = "what widths by habit would cost"},
    END,
};
static const struct shape advice_shape = SHAPE("advice", yoke_advice, advice_fields);

static const struct field record_fields[] = {
    MUST(schema, FIELD_TEXT, yoke_record, "yoke-result/1"),
    OBJECT(yoke_record, yoke, version_shape, "the program that measured"),
    TEXT(yoke_record, started, "UTC"),
    TEXT(yoke_record, finished, "UTC"),
    TEXT(yoke_record, stopped_by, "what ended the run: blocks, precision, budget or signal"),
    COUNT(yoke_record, blocks_done, "visits that every living cell got"),
    COUNT(yoke_record, repeated_visits, "because they were disturbed"),
    FLAG(yoke_record, complete, "false: interrupted"),
    COUNT(yoke_record, seed, "of the order of cells and of the workloads"),
    COUNT(yoke_record, exit, "exit status of the run"),
    OBJECT(yoke_record, plan, plan_shape, "what was asked for, resolved"),
    OBJECT(yoke_record, machine, machine_shape, "where"),
    {.key = "conditions", .kind = FIELD_MAP, COUNTED(yoke_record, conditions, condition_count), .shape = &condition_shape,
     .summary = "settings of the machine that can change while a run goes on, by name"},
    {.key = "changes", .kind = FIELD_LIST, COUNTED(yoke_record, changes, change_count), .shape = &change_shape,
     .summary = "of those settings, and the blocks that are void for it"},
    TEXT(yoke_record, rejected, "why nothing should be concluded from this session"),
    OBJECT(yoke_record, overhead, overhead_shape, "what measuring costs on this machine"),
    TEXT(yoke_record, fingerprint, "digest of what makes two results comparable"),
    {.key = "warnings", .kind = FIELD_LIST, COUNTED(yoke_record, warnings, warning_count), .shape = &warning_shape,
     .summary = "about the run as a whole"},
    {.key = "metg", .kind = FIELD_LIST, COUNTED(yoke_record, metg, metg_count), .shape = &metg_shape,
     .summary = "METG(50 %): shortest tasks that reach half of ideal"},
    {.key = "models", .kind = FIELD_LIST, COUNTED(yoke_record, models, model_count), .shape = &model_shape,
     .summary = "laws of scaling, fitted to curves over the number of workers"},
    OBJECT(yoke_record, gate, gate_shape, "what was compared, and how"),
    {.key = "verdicts", .kind = FIELD_LIST, COUNTED(yoke_record, verdicts, verdict_count), .shape = &verdict_shape,
     .summary = "what the comparison says of each cell and metric"},
    {.key = "history", .kind = FIELD_LIST, COUNTED(yoke_record, history, history_count), .shape = &history_series_shape,
     .summary = "what a line of commits measured, and where it changed"},
    {.key = "recommendation", .kind = FIELD_LIST, COUNTED(yoke_record, advice, advice_count), .shape = &advice_shape,
     .summary = "how many workers to configure, the chosen executor first"},
    {.key = "cells", .kind = FIELD_LIST, COUNTED(yoke_record, cells, cell_count), .shape = &cell_shape,
     .required = true, .summary = "what was measured"},
    END,
};
const struct shape record_shape = SHAPE("record", yoke_record, record_fields);

size_t field_count(const struct field *field, const void *base)
{
    return *(const size_t *)(const void *)((const unsigned char *)base + field->count_offset);
}

void shape_clear(const struct shape *shape, void *base)
{
    for (const struct field *field = shape->fields; field->key; field++) {
        unsigned char *at = (unsigned char *)base + field->offset;
        switch (field->kind) {
        case FIELD_TEXT:
            *(const char **)(void *)at = NULL;
            break;
        case FIELD_COUNT:
            *(uint64_t *)(void *)at = YOKE_MISSING;
            break;
        case FIELD_REAL:
            *(double *)(void *)at = NAN;
            break;
        case FIELD_FLAG:
            *(bool *)(void *)at = false;
            break;
        case FIELD_WORD:
            memset(at, 0, sizeof(int));
            break;
        case FIELD_OBJECT:
            shape_clear(field->shape, at);
            break;
        case FIELD_TEXTS:
        case FIELD_COUNTS:
        case FIELD_LIST:
        case FIELD_MAP:
        case FIELD_SETTINGS:
            *(void **)(void *)at = NULL;
            *(size_t *)(void *)((unsigned char *)base + field->count_offset) = 0;
            break;
        }
    }
}
