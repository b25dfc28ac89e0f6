/* SPDX-License-Identifier: MIT */
/* tune_truth [-n REPETITIONS] [-b BUDGET] [-t] [STUDY...]: does `yoke tune` find the width that theory gives? With p
 * processors, tasks that compute for c and wait for w keep ceil(p (1 + w / c)) blocking workers busy; work that only
 * computes, p; work inside one lock, 1. That formula takes it that who computes is let finish, so its studies (ratio-*)
 * run under a scheduler that does so, first in, first out. The usual one lets who wakes up push away who computes
 * (fair-*), who then is late for his wait: workers stand in line for processors, and the width of the theory that has a
 * queue (yardstick.h) is held against the answer too. Beside it stand, unless -t says
 * tune only, a sweep of every width with 20 starts each, whose answer is its fastest width, and the width that Python
 * takes unasked, whose loss is that of the same width in the sweep. Runs in which others had more than a tenth of a
 * processor are repeated, at most as often again as there are repetitions: theory speaks of processors that are free.
 * An answer that tune itself says not to trust is none. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "errand.h"
#include "race.h"
#include "recommend.h"
#include "stats.h"
#include "truth_group.h"
#include "truth_run.h"
#include "yardstick.h"

enum { REPETITIONS_MOST = 100, TRIES = 2, SWEEP_STARTS = 20, TRY_TASKS = 100, ARGUMENTS_BYTES = 512 };

/* More of a processor than this in the hands of others, and theory speaks of another machine. */
#define OTHERS_MOST 0.1

#define FIRST_IN    "chrt --fifo 10 "
#define COMPUTE     "150k"
#define WIDTHS      "1..16,20,24,28,32"
#define WIDTHS_WIDE "1..16,20,24,28,32,40,48,56,60,62,63,64,65,66,68,72,80"

struct study {
    const char *name, *arguments, *widths;
    int tasks;        /* of mixed; 0: another workload */
    double ratio;     /* of mixed: waiting to computing */
    uint64_t workers; /* elsewhere: the right width; 0: as many as there are processors */
    const char *before;
    const char *bounded_by; /* what the advice must say; NULL: it may say anything */
    bool any_width;         /* what it says is all that is asked: how much a quota gives depends on when */
    bool in_group;          /* within a quota of half a processor */
    bool first_in;          /* no thread is pushed off its processor by another of ours */
};

/* Tasks compute for less than a scheduler's time slice, some 0.2 ms: where they are preempted, and wait in line behind
 * each other's slices, more workers than theory asks for keep the processors busier. A sample takes some 20 ms at the
 * right width; its end, when workers run out of tasks, takes one task's time of it. */
static const struct study studies[] = {
    {.name = "ratio-0", .ratio = 0, .widths = WIDTHS, .tasks = 200, .first_in = true},
    {.name = "ratio-1", .ratio = 1, .widths = WIDTHS, .tasks = 200, .first_in = true},
    {.name = "ratio-3", .ratio = 3, .widths = WIDTHS, .tasks = 240, .first_in = true},
    {.name = "ratio-9", .ratio = 9, .widths = WIDTHS, .tasks = 320, .first_in = true},
    {.name = "ratio-31", .ratio = 31, .widths = WIDTHS_WIDE, .tasks = 640, .first_in = true},
    {.name = "fair-1", .ratio = 1, .widths = WIDTHS, .tasks = 200},
    {.name = "fair-3", .ratio = 3, .widths = WIDTHS, .tasks = 240},
    {.name = "fair-9", .ratio = 9, .widths = WIDTHS, .tasks = 320},
    {.name = "fair-31", .ratio = 31, .widths = WIDTHS_WIDE, .tasks = 640},
    {.name = "sum", .widths = WIDTHS, .arguments = "cpu_sum_squares -p n=500k --tasks 80"},
    {.name = "mutex", .widths = WIDTHS, .arguments = "sync_mutex -p think=0 --tasks 32", .workers = 1},
    {.name = "one-processor",
     .widths = WIDTHS,
     .arguments = "cpu_sum_squares -p n=500k --tasks 80",
     .workers = 1,
     .before = "taskset -c 0 ",
     .bounded_by = "cores"},
    {.name = "half-a-processor",
     .widths = "1..8",
     .arguments = "cpu_sum_squares -p n=500k --tasks 80",
     .any_width = true,
     .in_group = true,
     .bounded_by = "quota"},
};
enum { STUDIES = sizeof studies / sizeof *studies };

/* What the repetitions of a study came to. */
struct tally {
    size_t runs, quiet;                    /* quiet: others took no more than OTHERS_MOST */
    size_t right, right_quiet, equivalent; /* equivalent: right by proof only; of those that are right */
    size_t queued;                         /* right by the theory that has a queue in it */
    size_t silent;                         /* no width was proven within the budget, or the session was rejected */
    double seconds[TRIES * REPETITIONS_MOST], starts[TRIES * REPETITIONS_MOST];
};

static char budget[16] = "55s"; /* as tune has it unasked */
static double python_width;     /* 0: there is no python3 */
static bool tune_only;

/* --- the truth -------------------------------------------------------------------------------------------------------
 */

static uint64_t truth_of(const struct study *study)
{
    const double processors = race_cpus();
    return study->workers ? study->workers : (uint64_t)ceil(processors * (1 + study->ratio) - 1e-9);
}

/* Time on a processor and time blocked of one task of mixed on one worker, in ns. Returns 0, or -1: it could not be
 * measured. */
static int task_measure(const char *before, double wait_ns, double *compute_ns, double *blocked_ns)
{
    char arguments[ARGUMENTS_BYTES];
    snprintf(arguments, sizeof arguments,
             "run mixed -e serial -p compute=" COMPUTE " -p wait=%.0fns --tasks %d --blocks 3 --iterations 1 "
             "--reserve 0%% --counters none",
             wait_ns, TRY_TASKS);
    struct truth_run run = truth_run(before, arguments);
    const struct yoke_cell *cell = run.record ? run.record->facts.cells : NULL;
    *compute_ns = cell ? cell->cpu_ns.median / TRY_TASKS : NAN;
    *blocked_ns = cell ? cell->accounting.blocked * cell->wall_ns.median / TRY_TASKS : NAN;
    record_free(run.record);
    return *compute_ns > 0 && !isnan(*blocked_ns) ? 0 : -1;
}

/* The wait to ask for so that a task is blocked `ratio` times as long as it computes: sleeping takes longer than what
 * is asked for by what was seen. Returns it in ns; NaN: it could not be measured. */
static double wait_find(const char *before, double ratio)
{
    double compute_ns, blocked_ns;
    if (task_measure(before, 0, &compute_ns, &blocked_ns))
        return NAN;
    const double wanted_ns = ratio * compute_ns;
    if (!(ratio > 0))
        return 0;
    return task_measure(before, wanted_ns, &compute_ns, &blocked_ns) ? NAN : fmax(1, 2 * wanted_ns - blocked_ns);
}

/* What is handed to tune and run alike. Returns 0 or -1. */
static int work_write(const struct study *study, const char *before, char arguments[], size_t room)
{
    if (!study->tasks) {
        snprintf(arguments, room, "%s -e pthread -w %s", study->arguments, study->widths);
        return 0;
    }
    const double wait_ns = wait_find(before, study->ratio);
    snprintf(arguments, room, "mixed -p compute=" COMPUTE " -p wait=%.0fns --tasks %d -e pthread -w %s", wait_ns,
             study->tasks, study->widths);
    return isnan(wait_ns) ? -1 : 0;
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
    return study->any_width || off <= (study->tasks ? 1 : 0);
}

/* The same with a queue; 0: the study has none. */
static uint64_t queue_of(const struct study *study)
{
    return study->tasks ? yardstick_queue(study->ratio, (double)race_cpus(), RECOMMEND_THETA) : 0;
}

/* Is it equivalent to `truth`? Fewer workers that are proven within theta of the best are so of any width, for none is
 * better than that. */
static bool is_equivalent(const struct yoke_record *record, const struct study *study, uint64_t truth)
{
    return study->tasks && (record->advice->workers < truth || is_proven(record, truth));
}

/* Adds one answer to the tally, and prints it. */
static void answer_count(const struct study *study, const struct truth_run *run, struct tally *tally)
{
    const struct yoke_record *record = &run->record->facts;
    const struct yoke_advice *advice = record->advice;
    const uint64_t truth = truth_of(study), queue = queue_of(study);
    const bool given = record->advice_count && advice->workers != YOKE_MISSING && !record->rejected;
    const bool near = given && is_near(advice->workers, truth, study);
    const bool said =
        !study->bounded_by || (given && advice->bounded_by && !strcmp(advice->bounded_by, study->bounded_by));
    const bool equal = given && !near && is_equivalent(record, study, truth), right = (near || equal) && said;
    const bool quiet = run->others <= OTHERS_MOST;
    tally->seconds[tally->runs] = run->seconds;
    tally->starts[tally->runs++] = (double)run->starts;
    tally->right += right;
    tally->silent += !given;
    tally->equivalent += right && equal;
    tally->queued += given && queue && (is_near(advice->workers, queue, study) || is_equivalent(record, study, queue));
    tally->quiet += quiet;
    tally->right_quiet += right && quiet;
    printf("  %s %" PRIu64 " [%" PRIu64 "..%" PRIu64 "] for %" PRIu64 ", %" PRIu64 " with a queue"
           "%s, %s; %.0f s, %zu starts, others %.2f processors, %s\n",
           right   ? "right:"
           : given ? "wrong:"
                   : "no answer:",
           given ? advice->workers : 0, given ? advice->low : 0, given ? advice->high : 0, truth, queue ? queue : truth,
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

/* What choosing saves: seconds and starts of the sweep over the median ones of tune. */
static void sweep_print(const struct study *study, const struct truth_run *run, struct tally *tally)
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
    printf("  the sweep took %.1f times the seconds and %.1f times the starts of tune\n",
           run->seconds / stats_median(tally->seconds, tally->runs),
           (double)run->starts / stats_median(tally->starts, tally->runs));
    if (python)
        printf("  Python takes %.0f unasked: no starts, and loses %.0f %%\n", python_width,
               100 * (1 - fastest->wall_ns.median / python->wall_ns.median));
    else
        printf("  Python's width was not measured%s\n", python_width > 0 ? "" : ": there is no python3");
}

static void sweep(const struct study *study, const char *before, const char *work, struct tally *tally)
{
    char arguments[2 * ARGUMENTS_BYTES];
    snprintf(arguments, sizeof arguments, "run %s --blocks %d --iterations 1 --reserve 0%%", work, SWEEP_STARTS);
    struct truth_run run = truth_run(before, arguments);
    if (run.record)
        sweep_print(study, &run, tally);
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

/* What stands in front of the commands of a study; NULL: it cannot be made here, and that is said. */
static const char *study_before(const struct study *study)
{
    char reason[256];
    if (study->first_in && system(FIRST_IN "true 2>/dev/null")) {
        printf("  skipped: " FIRST_IN "(util-linux) does not work here; it takes CAP_SYS_NICE\n");
        return NULL;
    }
    if (study->first_in)
        return FIRST_IN;
    if (!study->in_group)
        return study->before ? study->before : "";
    const char *before = truth_group_make(reason, sizeof reason);
    if (!before)
        printf("  skipped: no group with a quota can be made: %s\n", reason);
    return before;
}

static int study_run(const struct study *study, size_t repetitions)
{
    static struct tally tally;
    char work[ARGUMENTS_BYTES], arguments[2 * ARGUMENTS_BYTES];
    memset(&tally, 0, sizeof tally);
    printf("%s\n", study->name);
    const char *before = study_before(study);
    if (!before)
        return 0;
    while (tally.quiet < repetitions && tally.runs < TRIES * repetitions) {
        if (work_write(study, before, work, sizeof work))
            return -1;
        snprintf(arguments, sizeof arguments, "tune %s --budget %s", work, budget);
        struct truth_run run = truth_run(before, arguments);
        if (!run.record)
            return -1;
        answer_count(study, &run, &tally);
        record_free(run.record);
    }
    printf("  %zu of %zu right (%zu proven as good), %zu without an answer; %zu of %zu right with others below %.1f "
           "processors; median %.0f s, %.0f starts\n",
           tally.right, tally.runs, tally.equivalent, tally.silent, tally.right_quiet, tally.quiet, OTHERS_MOST,
           stats_median(tally.seconds, tally.runs), stats_median(tally.starts, tally.runs));
    if (queue_of(study))
        printf("  %zu of %zu right by the theory that has a queue\n", tally.queued, tally.runs);
    if (!tune_only)
        sweep(study, before, work, &tally);
    if (study->in_group)
        truth_group_remove();
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
    errand_begin();
    for (int i = 0; i < STUDIES && !status && optind == count; i++)
        status = study_run(&studies[i], repetitions);
    for (int i = optind; i < count && !status; i++)
        status = study_run(study_find(arguments[i]), repetitions);
    if (!status || errand_is_over())
        truth_run_end();
    truth_group_remove();
    errand_end();
    return status ? 1 : 0;
}
