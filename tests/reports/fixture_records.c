/* SPDX-License-Identifier: MIT */
/* Whole records made by hand, each one case that a report has to get right. */
#include <math.h>
#include <string.h>

#include "fixture_record.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* One worker of `executor` at the head of a record: what speedup refers to. */
static struct yoke_cell *serial_add(struct fixture *fixture, const char *workload, double wall_ns)
{
    struct yoke_cell *serial = fixture_cell(fixture, workload, "serial", 1);
    fixture_measure(fixture, serial, serial, wall_ns, 0.003);
    return serial;
}

/* An executor over some widths, its times from the universal scalability law. */
static void usl_add(struct fixture *fixture, const struct yoke_cell *serial, const char *executor,
                    const uint64_t widths[], size_t count, double sigma, double kappa)
{
    for (size_t i = 0; i < count; i++) {
        const double n = (double)widths[i], speedup = n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
        struct yoke_cell *cell = fixture_cell(fixture, serial->workload, executor, widths[i]);
        cell->tasks = serial->tasks;
        fixture_measure(fixture, cell, serial, serial->wall_ns.median / speedup, 0.004 + 0.0012 * n);
    }
}

struct fixture *fixture_cpu(void)
{
    static const uint64_t widths[] = {1, 2};
    struct fixture *fixture = fixture_new(false);
    const struct yoke_cell *serial = serial_add(fixture, "cpu_sum_squares", 104.2e6);
    usl_add(fixture, serial, "pthread", widths, COUNT(widths), 0.012, 0);
    usl_add(fixture, serial, "fork", widths, COUNT(widths), 0.016, 0);
    usl_add(fixture, serial, "openmp", widths, COUNT(widths), 0.009, 0);
    return fixture;
}

/* The law that usl_add's times follow. */
static void usl_model_add(struct fixture *fixture, const struct yoke_cell *serial, const char *executor, double sigma, double kappa)
{
    struct yoke_model *models = fixture_alloc(fixture, (fixture->record.model_count + 1) * sizeof *models);
    const double peak = kappa > 0 ? sqrt((1 - sigma) / kappa) : NAN;
    if (fixture->record.model_count)
        memcpy(models, fixture->record.models, fixture->record.model_count * sizeof *models);
    models[fixture->record.model_count++] = (struct yoke_model){
        .workload = serial->workload, .params = serial->params, .param_count = serial->param_count, .executor = executor,
        .schedule = serial->schedule, .chunk = serial->chunk, .placement = serial->placement, .widths = 6, .starts = 60,
        .law = kappa > 0 ? "usl" : "amdahl", .chosen = true,
        .gamma = {(double)serial->tasks * 1e9 / serial->wall_ns.median, NAN, NAN, false},
        .alpha = {sigma, 0.9 * sigma, 1.1 * sigma, false},
        .beta = kappa > 0 ? (struct yoke_model_parameter){kappa, 0.8 * kappa, 1.2 * kappa, false} : (struct yoke_model_parameter){NAN, NAN, NAN, false},
        .residual = 0.01, .aicc = -100, .peak_workers = {peak, 0.9 * peak, 1.1 * peak}, .peak_measured = peak < 32};
    fixture->record.models = models;
}

struct fixture *fixture_io(void)
{
    static const uint64_t widths[] = {1, 8, 64};
    static const double ideals[] = {638.0e6, 84.0e6, 19.8e6};
    static const char *const executors[] = {"pthread", "fork", "openmp"};
    struct fixture *fixture = fixture_new(false);
    struct yoke_cell *serial = serial_add(fixture, "io_sleep", 642.3e6);
    for (size_t e = 0; e < COUNT(executors); e++)
        for (size_t i = 0; i < COUNT(widths); i++) {
            struct yoke_cell *cell = fixture_cell(fixture, "io_sleep", executors[e], widths[i]);
            fixture_measure(fixture, cell, serial, ideals[i] * (1.006 + 0.004 * (double)e), 0.004);
            cell->ideal_ns = (uint64_t)ideals[i];
            cell->cpu_per_wall = 0.004;
        }
    serial->ideal_ns = (uint64_t)ideals[0];
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        struct yoke_cell *cell = &fixture->cells[i];
        cell->tasks = 64;
        cell->name = fixture_text(fixture, "io_sleep/longest=20ms/executor=%s/workers=%u", cell->executor,
                                  (unsigned)cell->workers);
        cell->params[0] = (struct yoke_setting_value){.name = "longest", .value = 20000000};
        for (size_t j = 0; j < cell->sample_count; j++)
            cell->samples[j].lateness =
                (struct yoke_lateness_facts){.count = 64, .mean_ns = 61000 + 100.0 * (double)j, .max_ns = 190000};
    }
    for (size_t i = 0; i < fixture->record.cell_count; i++) /* renamed: point at the name again */
        fixture->cells[i].baseline = serial->name;
    return fixture;
}

struct fixture *fixture_smt(void)
{
    static const uint64_t widths[] = {1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32};
    struct fixture *fixture = fixture_new(true);
    struct yoke_cell *serial = serial_add(fixture, "sha256", 8.61e9);
    serial->tasks = 4096;
    usl_add(fixture, serial, "openmp", widths, COUNT(widths), 0.010, 0.0008);
    usl_add(fixture, serial, "pthread", widths, COUNT(widths), 0.018, 0.0012);
    usl_add(fixture, serial, "fork", widths, COUNT(widths), 0.029, 0.0047);
    usl_model_add(fixture, serial, "openmp", 0.010, 0);
    usl_model_add(fixture, serial, "pthread", 0.018, 0.0012);
    usl_model_add(fixture, serial, "fork", 0.029, 0.0047);
    return fixture;
}

struct fixture *fixture_many(void)
{
    static const uint64_t widths[] = {1, 2, 4, 8};
    static const char *const executors[] = {"pthread",
                                            "fork",
                                            "openmp",
                                            "coop",
                                            "mpi",
                                            "onetbb",
                                            "glib_pool",
                                            "libuv",
                                            "c11_threads",
                                            "taskflow",
                                            "a_very_long_executor_name_indeed",
                                            "zz"};
    struct fixture *fixture = fixture_new(true);
    const struct yoke_cell *serial = serial_add(fixture, "cpu_sum_squares", 104.2e6);
    for (size_t i = 0; i < COUNT(executors); i++)
        usl_add(fixture, serial, executors[i], widths, COUNT(widths), 0.01 + 0.006 * (double)i, 0.0005);
    return fixture;
}

struct fixture *fixture_wide(void)
{
    static const uint64_t widths[] = {1, 2, 4, 8, 16, 32, 64, 128, 256};
    struct fixture *fixture = fixture_new(true);
    const struct yoke_cell *serial = serial_add(fixture, "cpu_sum_squares", 3.4e9);
    usl_add(fixture, serial, "pthread", widths, COUNT(widths), 0.002, 0.00003);
    usl_add(fixture, serial, "fork", widths, COUNT(widths), 0.02, 0.0004);
    fixture->record.machine.topology.cores = 64;
    fixture->record.machine.topology.pus = 128;
    fixture->record.machine.cpus.usable = 128;
    return fixture;
}

struct fixture *fixture_single(void)
{
    static const uint64_t widths[] = {1, 2, 4};
    struct fixture *fixture = fixture_new(false);
    usl_add(fixture, serial_add(fixture, "spin", 50.4e6), "pthread", widths, COUNT(widths), 0.34, 0);
    return fixture;
}

/* pthread and fork, compared with the first cell of pthread. */
static void pthread_is_baseline(struct fixture *fixture)
{
    static const double times[] = {50.4e6, 30.1e6, 31.0e6, 52.2e6, 33.0e6, 34.1e6};
    static const uint64_t widths[] = {1, 2, 4};
    const struct yoke_cell *baseline = NULL;
    for (size_t i = 0; i < COUNT(times); i++) {
        struct yoke_cell *cell = fixture_cell(fixture, "spin", i < 3 ? "pthread" : "fork", widths[i % 3]);
        baseline = baseline ? baseline : cell;
        fixture_measure(fixture, cell, baseline, times[i], 0.01);
    }
}

struct fixture *fixture_without_serial(void)
{
    struct fixture *fixture = fixture_new(false);
    pthread_is_baseline(fixture);
    return fixture;
}

struct fixture *fixture_serial_failed(void)
{
    struct fixture *fixture = fixture_new(false);
    struct yoke_cell *serial = fixture_cell(fixture, "spin", "serial", 1);
    serial->status = YOKE_CELL_FAILED;
    serial->reason = "task 0 took longer than 1 s";
    pthread_is_baseline(fixture);
    return fixture;
}

/* 1980 tasks of 1 ms, 18 of 5 ms, 2 of 9 ms in every sample; serial: one task of each. */
struct fixture *fixture_latency(void)
{
    static const uint64_t times[] = {1000000, 5000000, 9000000}, few[] = {1, 1, 1}, many[] = {1980, 18, 2};
    struct fixture *fixture = fixture_cpu();
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        struct yoke_cell *cell = &fixture->cells[i];
        for (size_t j = 0; j < cell->sample_count; j++) {
            struct yoke_sample *sample = &cell->samples[j];
            sample->latency_ns = fixture_alloc(fixture, sizeof times);
            sample->latency_count = fixture_alloc(fixture, sizeof times);
            memcpy(sample->latency_ns, times, sizeof times);
            memcpy(sample->latency_count, i == 0 ? few : many, sizeof times);
            sample->latency_ns_count = sample->latency_count_count = COUNT(times);
            sample->latency_max_ns = 9100000;
        }
        const double open = i == 0 ? NAN : 9e6;
        cell->latency = (struct yoke_latency){
            .n = i == 0 ? 30 : 20000,
            .p50_ns = {1e6, 1e6, 1e6},
            .p90_ns = {1e6, 1e6, open},
            .p99_ns = {1e6, 1e6, isnan(open) ? open : 5e6},
            .p99_9_ns = {5e6, 5e6, open},
            .max_ns = 9100000,
        };
    }
    return fixture;
}

struct fixture *fixture_one_worker(void)
{
    static const uint64_t widths[] = {1};
    struct fixture *fixture = fixture_new(false);
    const struct yoke_cell *serial = serial_add(fixture, "spin", 50.4e6);
    usl_add(fixture, serial, "pthread", widths, COUNT(widths), 0, 0);
    usl_add(fixture, serial, "fork", widths, COUNT(widths), 0, 0);
    return fixture;
}

struct fixture *fixture_sweep(void)
{
    static const uint64_t widths[] = {1, 2};
    struct fixture *fixture = fixture_cpu();
    const size_t first = fixture->record.cell_count;
    struct yoke_cell *serial = serial_add(fixture, "cpu_sum_squares", 21.1e6);
    usl_add(fixture, serial, "pthread", widths, COUNT(widths), 0.05, 0);
    for (size_t i = first; i < fixture->record.cell_count; i++) {
        struct yoke_cell *cell = &fixture->cells[i];
        cell->params[0].value = 1000000;
        cell->name = fixture_text(fixture, "cpu_sum_squares/n=1000000/executor=%s/workers=%u", cell->executor,
                                  (unsigned)cell->workers);
        cell->baseline = serial->name;
    }
    return fixture;
}

/* Tasks that compute 200 µs and then wait on 2 processors: a worker that blocks does one at a time, one of coop waits for all. */
static double wait_time(const char *executor, double wait_us, double workers)
{
    const double compute = 200, tasks = 64, processors = 2;
    const double least = tasks * compute / fmin(workers, processors) * (1 + 0.03 * fmax(workers / processors - 1, 0));
    if (strcmp(executor, "coop") == 0)
        return 1000 * (least * 1.02 + wait_us);
    const double each = strcmp(executor, "fork") == 0 ? 40 : 0;
    return 1000 * fmax(least, tasks / fmin(workers, tasks) * (compute + wait_us + each));
}

struct fixture *fixture_waits(const struct fixture_axes *axes)
{
    struct fixture *fixture = fixture_new(false);
    for (size_t v = 0; v < axes->value_count; v++) {
        const size_t first = fixture->record.cell_count;
        struct yoke_cell *serial = serial_add(fixture, "mixed", wait_time("serial", (double)axes->values_us[v], 1));
        for (size_t e = 0; e < axes->executor_count; e++)
            for (size_t w = 0; w < axes->width_count; w++) {
                struct yoke_cell *cell = fixture_cell(fixture, "mixed", axes->executors[e], axes->widths[w]);
                const double time = wait_time(axes->executors[e], (double)axes->values_us[v], (double)axes->widths[w]);
                fixture_measure(fixture, cell, serial, time, 0.01);
            }
        for (size_t i = first; i < fixture->record.cell_count; i++) {
            struct yoke_cell *cell = &fixture->cells[i];
            cell->tasks = 64;
            cell->params[0] = (struct yoke_setting_value){.name = "wait", .value = axes->values_us[v] * 1000};
            cell->name = fixture_text(fixture, "mixed/wait=%uus/executor=%s/workers=%u", (unsigned)axes->values_us[v], cell->executor,
                                      (unsigned)cell->workers);
            cell->cpu_ns = cell->wall_ns;
            cell->cpu_ns.median = 64 * 200e3;
        }
        for (size_t i = first; i < fixture->record.cell_count; i++)
            fixture->cells[i].baseline = serial->name;
    }
    return fixture;
}

static void counters_add(struct fixture *fixture, struct yoke_cell *cell)
{
    static const struct yoke_counter counters[] = {
        {.name = "PAPI_TOT_INS",
         .status = YOKE_COUNTER_UNAVAILABLE,
         .value = YOKE_MISSING,
         .running_share = NAN,
         .reason = "this virtual machine has no PMU"},
        {.name = "PAPI_TOT_CYC",
         .status = YOKE_COUNTER_UNAVAILABLE,
         .value = YOKE_MISSING,
         .running_share = NAN,
         .reason = "this virtual machine has no PMU"},
        {.name = "context-switches", .status = YOKE_COUNTER_OK, .value = 12, .running_share = NAN},
        {.name = "page-faults", .status = YOKE_COUNTER_OK, .value = 34567, .running_share = NAN},
    };
    for (size_t i = 0; i < cell->sample_count; i++) {
        cell->samples[i].counters = fixture_alloc(fixture, sizeof counters);
        memcpy(cell->samples[i].counters, counters, sizeof counters);
        cell->samples[i].counters[2].value += i;
        cell->samples[i].counter_count = COUNT(counters);
    }
}

struct fixture *fixture_troubled(void)
{
    struct fixture *fixture = fixture_cpu();
    struct yoke_record *record = &fixture->record;
    const struct yoke_warning few = {"few-processes", "4 processes, 6 are needed for a 95 % interval",
                                     "ask for more visits: --blocks 6"};
    for (size_t i = 1; i < 4; i++) {
        struct yoke_cell *cell = &record->cells[i];
        cell->warnings = fixture_alloc(fixture, sizeof few);
        cell->warnings[0] = few;
        cell->warning_count = 1;
        cell->wall_ns.low = cell->wall_ns.high = cell->speedup.low = cell->speedup.high = NAN;
        cell->wall_ns.n = 4;
    }
    for (size_t i = 0; i < record->cell_count; i++)
        counters_add(fixture, &record->cells[i]);
    struct yoke_cell *failed = fixture_cell(fixture, "cpu_sum_squares", "fork", 4);
    failed->status = YOKE_CELL_FAILED;
    failed->reason = "worker 3 was killed by signal 11 (segmentation fault) in task 17";
    struct yoke_cell *skipped = fixture_cell(fixture, "cpu_sum_squares", "mpi", 2);
    skipped->status = YOKE_CELL_SKIPPED;
    skipped->reason = "built without MPI";
    record->cells[5].status = YOKE_CELL_PARTIAL;
    record->cells[5].reason = "interrupted after 7 of 10 blocks";
    record->warnings = fixture_alloc(fixture, sizeof few);
    record->warnings[0] = (struct yoke_warning){"busy-machine", "load average 3.4 on 2 processors before the run",
                                                "stop other programs, or take the intervals as they are"};
    record->warning_count = 1;
    record->complete = false;
    return fixture;
}

struct fixture *fixture_hostile(void)
{
    static const char *const texts[] = {
        "`touch PWNED`$(touch PWNED)", "_^{}@&~\\'\"%s%n$HOME",    "a\nset output 'PWNED'\n!touch PWNED\n",
        "\x1b[31mred\x1b]0;t\x07",     "\xff\xfe\x80 broken \xc3", "{/:Bold=99 big} @macro &{x} ''quoted'' \\",
        "</script>|a|b|,\"c\"",        "END\n\n\n$x << END"};
    struct fixture *fixture = fixture_cpu();
    struct yoke_record *record = &fixture->record;
    char *flood = fixture_alloc(fixture, 10001);
    memset(flood, '{', 10000);
    for (size_t i = 0; i < record->cell_count; i++) {
        struct yoke_cell *cell = &record->cells[i];
        cell->workload = "work`touch PWNED`load/../{_^}\n'";
        cell->executor = i == 0 ? texts[0] : texts[(i + 1) / 2];
        cell->reason = texts[3];
        cell->placement = texts[i % COUNT(texts)];
        cell->schedule = i == 3 ? flood : texts[4];
        cell->params[0].name = texts[5];
    }
    record->cells[6].executor = texts[6];
    record->machine.hostname = texts[0];
    record->machine.cpu.model = flood;
    record->machine.governor = texts[1];
    record->machine.virtualisation = texts[2];
    record->yoke.version = texts[4];
    record->yoke.commit = texts[5];
    record->yoke.build.compiler = texts[6];
    record->yoke.build.flags = "-O2 -march=`touch PWNED` -m'\n";
    record->started = texts[7];
    struct yoke_warning *warning = fixture_alloc(fixture, sizeof *warning);
    *warning = (struct yoke_warning){texts[3], flood, texts[2]};
    record->warnings = warning;
    record->warning_count = 1;
    return fixture;
}
