/* SPDX-License-Identifier: MIT */
#include "gate_live_plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "errand.h"
#include "record.h"

static const double RUN_NS = 10e6;

/* Tasks of the tries: some 10 ms at 4 GHz. */
struct kernel {
    const char *workload, *parameter, *middle, *sizes;
    int tasks;
};

static const struct kernel kernels[] = {
    {"spin", "iterations", "1M", "900k,950k,1M,1050k,1100k", 10},
    {"cpu_hash", "message", "96KiB", "80KiB,88KiB,96KiB,104KiB,112KiB", 64},
    {"cpu_sort", "keys", "7k", "6k,6500,7k,7500,8k", 24},
    {"cpu_primes", "span", "300k", "250k,275k,300k,325k,350k", 100},
};
enum { KERNELS = sizeof kernels / sizeof *kernels };

#define SPIN_SIZES                                                                                                     \
    "905k,915k,925k,935k,945k,955k,965k,975k,985k,995k,1005k,1015k,1025k,1035k,1045k,1055k,1065k,1075k,1085k,1095k"

/* Returns the tasks that take RUN_NS at its middle size; 0: they could not be run. */
static int tasks_find(const char *program, const struct kernel *kernel)
{
    char script[8192];
    struct record *record = NULL;
    struct yoke_error error = {0};
    snprintf(
        script, sizeof script,
        "rm -rf try; '%s' run %s -e serial -p %s=%s --tasks %d --blocks 5 --iterations 3 --reserve 0%% --counters none "
        "-q -o try >said 2>&1",
        program, kernel->workload, kernel->parameter, kernel->middle, kernel->tasks);
    errand_run(script);
    if (errand_is_over() || record_load("try/result.json", &record, &error)) {
        fprintf(stderr, "gate_live: %s cannot be tried: %s\n", kernel->workload, error.text);
        return 0;
    }
    const double run_ns = record->facts.cells[0].cpu_ns.median;
    record_free(record);
    if (run_ns > 0)
        return (int)fmax(round(kernel->tasks * RUN_NS / run_ns), 1);
    fprintf(stderr, "gate_live: %s was tried, and gave no time\n", kernel->workload);
    return 0;
}

int live_plan_write(const char *program, bool spin_only)
{
    const int count = spin_only ? 1 : KERNELS;
    FILE *file = fopen("plan.json", "we");
    if (!file) {
        perror("gate_live: plan.json");
        return -1;
    }
    fputs("{\"executors\": \"serial\", \"studies\": [", file);
    for (int i = 0; i < count; i++) {
        const struct kernel *kernel = &kernels[i];
        const int tasks = tasks_find(program, kernel);
        fprintf(file, "%s{\"workload\": \"%s\", \"tasks\": %d, \"params\": {\"%s\": \"%s\"}}", i ? ", " : "",
                kernel->workload, tasks, kernel->parameter, spin_only ? SPIN_SIZES : kernel->sizes);
        if (!tasks) {
            fclose(file);
            return -1;
        }
    }
    fputs("]}\n", file);
    if (!fclose(file))
        return 0;
    perror("gate_live: plan.json");
    return -1;
}
