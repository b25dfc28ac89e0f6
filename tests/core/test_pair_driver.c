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
    const char *how; /* its pairs are run; NULL: in turns */
    bool duet;       /* its cell may be one */
    bool open;       /* the plan leaves the number of runs open */
    uint64_t budget_ns; /* 0: none */
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

static void cells_fill(struct record *record, const char *how, bool duet)
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

static void trial_run(struct trial *trial, bool stored, size_t stored_starts)
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
    char script[64];
    snprintf(script, sizeof script, "rm -rf %s", trial->folder);
    assert_int_equal(system(script), 0);
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

/* Two like sides. In turns every second start takes `turns_ns` longer than 10 ms, at the same time the one on processor
 * 5 takes `duet_ns` longer; what the job was is written down, and then `in_duet` done. */
static struct trial duet_begin(unsigned long turns_ns, unsigned long duet_ns, const char *in_duet)
{
    struct trial trial = trial_begin(10000000, 10000000, "", "");
    const char *const paths[2] = {trial.base, trial.candidate};
    trial.duet = true;
    for (size_t side = 0; side < 2; side++) {
        FILE *file = fopen(paths[side], "we");
        assert_non_null(file);
        fprintf(file, "#!/bin/sh\ncd ${0%%/*}\nread job <&3\necho '{\"type\":\"hello\",\"protocol\":1,\"in_step\":true}' >&3\nwall=10000000\n"
                "case $job in *'\"in_step\":true'*)\n"
                "  echo '{\"type\":\"ready\"}' >&3; read word <&3\n"
                "  place=3; case $job in *'\"places\":[5]'*) place=5; wall=%lu;; esac\n"
                "  echo ${0##*/} $place >>duets; %s;;\n"
                "*)\n  echo ${0##*/} >>turns; [ $(($(wc -l <turns) %% 2)) = 1 ] || wall=%lu;;\nesac\n"
                "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":'$$',\"wall_ns\":'$wall',\"crashed\":false,"
                "\"verified\":true,\"usable\":true}]}' >&3\necho '{\"type\":\"done\"}' >&3\n",
                10000000 + duet_ns, in_duet, 10000000 + turns_ns);
        assert_int_equal(fclose(file), 0);
    }
    return trial;
}

static size_t lines_count(const struct trial *trial, const char *pattern, const char *name)
{
    char command[160];
    unsigned long count = 0;
    snprintf(command, sizeof command, "cat %s/%s 2>/dev/null | grep -c '%s'", trial->folder, name, pattern);
    FILE *pipe = popen(command, "re");
    assert_non_null(pipe);
    assert_int_equal(fscanf(pipe, "%lu", &count), 1);
    pclose(pipe);
    return count;
}

static void a_cell_whose_starts_agree_better_side_by_side_is_measured_so(void **state)
{
    (void)state;
    struct trial trial = duet_begin(3000000, 0, ":");
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    for (size_t side = 0; side < 2; side++) {
        assert_string_equal(facts->cells[side].pairing.how, YOKE_DUET);
        assert_near(facts->cells[side].pairing.alone_spread, log(1.3), 1e-9);
        assert_near(facts->cells[side].pairing.duet_spread, 0, 1e-9);
        assert_int_equal(facts->cells[side].sample_count, 12);
    }
    assert_int_equal(facts->verdicts[0].word, YOKE_UNCHANGED);
    size_t on_base_places = 0;
    for (size_t pair = 0; pair < 12; pair++)
        on_base_places += gate_order_coin(SEED, 0, pair);
    /* in the trials the base is on both */
    const size_t trials = lines_count(&trial, "base", "turns") / 2;
    assert_int_equal(lines_count(&trial, "candidate 3", "duets"), on_base_places);
    assert_int_equal(lines_count(&trial, "candidate 5", "duets"), 12 - on_base_places);
    assert_int_equal(lines_count(&trial, "base 5", "duets"), on_base_places + trials);
    assert_int_equal(lines_count(&trial, "candidate", "turns"), 0);
    trial_end(&trial);
}

static void one_whose_starts_disturb_each_other_is_measured_in_turns(void **state)
{
    (void)state;
    struct trial trial = duet_begin(0, 3000000, ":");
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    for (size_t side = 0; side < 2; side++) {
        assert_string_equal(facts->cells[side].pairing.how, YOKE_TURNS);
        assert_near(facts->cells[side].pairing.alone_spread, 0, 1e-9);
        assert_near(facts->cells[side].pairing.duet_spread, log(1.3), 1e-9);
    }
    assert_int_equal(facts->verdicts[0].word, YOKE_UNCHANGED);
    assert_int_equal(lines_count(&trial, "candidate", "duets"), 0);
    assert_int_equal(lines_count(&trial, "candidate", "turns"), 12);
    trial_end(&trial);
}

static void one_that_cannot_run_beside_itself_is_measured_in_turns_and_says_why(void **state)
{
    (void)state;
    struct trial trial = duet_begin(3000000, 0, "exit 3");
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    for (size_t side = 0; side < 2; side++) {
        const struct yoke_pairing *pairing = &facts->cells[side].pairing;
        assert_string_equal(pairing->how, YOKE_TURNS);
        assert_true(isnan(pairing->alone_spread) && isnan(pairing->duet_spread));
        assert_string_equal(pairing->reason, "the cell process exited with status 3 before it was done");
        assert_int_equal(facts->cells[side].status, YOKE_CELL_OK);
    }
    assert_int_equal(lines_count(&trial, "base", "duets"), 2);
    assert_int_equal(lines_count(&trial, "candidate", "duets"), 0);
    assert_true(lines_count(&trial, "candidate", "turns") >= 12);
    trial_end(&trial);
}

static void trials_leave_the_pairs_their_part_of_the_budget(void **state)
{
    (void)state;
    struct trial trial = duet_begin(0, 0, ":");
    trial.budget_ns = 1;
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    assert_string_equal(facts->cells[0].pairing.reason, "to try both ways would take more than half of the budget");
    assert_string_equal(facts->stopped_by, "budget");
    assert_int_equal(lines_count(&trial, "base", "turns"), 0);
    assert_int_equal(lines_count(&trial, "base", "duets"), 0);
    trial_end(&trial);
}

static void a_trial_that_will_not_end_in_time_is_given_up_at_once(void **state)
{
    (void)state;
    struct trial trial = duet_begin(0, 0, "sleep 0.3");
    trial.budget_ns = 1000000000;
    trial_run(&trial, false, 0);
    assert_non_null(trial.record->facts.cells[0].pairing.reason);
    assert_int_equal(lines_count(&trial, "base", "duets"), 2);
    assert_true(lines_count(&trial, "base", "turns") <= 2 + lines_count(&trial, "candidate", "turns") + 1);
    trial_end(&trial);
}

static void sides_that_wait_are_interleaved(void **state)
{
    (void)state;
    struct trial trial = duet_begin(0, 0, ":");
    trial.duet = false;
    trial.how = YOKE_INTERLEAVED;
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    assert_string_equal(facts->cells[0].pairing.how, YOKE_INTERLEAVED);
    assert_null(facts->cells[0].pairing.reason);
    assert_int_equal(facts->verdicts[0].word, YOKE_UNCHANGED);
    assert_int_equal(lines_count(&trial, ".", "duets"), 24); /* nobody was told to be elsewhere */
    assert_int_equal(lines_count(&trial, "5", "duets"), 0);
    assert_int_equal(lines_count(&trial, ".", "turns"), 0);
    trial_end(&trial);
}

static void interleaved_starts_get_as_many_runs_as_fit(void **state)
{
    (void)state;
    static const struct {
        const char *how;
        uint64_t runs;
    } cases[] = {{YOKE_INTERLEAVED, 4}, {YOKE_TURNS, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial trial = duet_begin(0, 0, ":");
        trial.how = cases[i].how;
        trial.open = true;
        trial_run(&trial, false, 0);
        for (size_t side = 0; side < 2; side++)
            assert_int_equal(trial.record->facts.cells[side].iterations, cases[i].runs);
        trial_end(&trial);
    }
}

static void a_base_too_old_for_a_duet_says_so(void **state)
{
    (void)state;
    struct trial trial = trial_begin(10000000, 10000000, "", "");
    trial.duet = true;
    trial_run(&trial, false, 0);
    const struct yoke_pairing *pairing = &trial.record->facts.cells[0].pairing;
    assert_string_equal(pairing->how, YOKE_TURNS);
    assert_non_null(strstr(pairing->reason, "base was built by a yoke too old to wait"));
    assert_int_equal(trial.record->facts.verdicts[0].word, YOKE_UNCHANGED);
    trial_end(&trial);
}

static void a_side_too_old_to_wait_is_measured_in_turns(void **state)
{
    (void)state;
    struct trial trial = trial_begin(10000000, 10800000, "", "");
    trial.how = YOKE_INTERLEAVED;
    trial_run(&trial, false, 0);
    const struct yoke_record *facts = &trial.record->facts;
    for (size_t side = 0; side < 2; side++) {
        assert_string_equal(facts->cells[side].pairing.how, YOKE_TURNS);
        assert_non_null(strstr(facts->cells[side].pairing.reason, "too old to wait"));
        assert_int_equal(facts->cells[side].sample_count, 12);
    }
    assert_int_equal(facts->verdicts[0].word, YOKE_REGRESSED);
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_go_on_until_the_cell_is_decided_in_the_order_of_the_coin),
        cmocka_unit_test(a_side_that_fails_ends_its_cell_and_no_more_of_it_is_started),
        cmocka_unit_test(a_side_whose_file_changes_is_not_measured_on),
        cmocka_unit_test(sides_that_wait_are_interleaved),
        cmocka_unit_test(interleaved_starts_get_as_many_runs_as_fit),
        cmocka_unit_test(a_base_too_old_for_a_duet_says_so),
        cmocka_unit_test(a_side_too_old_to_wait_is_measured_in_turns),
        cmocka_unit_test(a_cell_whose_starts_agree_better_side_by_side_is_measured_so),
        cmocka_unit_test(one_whose_starts_disturb_each_other_is_measured_in_turns),
        cmocka_unit_test(one_that_cannot_run_beside_itself_is_measured_in_turns_and_says_why),
        cmocka_unit_test(trials_leave_the_pairs_their_part_of_the_budget),
        cmocka_unit_test(a_trial_that_will_not_end_in_time_is_given_up_at_once),
        cmocka_unit_test(against_a_stored_base_only_the_candidate_is_started),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
