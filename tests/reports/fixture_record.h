/* SPDX-License-Identifier: MIT */
/* Records made by hand, for reports: numbers that could have been measured, the same on every machine. */
#ifndef FIXTURE_RECORD_H
#define FIXTURE_RECORD_H

#include "yoke/record.h"

enum { FIXTURE_CELLS_MOST = 128, FIXTURE_TEXTS_MOST = 1024 };

struct fixture {
    struct yoke_record record;
    struct yoke_cell cells[FIXTURE_CELLS_MOST];
    void *pages[FIXTURE_TEXTS_MOST]; /* everything else the record points at */
    size_t page_count;
};

/* An empty record of a two-core virtual machine; a 16-core machine with SMT when `large`. Free it with fixture_free. */
struct fixture *fixture_new(bool large);
void fixture_free(struct fixture *fixture);

/* A text that lives as long as the fixture. */
__attribute__((format(printf, 2, 3))) const char *fixture_text(struct fixture *fixture, const char *format, ...);

/* Memory that lives as long as the fixture. */
void *fixture_alloc(struct fixture *fixture, size_t bytes);

/* Appends a cell without any number, of a workload with the parameter n. */
struct yoke_cell *fixture_cell(struct fixture *fixture, const char *workload, const char *executor, uint64_t workers);

/* Gives a cell its numbers: it took `wall_ns`, `share` of it either way; speedup refers to `baseline`. Ten processes,
 * with samples around the median. */
void fixture_measure(struct fixture *fixture, struct yoke_cell *cell, const struct yoke_cell *baseline, double wall_ns,
                     double share);

/* Whole records. */
struct fixture *fixture_cpu(void);    /* cpu_sum_squares: serial, pthread, fork, openmp on 1 and 2 workers of 2 cores */
struct fixture *fixture_io(void);     /* io_sleep on 1, 8 and 64 workers of 2 cores, with its ideal */
struct fixture *fixture_smt(void);    /* three executors on 1 .. 32 workers of 16 cores; fork turns */
struct fixture *fixture_many(void);   /* twelve executors on 1, 2, 4 and 8 workers */
struct fixture *fixture_wide(void);   /* two executors on 1 .. 256 workers */
struct fixture *fixture_single(void); /* serial and pthread on 1, 2 and 4 workers */
struct fixture *fixture_troubled(void); /* failed, skipped and partial cells, warnings, absent counters, interrupted */
struct fixture *
fixture_without_serial(void);                /* pthread and fork on 1, 2 and 4 workers; speedup refers to one pthread */
struct fixture *fixture_serial_failed(void); /* the same with a serial cell that failed */
struct fixture *fixture_latency(void);       /* the times of single tasks; serial has too few for its percentiles */
struct fixture *fixture_one_worker(void);    /* every executor on one worker */
struct fixture *fixture_sweep(void);         /* two values of a parameter */

/* Every executor on every number of workers at every value. */
struct fixture_axes {
    const char *const *executors;
    size_t executor_count;
    const uint64_t *values_us, *widths;
    size_t value_count, width_count;
};

/* mixed at several waits, serial too. */
struct fixture *fixture_waits(const struct fixture_axes *axes);
struct fixture *fixture_hostile(void);       /* every text full of what could do harm */

#endif
