/* SPDX-License-Identifier: MIT */
/* tune_truth [-n REPETITIONS] [-b BUDGET] [-t] [STUDY...]: does `yoke tune` find the width that theory gives? With p
 * processors, tasks that compute for c and wait for w keep ceil(p (1 + w / c)) blocking workers busy; work that only
 * computes, p; work inside one lock, 1. Beside it stand, unless -t says tune only, a sweep of every width with 20
 * starts each, whose answer is its fastest width, and the width that Python takes unasked, whose loss is that of the
 * same width in the sweep. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "race.h"
#include "recommend.h"
#include "stats.h"
#include "truth_run.h"

enum { REPETITIONS_MOST = 100, SWEEP_STARTS = 20, TRY_TASKS = 100, ARGUMENTS_BYTES = 512 };

/* More of a processor than this in the hands of others, and theory speaks of another machine. */
#define OTHERS_MOST 0.1

#define WIDTHS      "1..16,20,24,28,32"
#define WIDTHS_WIDE "1..16,20,24,28,32,40,48,56,60,62,63,64,65,66,68,72,80"

struct study {
    const char *name, *arguments, *widths;
    const char *compute; /* of mixed: steps a task; NULL: another workload */
    double ratio;        /* of mixed: waiting to computing */
    uint64_t workers;    /* elsewhere: the right width; 0: as many as there are processors */
    const char *before;
    const char *bounded_by; /* what the advice must say; NULL: it may say anything */
};

/* A task of 1 ms and more: what sleeping takes beyond what was asked for, some 60 us, changes no ratio by much. With a
 * ratio of 31 a sample of one worker is 1.2 s as it is. */
static const struct study studies[] = {
    {.name = "ratio-0", .compute = "2M", .ratio = 0, .widths = WIDTHS, .arguments = "--tasks 64"},
    {.name = "ratio-1", .compute = "1M", .ratio = 1, .widths = WIDTHS, .arguments = "--tasks 96"},
    {.name = "ratio-3", .compute = "500k", .ratio = 3, .widths = WIDTHS, .arguments = "--tasks 96"},
    {.name = "ratio-9", .compute = "300k", .ratio = 9, .widths = WIDTHS, .arguments = "--tasks 160"},
    {.name = "ratio-31", .compute = "200k", .ratio = 31, .widths = WIDTHS_WIDE, .arguments = "--tasks 320"},
    {.name = "sum", .widths = WIDTHS, .arguments = "cpu_sum_squares"},
    {.name = "mutex", .widths = WIDTHS, .arguments = "sync_mutex -p think=0", .workers = 1},
    {.name = "one-processor",
     .widths = WIDTHS,
     .arguments = "cpu_sum_squares",
     .workers = 1,
     .before = "taskset -c 0 ",
     .bounded_by = "cores"},
};
enum { STUDIES = sizeof studies / sizeof *studies };

/* What the repetitions of a study came to. */
struct tally {
    size_t runs, quiet;                    /* quiet: others took no more than OTHERS_MOST */
    size_t right, right_quiet, equivalent; /* equivalent: right by proof only; of those that are right */
    size_t silent;                         /* the budget was spent before any width was proven */
    double seconds[REPETITIONS_MOST], starts[REPETITIONS_MOST];
};

static char budget[16] = "60s";
static double python_width; /* 0: there is no python3 */
static bool tune_only;

/* --- the truth -------------------------------------------------------------------------------------------------------
 */

static uint64_t truth_of(const struct study *study)
{
    const double processors = race_cpus();
    return study->workers ? study->workers : (uint64_t)ceil(processors * (1 + study->ratio) - 1e-9);
}

/* Processor time of one task without its wait, in ns; 0: it could not be measured. */
static double compute_ns(const struct study *study)
{
    char arguments[ARGUMENTS_BYTES];
    snprintf(arguments, sizeof arguments,
             "run mixed -e serial -p compute=%s -p wait=0ns --tasks %d --blocks 3 --iterations 1 "
             "--reserve 0%% --counters none",
             study->compute, TRY_TASKS);
    struct truth_run run = truth_run("", arguments);
    const double found = run.record ? run.record->facts.cells[0].cpu_ns.median / TRY_TASKS : 0;
    record_free(run.record);
    return found;
}

/* What is handed to tune and run alike. Returns 0 or -1. */
static int work_write(const struct study *study, char arguments[], size_t room)
{
    if (!study->compute) {
        snprintf(arguments, room, "%s -e pthread -w %s", study->arguments, study->widths);
        return 0;
    }
    const double compute = compute_ns(study);
    snprintf(arguments, room, "mixed -p compute=%s -p wait=%.0fns %s -e pthread -w %s", study->compute,
             study->ratio * compute, study->arguments, study->widths);
    return compute > 0 ? 0 : -1;
}

/* --- one answer ------------------------------------------------------------------------------------------------------
 */

/* Is `workers` proven as good as the best of the curve, by the rule of tune itself? */
static bool is_proven(const struct yoke_record *record, uint64_t workers)
{
    static const struct recommend_rule rule = {.objective = RECOMMEND_THROUGHPUT, .theta = RECOMMEND_THETA};
    struct recommend_curve curve = {0};
    bool proven = false;
    if (!recommend_judge(record, &record->cells[0], &rule, &curve))
        for (size_t i = 0; i < curve.count; i++)
            proven |= curve.points[i].cell->workers == workers && curve.points[i].standing == RECOMMEND_AS_GOOD;
    recommend_release(&curve);
    return proven;
}

static bool is_near(uint64_t workers, uint64_t truth, const struct study *study)
{
    const uint64_t off = workers > truth ? workers - truth : truth - workers;
    return off <= (study->compute ? 1 : 0);
}

/* Adds one answer to the tally, and prints it. */
static void answer_count(const struct study *study, const struct truth_run *run, struct tally *tally)
{
    const struct yoke_record *record = &run->record->facts;
    const struct yoke_advice *advice = record->advice;
    const uint64_t truth = truth_of(study);
    const bool given = record->advice_count && advice->workers != YOKE_MISSING;
    const bool near = given && is_near(advice->workers, truth, study);
    const bool said =
        !study->bounded_by || (given && advice->bounded_by && !strcmp(advice->bounded_by, study->bounded_by));
    const bool equal = given && !near && study->compute && is_proven(record, truth), right = (near || equal) && said;
    const bool quiet = run->others <= OTHERS_MOST;
    tally->seconds[tally->runs] = run->seconds;
    tally->starts[tally->runs++] = (double)run->starts;
    tally->right += right;
    tally->silent += !given;
    tally->equivalent += right && equal;
    tally->quiet += quiet;
    tally->right_quiet += right && quiet;
    printf("  %s %" PRIu64 " [%" PRIu64 "..%" PRIu64 "] for %" PRIu64
           "%s, %s; %.0f s, %zu starts, others %.2f processors, %s\n",
           right   ? "right:"
           : given ? "wrong:"
                   : "no answer:",
           given ? advice->workers : 0, given ? advice->low : 0, given ? advice->high : 0, truth,
           right && equal ? ", proven as good" : "",
           given && advice->bounded_by ? advice->bounded_by : "bound not known", run->seconds, run->starts, run->others,
           record->stopped_by);
    fflush(stdout);
}

/* --- the alternatives ------------------------------------------------------------------------------------------------
 */

static const struct yoke_cell *cell_find(const struct yoke_record *record, double workers)
{
    for (size_t i = 0; i < record->cell_count; i++)
        if ((double)record->cells[i].workers == workers)
            return &record->cells[i];
    return NULL;
}

static void sweep_print(const struct study *study, const struct truth_run *run)
{
    const struct yoke_record *record = &run->record->facts;
    const struct yoke_cell *fastest = record->cells;
    for (size_t i = 1; i < record->cell_count; i++)
        if (record->cells[i].wall_ns.median < fastest->wall_ns.median)
            fastest = &record->cells[i];
    const struct yoke_cell *python = python_width > 0 ? cell_find(record, python_width) : NULL;
    printf("  full sweep, %d starts a width: fastest is %" PRIu64 " (%s); %.0f s, %zu starts, others %.2f processors\n",
           SWEEP_STARTS, fastest->workers,
           is_near(fastest->workers, truth_of(study), study) ? "right" : "not the fewest", run->seconds, run->starts,
           run->others);
    if (python)
        printf("  Python takes %.0f unasked: no starts, and loses %.0f %%\n", python_width,
               100 * (1 - fastest->wall_ns.median / python->wall_ns.median));
    else
        printf("  Python's width was not measured%s\n", python_width > 0 ? "" : ": there is no python3");
}

static void sweep(const struct study *study, const char *work)
{
    char arguments[2 * ARGUMENTS_BYTES];
    snprintf(arguments, sizeof arguments, "run %s --blocks %d --iterations 1 --reserve 0%%", work, SWEEP_STARTS);
    struct truth_run run = truth_run(study->before ? study->before : "", arguments);
    if (run.record)
        sweep_print(study, &run);
    record_free(run.record);
}

static double python_ask(void)
{
    double width = 0;
    FILE *answer =
        popen("python3 -c 'import concurrent.futures as f; print(f.ThreadPoolExecutor()._max_workers)' 2>&1", "re");
    if (answer && fscanf(answer, "%lf", &width) != 1)
        width = 0;
    if (answer)
        pclose(answer);
    return width;
}

/* --- studies ---------------------------------------------------------------------------------------------------------
 */

static int study_run(const struct study *study, size_t repetitions)
{
    static struct tally tally;
    char work[ARGUMENTS_BYTES], arguments[2 * ARGUMENTS_BYTES];
    memset(&tally, 0, sizeof tally);
    printf("%s\n", study->name);
    for (size_t i = 0; i < repetitions; i++) {
        if (work_write(study, work, sizeof work))
            return -1;
        snprintf(arguments, sizeof arguments, "tune %s --budget %s", work, budget);
        struct truth_run run = truth_run(study->before ? study->before : "", arguments);
        if (!run.record)
            return -1;
        answer_count(study, &run, &tally);
        record_free(run.record);
    }
    printf("  %zu of %zu right (%zu proven as good), %zu without an answer; %zu of %zu right with others below %.1f "
           "processors; median %.0f s, %.0f starts\n",
           tally.right, tally.runs, tally.equivalent, tally.silent, tally.right_quiet, tally.quiet, OTHERS_MOST,
           stats_median(tally.seconds, tally.runs), stats_median(tally.starts, tally.runs));
    if (!tune_only)
        sweep(study, work);
    fflush(stdout);
    return 0;
}

static int usage(void)
{
    fprintf(stderr,
            "usage: tune_truth [-n REPETITIONS] [-b BUDGET] [-t] [STUDY...], REPETITIONS 1 to %d (20); studies:",
            REPETITIONS_MOST);
    for (int i = 0; i < STUDIES; i++)
        fprintf(stderr, " %s", studies[i].name);
    fprintf(stderr, "\n");
    return 2;
}

static const struct study *study_find(const char *name)
{
    for (int i = 0; i < STUDIES; i++)
        if (!strcmp(studies[i].name, name))
            return &studies[i];
    return NULL;
}

int main(int count, char **arguments)
{
    size_t repetitions = 20;
    int letter, status = 0;
    while ((letter = getopt(count, arguments, "n:b:t")) != -1) {
        if (letter == 'n')
            repetitions = strtoul(optarg, NULL, 10);
        else if (letter == 'b')
            snprintf(budget, sizeof budget, "%s", optarg);
        else if (letter == 't')
            tune_only = true;
        else
            return usage();
    }
    for (int i = optind; i < count; i++)
        if (!study_find(arguments[i]))
            return usage();
    if (!repetitions || repetitions > REPETITIONS_MOST)
        return usage();
    python_width = python_ask();
    for (int i = 0; i < STUDIES && !status && optind == count; i++)
        status = study_run(&studies[i], repetitions);
    for (int i = optind; i < count && !status; i++)
        status = study_run(study_find(arguments[i]), repetitions);
    if (!status)
        truth_run_end();
    return status ? 1 : 0;
}
