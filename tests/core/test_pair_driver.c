/* SPDX-License-Identifier: MIT */
/* The driver of pairs against cell processes that are shell scripts: they say how long they took, so no clock decides here. */
#include "pair_driver.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "gate_order.h"

enum { SEED = 7 };

static const struct yoke_workload workload = {.name = "w"};
static const struct yoke_executor executor = {.name = "e"};
static const struct yoke_schedule schedule = {.name = "s"};

/* A gate of one cell on wall time between two scripts, and what became of it. */
struct trial {
    char folder[32], base[64], candidate[64], log[64];
    struct record *record;
};

/* Greets, says that the only run took `wall_ns`, and writes `letter` into the log; `extra` before all of it. */
static void script_put(const char *path, const char *log, char letter, unsigned long wall_ns, const char *extra)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\necho %c >>%s\n%s\nread job <&3\necho '{\"type\":\"hello\",\"protocol\":1}' >&3\n", letter, log, extra);
    fprintf(file, "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":'$$',\"wall_ns\":%lu,\"crashed\":false,"
            "\"verified\":true,\"usable\":true}]}' >&3\necho '{\"type\":\"done\"}' >&3\n", wall_ns);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0755), 0);
}

static struct trial trial_begin(unsigned long base_ns, unsigned long candidate_ns, const char *base_extra,
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

static void cells_fill(struct record *record)
{
    assert_int_equal(record_make_cells(record, 2), 0);
    for (size_t side = 0; side < 2; side++) {
        struct yoke_cell *facts = &record->facts.cells[side];
        facts->side = side ? GATE_CANDIDATE : GATE_BASE;
        facts->name = record_text(record, "w/executor=e" GATE_SIDE_AXIS "%s", facts->side);
        facts->workload = "w";
        facts->executor = "e";
        facts->bound = "io";
        facts->workers = facts->tasks = facts->iterations = 1;
    }
    record->facts.seed = SEED;
}

static void trial_run(struct trial *trial, bool stored, size_t stored_starts)
{
    char name[] = "w/executor=e";
    struct cell cells[2] = {{.name = name, .workload = &workload, .executor = &executor, .schedule = &schedule, .workers = 1,
                             .chunk = 1, .task_count = 1, .iterations = 1}};
    cells[1] = cells[0];
    const struct plan plan = {.seed = SEED, .iterations = 1, .limit_ns = 30000000000};
    const struct gate_profile *profile = gate_profile_find("default");
    struct gate_suite suite = stored ? gate_suite_begin_stored(profile) : gate_suite_begin(profile, false);
    const struct gate_metric wall = gate_metric_named("wall");
    struct yoke_error error = {0};
    cells_fill(trial->record);
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

/* The letters in the order in which the scripts were started. */
static void log_read(const struct trial *trial, char letters[512])
{
    char line[8];
    size_t count = 0;
    FILE *file = fopen(trial->log, "re");
    while (file && count < 511 && fgets(line, sizeof line, file))
        letters[count++] = line[0];
    letters[count] = '\0';
    if (file)
        fclose(file);
}

static void trial_end(struct trial *trial)
{
    unlink(trial->base);
    unlink(trial->candidate);
    unlink(trial->log);
    rmdir(trial->folder);
    record_free(trial->record);
}

static void pairs_go_on_until_the_cell_is_decided_in_the_order_of_the_coin(void **state)
{
    (void)state;
    static const struct {
        unsigned long candidate_ns;
        enum yoke_verdict_word word;
        uint64_t exit;
    } cases[] = {{10000000, YOKE_UNCHANGED, 0}, {10800000, YOKE_REGRESSED, 3}, {9200000, YOKE_IMPROVED, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char letters[512];
        struct trial trial = trial_begin(10000000, cases[i].candidate_ns, "", "");
        trial_run(&trial, false, 0);
        const struct yoke_record *facts = &trial.record->facts;
        assert_int_equal(facts->verdicts[0].word, cases[i].word);
        assert_int_equal(facts->verdicts[0].pairs, 12); /* the first look is enough */
        assert_int_equal(facts->exit, cases[i].exit);
        assert_string_equal(facts->stopped_by, "decided");
        assert_true(facts->complete);
        log_read(&trial, letters);
        assert_int_equal(strlen(letters), 24);
        for (size_t pair = 0; pair < 12; pair++) {
            const bool candidate_first = gate_order_coin(SEED, 0, pair);
            assert_int_equal(letters[2 * pair], candidate_first ? 'c' : 'b');
            assert_int_equal(letters[2 * pair + 1], candidate_first ? 'b' : 'c');
            for (size_t side = 0; side < 2; side++) {
                assert_int_equal(facts->cells[side].samples[pair].block, pair);
                assert_int_equal(facts->cells[side].samples[pair].order, 2 * pair + (side ? !candidate_first : candidate_first));
            }
        }
        trial_end(&trial);
    }
}

static void a_side_that_fails_ends_its_cell_and_no_more_of_it_is_started(void **state)
{
    (void)state;
    char letters[512];
    struct trial trial = trial_begin(10000000, 10000000, "", "[ $(grep -c c \"${0%/*}/log\") -lt 3 ] || exit 9");
    trial_run(&trial, false, 0);
    const struct yoke_cell *cells = trial.record->facts.cells;
    assert_int_equal(cells[1].status, YOKE_CELL_FAILED);
    assert_non_null(strstr(cells[1].reason, "exited with status 9"));
    assert_int_equal(trial.record->facts.exit, 1);
    assert_int_equal(cells[1].sample_count, 2); /* those before are kept */
    log_read(&trial, letters);
    size_t candidates = 0;
    for (const char *letter = letters; *letter; letter++)
        candidates += *letter == 'c';
    assert_int_equal(candidates, 3);
    trial_end(&trial);
}

static void a_side_whose_file_changes_is_not_measured_on(void **state)
{
    (void)state;
    struct trial trial = trial_begin(10000000, 10000000, "[ $(grep -c b \"${0%/*}/log\") -ne 3 ] || echo : >>\"${0%/*}/candidate\"", "");
    trial_run(&trial, false, 0);
    const struct yoke_cell *candidate = &trial.record->facts.cells[1];
    assert_int_equal(candidate->status, YOKE_CELL_FAILED);
    assert_non_null(strstr(candidate->reason, "changed while it was measured"));
    assert_int_equal(trial.record->facts.exit, 1);
    trial_end(&trial);
}

static void against_a_stored_base_only_the_candidate_is_started(void **state)
{
    (void)state;
    char letters[512];
    struct trial trial = trial_begin(10000000, 12000000, "", "");
    unlink(trial.base); /* nobody looks for it */
    trial_run(&trial, true, 20);
    assert_int_equal(trial.record->facts.verdicts[0].word, YOKE_REGRESSED);
    assert_near(trial.record->facts.verdicts[0].ratio.value, 1.2, 1e-9);
    assert_int_equal(trial.record->facts.cells[0].sample_count, 20);
    log_read(&trial, letters);
    assert_string_equal(letters, "cccccccccccc");
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_go_on_until_the_cell_is_decided_in_the_order_of_the_coin),
        cmocka_unit_test(a_side_that_fails_ends_its_cell_and_no_more_of_it_is_started),
        cmocka_unit_test(a_side_whose_file_changes_is_not_measured_on),
        cmocka_unit_test(against_a_stored_base_only_the_candidate_is_started),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
