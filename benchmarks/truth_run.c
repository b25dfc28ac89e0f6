/* SPDX-License-Identifier: MIT */
/* What others took is what /proc/stat counts for the whole machine less what the command and its children used. */
#include "truth_run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "errand.h"
#include "race.h"

static char folder[] = "/tmp/yoke-truth-XXXXXX";

/* user, nice, system, idle, iowait, irq, softirq, steal of proc(5); guests are in user already */
enum { IDLE = 3, WAITING_FOR_DISKS = 4, COLUMNS = 8 };

/* Processor time that the machine had no idle processor for, in seconds; NaN: not known. */
static double machine_busy(void)
{
    unsigned long long column[COLUMNS], ticks = 0;
    FILE *file = fopen("/proc/stat", "re");
    const bool read = file && fscanf(file, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &column[0], &column[1],
                                     &column[2], &column[3], &column[4], &column[5], &column[6], &column[7]) == COLUMNS;
    if (file)
        fclose(file);
    for (int i = 0; i < COLUMNS && read; i++)
        ticks += i == IDLE || i == WAITING_FOR_DISKS ? 0 : column[i];
    return read ? (double)ticks / (double)sysconf(_SC_CLK_TCK) : NAN;
}

static double seconds_of(const struct timeval *time)
{
    return (double)time->tv_sec + 1e-6 * (double)time->tv_usec;
}

static double own_busy(void)
{
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    return seconds_of(&used.ru_utime) + seconds_of(&used.ru_stime);
}

static size_t starts_of(const struct yoke_record *record)
{
    size_t starts = 0;
    for (size_t i = 0; i < record->cell_count; i++)
        for (size_t k = 0; k < record->cells[i].sample_count; k++)
            starts += !k || record->cells[i].samples[k].process != record->cells[i].samples[k - 1].process;
    return starts;
}

struct truth_run truth_run(const char *before, const char *arguments)
{
    char script[2048], path[128];
    struct truth_run run = {.record = NULL};
    struct yoke_error error = {0};
    if (folder[sizeof folder - 2] == 'X' && !mkdtemp(folder))
        return run;
    snprintf(script, sizeof script, "cd '%s' && rm -rf out && %s" TRUTH_YOKE " %s -q -o out >said 2>&1 </dev/null",
             folder, before, arguments);
    const double machine = machine_busy(), own = own_busy();
    const uint64_t begin_ns = race_now_ns();
    const int status = errand_run(script);
    run.seconds = (double)(race_now_ns() - begin_ns) / 1e9;
    run.others = fmax(0, machine_busy() - machine - (own_busy() - own)) / run.seconds;
    snprintf(path, sizeof path, "%s/out/result.json", folder);
    if (errand_is_over())
        return run;
    if (status || record_load(path, &run.record, &error))
        fprintf(stderr, "tune_truth: %s%s failed (status %d); %s/said says why\n", before, arguments, status, folder);
    else
        run.starts = starts_of(&run.record->facts);
    return run;
}

void truth_run_end(void)
{
    char script[64];
    snprintf(script, sizeof script, "rm -rf '%s'", folder);
    if (folder[sizeof folder - 2] != 'X' && system(script))
        fprintf(stderr, "tune_truth: %s is left\n", folder);
}
