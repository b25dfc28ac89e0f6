/* SPDX-License-Identifier: MIT */
/* A gate of one cell between two shell scripts: they say how long they took, so no clock decides. */
#ifndef PAIR_TRIAL_H
#define PAIR_TRIAL_H

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "gate_order.h"
#include "pair_driver.h"

enum { SEED = 7 };

static const struct yoke_workload workload = {.name = "w"};
static const struct yoke_executor executor = {.name = "e"};
static const struct yoke_schedule schedule = {.name = "s"};

/* A gate of one cell on wall time between two scripts, and what became of it. */
struct trial {
    char folder[32], base[64], candidate[64], log[64];
    const char *how; /* its pairs are run; NULL: in turns */
    bool duet;       /* its cell may be one */
    bool open;       /* the plan leaves the number of runs open */
    uint64_t budget_ns; /* 0: none */
    struct record *record;
};

/* Greets, says that each run it is asked for took `wall_ns`, and writes `letter` into the log; `extra` before all of it. */
static inline void script_put(const char *path, const char *log, char letter, unsigned long wall_ns, const char *extra)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\necho %c >>%s\n%s\nread job <&3\necho '{\"type\":\"hello\",\"protocol\":1}' >&3\n", letter, log, extra);
    fprintf(file, "runs=${job##*'\"iterations\":'}; runs=${runs%%%%[,\\}]*}\nwhile [ $((runs -= 1)) -ge 0 ]; do\n"
            "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":'$$',\"wall_ns\":%lu,\"crashed\":false,"
            "\"verified\":true,\"usable\":true}]}' >&3\ndone\necho '{\"type\":\"done\"}' >&3\n", wall_ns);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0755), 0);
}

static inline struct trial trial_begin(unsigned long base_ns, unsigned long candidate_ns, const char *base_extra,
                                const char *candidate_extra)
{
    struct trial trial = {.folder = "/tmp/yoke-pairs-XXXXXX", .record = record_new()};
    assert_non_null(mkdtemp(trial.folder));
    snprintf(trial.base, sizeof trial.base, "%s/base", trial.folder);
    snprintf(trial.candidate, sizeof trial.candidate, "%s/candidate", trial.folder);
    snprintf(trial.log, sizeof trial.log, "%s/log", trial.folder);
    script_put(trial.base, trial.log, 'b', base_ns, base_extra);
    script_put(trial.candidate, trial.log, 'c', candidate_ns, candidate_extra);
    return trial;
}

static inline void cells_fill(struct record *record, const char *how, bool duet)
{
    static uint64_t places[2] = {3, 5};
    assert_int_equal(record_make_cells(record, 2), 0);
    for (size_t side = 0; side < 2; side++) {
        struct yoke_cell *facts = &record->facts.cells[side];
        facts->side = side ? GATE_CANDIDATE : GATE_BASE;
        facts->name = record_text(record, "w/executor=e" GATE_SIDE_AXIS "%s", facts->side);
        facts->workload = "w";
        facts->executor = "e";
        facts->bound = "io";
        facts->workers = facts->tasks = facts->iterations = 1;
        facts->pairing.how = how;
        facts->pairing.places = &places[side];
        facts->pairing.place_count = duet;
    }
    record->facts.seed = SEED;
}

static inline void trial_run(struct trial *trial, bool stored, size_t stored_starts)
{
    char name[] = "w/executor=e";
    struct cell cells[2] = {{.name = name, .workload = &workload, .executor = &executor, .schedule = &schedule, .workers = 1,
                             .chunk = 1, .task_count = 1, .iterations = !trial->open}};
    cells[1] = cells[0];
    const struct plan plan = {.seed = SEED, .iterations = !trial->open, .limit_ns = 30000000000, .budget_ns = trial->budget_ns};
    const struct gate_profile *profile = gate_profile_find("default");
    struct gate_suite suite = stored ? gate_suite_begin_stored(profile) : gate_suite_begin(profile, false);
    const struct gate_metric wall = gate_metric_named("wall");
    struct yoke_error error = {0};
    cells_fill(trial->record, trial->how ? trial->how : YOKE_TURNS, trial->duet);
    for (size_t i = 0; i < stored_starts; i++) {
        struct yoke_sample *sample = record_add_sample(trial->record, &trial->record->facts.cells[0]);
        sample->block = i;
        sample->process = 1 + i;
        sample->wall_ns = sample->cpu_ns = 10000000;
        sample->verified = sample->usable = true;
    }
    assert_int_equal(gate_suite_add(&suite, &trial->record->facts, 0, &wall, &(struct gate_margins){0.01, 0.03}, NULL), 0);
    const struct pair_options options = {
        .run = {.plan = &plan, .cells = cells, .cell_count = 2, .usable_cpus = 1},
        .base = {.program = trial->base, .artefact = trial->base},
        .candidate = {.program = trial->candidate, .artefact = trial->candidate},
        .suite = &suite,
    };
    if (pair_run(&options, trial->record, &error))
        fail_msg("%s", error.text);
    gate_suite_release(&suite);
}

static inline void trial_end(struct trial *trial)
{
    char script[64];
    snprintf(script, sizeof script, "rm -rf %s", trial->folder);
    assert_int_equal(system(script), 0);
    record_free(trial->record);
}

#endif
