/* SPDX-License-Identifier: MIT */
/* The driver samples the cell process from outside, so that a cell process is the same program doing the same as when it is
 * measured. Names are looked up when it has gone. */
#include "profile.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "fields.h"
#include "interrupt.h"
#include "profile_fold.h"
#include "sampler.h"
#include "stats.h"

/* Twenty times a second: the rings last five times as long at the deepest chains (sampler.c). */
static const uint64_t TURN_NS = 50000000;

/* Of tasks that take microseconds: each run is a message, and what lies between two runs is not sampled. */
enum { RUNS_MOST = 2000 };

struct profiling {
    const struct tryout *tryout;
    struct frame_names *names;
    struct sampler *sampler; /* NULL: could not be opened, see `refusal` */
    struct yoke_error refusal;
    pid_t process;
    char *maps; /* what was mapped when it greeted */
    size_t maps_bytes;
    uint64_t maps_ns;
};

static void profiling_begin(void *own, pid_t process)
{
    struct profiling *profiling = own;
    profiling->process = process;
    const int status = sampler_open(process, &profiling->sampler, &profiling->refusal);
    if (status && !profiling->refusal.text[0])
        yoke_error_set(&profiling->refusal, "cannot sample: %s", strerror(-status));
}

static void profiling_greeted(void *own, pid_t process)
{
    struct profiling *profiling = own;
    char path[64], block[4096];
    snprintf(path, sizeof path, "/proc/%d/maps", (int)process);
    FILE *maps = profiling->maps ? NULL : fopen(path, "re");
    FILE *copy = maps ? open_memstream(&profiling->maps, &profiling->maps_bytes) : NULL;
    profiling->maps_ns = clock_now_ns();
    for (size_t got; copy && (got = fread(block, 1, sizeof block, maps)) > 0;)
        fwrite(block, 1, got, copy);
    if (copy)
        fclose(copy);
    if (maps)
        fclose(maps);
}

static void profiling_turn(void *own)
{
    struct profiling *profiling = own;
    if (profiling->sampler)
        sampler_drain(profiling->sampler);
}

static int window_compare(const void *left, const void *right)
{
    const struct profile_window *one = left, *other = right;
    return one->begin_ns < other->begin_ns ? -1 : one->begin_ns > other->begin_ns;
}

/* Each sample of the visit is a window. */
static size_t windows_fill(const struct profiling *profiling, const struct yoke_cell *profiled, struct profile_window windows[],
                           double wall_ns[], double cpu_ns[])
{
    size_t count = 0;
    for (size_t i = 0; i < profiled->sample_count; i++) {
        const struct yoke_sample *sample = &profiled->samples[i];
        if (sample->started_ns == YOKE_MISSING || sample->wall_ns == YOKE_MISSING || sample->cpu_ns == YOKE_MISSING)
            continue;
        const uint64_t begin_ns = profiling->tryout->origin_ns + sample->started_ns;
        wall_ns[count] = (double)sample->wall_ns;
        cpu_ns[count] = (double)sample->cpu_ns;
        windows[count++] = (struct profile_window){begin_ns, begin_ns + sample->wall_ns};
    }
    qsort(windows, count, sizeof *windows, window_compare);
    return count;
}

static int chains_take(struct profiling *profiling, struct profile_source *source, struct yoke_profile *profile)
{
    struct chains *chains = chains_new();
    source->maps = profiling->maps ? fmemopen(profiling->maps, profiling->maps_bytes, "r") : NULL;
    int status = chains ? profile_fold(source, chains) : -ENOMEM;
    if (!status)
        status = chains_store(chains, profiling->tryout->record, profile);
    if (source->maps)
        fclose(source->maps);
    chains_free(chains);
    return status;
}

static int profile_take(struct profiling *profiling, const struct yoke_cell *profiled, struct yoke_profile *profile)
{
    struct profile_window *windows = calloc(profiled->sample_count + 1, sizeof *windows);
    double *wall_ns = calloc(profiled->sample_count + 1, sizeof *wall_ns), *cpu_ns = calloc(profiled->sample_count + 1, sizeof *cpu_ns);
    int status = windows && wall_ns && cpu_ns ? 0 : -ENOMEM;
    if (!status) {
        struct profile_source source = {.capture = sampler_capture(profiling->sampler), .names = profiling->names,
                                        .process = profiling->process, .maps_ns = profiling->maps_ns, .windows = windows};
        source.window_count = windows_fill(profiling, profiled, windows, wall_ns, cpu_ns);
        status = chains_take(profiling, &source, profile);
        profile->lost = source.capture->lost;
        profile->rate_hz = sampler_rate_hz(profiling->sampler);
        profile->scope = sampler_sees_kernel(profiling->sampler) ? "all" : "user";
        profile->runs = source.window_count;
        profile->wall_ns = source.window_count ? stats_median(wall_ns, source.window_count) : NAN;
        profile->cpu_ns = source.window_count ? stats_median(cpu_ns, source.window_count) : NAN;
    }
    free(windows);
    free(wall_ns);
    free(cpu_ns);
    return status;
}

/* As many runs as take that long, but not more than half of what a visit may take. */
static uint64_t runs_choose(const struct tryout *tryout, const struct yoke_cell *facts)
{
    const double half_ns = (double)tryout->plan->limit_ns / 2;
    const double usual_ns = (double)(tryout->profile_ns ? tryout->profile_ns : PROFILE_NS);
    const double wanted_ns = half_ns < usual_ns ? half_ns : usual_ns;
    const double runs = ceil(wanted_ns / facts->wall_ns.median);
    return runs >= 1 ? runs < RUNS_MOST ? (uint64_t)runs : RUNS_MOST : 1;
}

/* One visit, and what it comes to. */
static int cell_profile(struct profiling *profiling, size_t index, struct record *memory, struct yoke_error *error)
{
    const struct tryout *tryout = profiling->tryout;
    struct yoke_cell *facts = &tryout->record->facts.cells[index], profiled;
    const struct visit_watch watch = {profiling_begin, profiling_greeted, profiling_turn, TURN_NS, profiling};
    enum visit_outcome outcome = VISIT_DONE;
    const struct cell *cell = &tryout->cells[index];
    const struct tryout_visit wanted = {
        .cell = index, .tasks = cell->task_count, .warmup = cell->warmup, .runs = runs_choose(tryout, facts),
        .number = index, .limit_ns = tryout->plan->limit_ns, .watch = &watch, .memory = memory,
    };
    const int status = tryout_visit(tryout, &wanted, &profiled, &outcome, error);
    if (status)
        return status;
    if (!profiling->sampler)
        facts->profile.reason = record_copy(tryout->record, profiling->refusal.text);
    else if (outcome == VISIT_STOPPED || interrupt_level())
        facts->profile.reason = "the run was stopped before";
    else if (outcome == VISIT_FAILED)
        facts->profile.reason = record_text(tryout->record, "the profiled start failed: %s",
                                            profiled.reason ? profiled.reason : "not all runs came");
    if (facts->profile.reason)
        return 0;
    sampler_stop(profiling->sampler);
    return profile_take(profiling, &profiled, &facts->profile);
}

static int cell_visit(struct profiling *profiling, size_t index, struct yoke_error *error)
{
    struct record *memory = record_new();
    const int status = memory ? cell_profile(profiling, index, memory, error) : -ENOMEM;
    record_free(memory);
    sampler_close(profiling->sampler);
    free(profiling->maps);
    profiling->sampler = NULL;
    profiling->maps = NULL;
    return status;
}

int profile_run(const struct tryout *tryout, const bool chosen[], struct yoke_error *error)
{
    struct profiling profiling = {.tryout = tryout, .names = frame_names_new()};
    struct yoke_record *record = &tryout->record->facts;
    int status = profiling.names ? 0 : -ENOMEM;
    for (size_t i = 0; i < tryout->cell_count && !status; i++) {
        const bool measured = record->cells[i].sample_count && record->cells[i].status != YOKE_CELL_FAILED;
        if (!measured || (chosen && !chosen[i]))
            continue;
        if (interrupt_level())
            record->cells[i].profile.reason = "the run was stopped before";
        else if (profiling.refusal.text[0]) /* once refused, always refused: no need to run it */
            record->cells[i].profile.reason = record_copy(tryout->record, profiling.refusal.text);
        else
            status = cell_visit(&profiling, i, error);
    }
    frame_names_free(profiling.names);
    return status;
}
