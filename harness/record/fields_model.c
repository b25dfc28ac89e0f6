/* SPDX-License-Identifier: MIT */
/* The keys of laws of scaling, and of advice. */
#include "fields_private.h"
#include "yoke/record.h"

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
    {.key = "unconstrained", .kind = FIELD_FLAG, AT(yoke_model, unconstrained), /* not required: it came later than the others */
     .summary = "its alpha and beta may be negative; never chosen"},
    OBJECT(yoke_model, gamma, model_parameter_shape, "tasks per second of one worker"),
    OBJECT(yoke_model, alpha, model_parameter_shape, "serial share, or contention"),
    OBJECT(yoke_model, beta, model_parameter_shape, "cost of coherence"),
    REAL(yoke_model, residual, "standard deviation of the residuals, as a share of the throughput"),
    REAL(yoke_model, aicc, "Akaike's criterion, corrected for small samples"),
    OBJECT(yoke_model, peak_workers, estimate_shape, "width of the highest throughput"),
    FLAG(yoke_model, peak_measured, "the peak lies within the widths measured"),
    END,
};
const struct shape model_shape = SHAPE("model", yoke_model, model_fields);

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
const struct shape advice_shape = SHAPE("advice", yoke_advice, advice_fields);
