/* SPDX-License-Identifier: MIT */
/* The books of a sample are the sums over its workers; the loss of a cell is the difference of two such books. */
#include "loss.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "stats.h"
#include "works.h"

/* What the workers of one sample did, summed; ns. */
struct books {
    double had;  /* workers x wall */
    double idle; /* had - busy */
    double cpu, delay, blocked;
};

enum { HAD, IDLE, CPU, DELAY, BLOCKED, COLUMNS };

static bool sample_keep_books(const struct yoke_sample *sample, double books[COLUMNS])
{
    double busy_ns = 0;
    books[CPU] = books[DELAY] = 0;
    for (size_t i = 0; i < sample->busy_count; i++) {
        if (i >= sample->worker_cpu_count || i >= sample->worker_delay_count ||
            sample->worker_delay_ns[i] == YOKE_MISSING)
            return false;
        busy_ns += (double)sample->busy_ns[i];
        books[CPU] += (double)sample->worker_cpu_ns[i];
        books[DELAY] += (double)sample->worker_delay_ns[i];
    }
    books[HAD] = (double)sample->busy_count * (double)sample->wall_ns;
    books[IDLE] = books[HAD] - busy_ns;
    books[BLOCKED] = busy_ns - books[CPU] - books[DELAY];
    return sample->busy_count > 0;
}

/* Medians over the usable samples; `had` is NaN without any. */
static int cell_keep_books(const struct yoke_cell *cell, struct books *books)
{
    double *values = calloc(COLUMNS * cell->sample_count + 1, sizeof *values), medians[COLUMNS];
    size_t count = 0;
    if (!values)
        return -ENOMEM;
    for (size_t i = 0; i < cell->sample_count; i++) {
        double row[COLUMNS];
        if (!cell->samples[i].usable || !sample_keep_books(&cell->samples[i], row))
            continue;
        for (size_t k = 0; k < COLUMNS; k++)
            values[k * cell->sample_count + count] = row[k];
        count++;
    }
    for (size_t k = 0; k < COLUMNS; k++)
        medians[k] = stats_median(values + k * cell->sample_count, count);
    *books = (struct books){medians[HAD], medians[IDLE], medians[CPU], medians[DELAY], medians[BLOCKED]};
    free(values);
    return 0;
}

/* What so many times the work would take at the same cost. */
static void books_grow(struct books *books, double growth)
{
    books->had *= growth;
    books->idle *= growth;
    books->cpu *= growth;
    books->delay *= growth;
    books->blocked *= growth;
}

/* So many workers on a processor, or ready for one, are at least one nearly all the time. */
static const double ALWAYS_ONE = 0.9;

/* Of `blocked` ns, what others waited while a single worker got on. With r workers running or ready on average, and at
 * least one of them at any time, it was one alone for at least 2 - r of the time. Where often none was, they waited for
 * something else than each other. */
static double serial_ns(const struct yoke_cell *cell, const struct books *own, double blocked)
{
    const double wall = own->had / (double)cell->workers, running = (own->cpu + own->delay) / wall;
    const double alone = running < ALWAYS_ONE ? 0 : fmin(1, fmax(0, 2 - running));
    return fmin(fmax(0, blocked), alone * (own->had - wall));
}

/* Processor time of handing out the cell's tasks, over all its workers; 0 where it was not measured. */
static double dispatch_ns(const struct yoke_cell *cell)
{
    const double per_task = cell->overhead_ns_per_task;
    return isnan(per_task) ? 0 : per_task * (double)cell->tasks * (double)cell->workers;
}

static struct yoke_loss loss_of(const struct yoke_cell *cell, const struct books *own,
                                const struct yoke_cell *base_cell, const struct books *base)
{
    const double more_cpu = own->cpu - base->cpu;
    const double more_dispatch = fmax(0, dispatch_ns(cell) - works_growth(cell, base_cell) * dispatch_ns(base_cell));
    const double dispatch = fmin(fmax(0, more_cpu), more_dispatch);
    const double blocked = own->blocked - base->blocked, serial = serial_ns(cell, own, blocked);
    return (struct yoke_loss){.imbalance = own->idle / own->had,
                              .dispatch = dispatch / own->had,
                              .run_queue = (own->delay - base->delay) / own->had,
                              .blocked = (blocked - serial) / own->had,
                              .serial = serial / own->had,
                              .work = (more_cpu - dispatch) / own->had};
}

/* --- the sentence
 * -------------------------------------------------------------------------------------------------------- */

enum cause { IMBALANCE, DISPATCH, RUN_QUEUE, WAITING, SERIAL, WORK, CAUSES };

static const char *const cause_words[CAUSES] = {
    [IMBALANCE] = "imbalance", [DISPATCH] = "dispatch", [RUN_QUEUE] = "run_queue",
    [WAITING] = "blocked",     [SERIAL] = "serial",     [WORK] = "work"};

static enum cause largest_cause(const struct yoke_loss *loss, double *share)
{
    const double shares[CAUSES] = {loss->imbalance, loss->dispatch, loss->run_queue,
                                   loss->blocked,   loss->serial,   loss->work};
    enum cause largest = IMBALANCE;
    for (enum cause cause = DISPATCH; cause < CAUSES; cause++)
        if (shares[cause] > shares[largest])
            largest = cause;
    *share = shares[largest];
    return largest;
}

static const char *run_queue_evidence(struct record *record, const struct yoke_cell *cell, double percent)
{
    const uint64_t usable = record->facts.machine.cpus.usable;
    if (usable != YOKE_MISSING && cell->workers > usable)
        return record_text(record, "%.0f %% of the workers' time went by in line for a processor: %d workers share %d",
                           percent, (int)cell->workers, (int)usable);
    return record_text(
        record, "%.0f %% of the workers' time went by in line for a processor, taken by others or by a quota", percent);
}

static const char *evidence_of(struct record *record, const struct yoke_cell *cell, enum cause cause, double share,
                               const struct books *own, const struct books *base)
{
    const double percent = 100 * share;
    switch (cause) {
    case IMBALANCE:
        return record_text(record,
                           "%.0f %% of the workers' time was idle while others still worked: the longest worked %.2g "
                           "times the mean",
                           percent, cell->imbalance);
    case DISPATCH:
        return record_text(
            record,
            "%.0f %% of the workers' time went into handing out tasks, %.3g ns each on every worker: larger "
            "tasks or chunks",
            percent, cell->overhead_ns_per_task);
    case RUN_QUEUE:
        return run_queue_evidence(record, cell, percent);
    case WAITING:
        return record_text(
            record,
            "%.0f %% of the workers' time was spent blocked, waiting for devices or time, beyond what one worker waits",
            percent);
    case SERIAL:
        return record_text(
            record,
            "%.0f %% of the workers' time was spent blocked while one of them at a time got on: a lock, or a part that "
            "is not parallel",
            percent);
    default:
        return record_text(
            record,
            "the same work took %.2f times the processor time of the baseline: memory, caches, shared data, "
            "frequency or hyper-threads",
            own->cpu / base->cpu);
    }
}

static int cell_explain(struct record *record, struct yoke_cell *cell, const struct yoke_cell *base_cell)
{
    struct books own, base;
    int status = cell_keep_books(cell, &own);
    if (!status)
        status = cell_keep_books(base_cell, &base);
    if (status || isnan(own.had) || isnan(base.had))
        return status;
    double share;
    books_grow(&base, works_growth(cell, base_cell));
    cell->loss = loss_of(cell, &own, base_cell, &base);
    const enum cause cause = largest_cause(&cell->loss, &share);
    if (share < LOSS_SHARE_LEAST)
        return 0;
    cell->loss.cause = cause_words[cause];
    cell->loss.evidence = evidence_of(record, cell, cause, share, &own, &base);
    return cell->loss.evidence ? 0 : -ENOMEM;
}

int loss_compute(struct record *record)
{
    struct works works;
    int status = works_group(&record->facts, &works);
    for (size_t i = 0; i < record->facts.cell_count && !status; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        const struct yoke_cell *base = works_baseline(&record->facts, &works, cell);
        cell->loss = (struct yoke_loss){NAN, NAN, NAN, NAN, NAN, NAN, NULL, NULL};
        if (base && base != cell && cell->workers > 1 && !cell->empty && !isnan(cell->speedup.value))
            status = cell_explain(record, cell, base);
    }
    works_release(&works);
    return status;
}
