/* SPDX-License-Identifier: MIT */
/* gate_live [-d] [-n CELLS] [-a PROCESSOR] [-k FOLDER] [STUDY…]: does the gate keep its promises on this machine, while a neighbour
 * takes a processor in bursts? Each study gates suites of twenty cells of some 10 ms whose true change is known, until it has
 * CELLS (200 without a change, 20 with one). With -d both sides of a pair run at once. The antagonist loads PROCESSOR (0); records
 * are kept in FOLDER, when told. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "errand.h"
#include "gate_live_cells.h"
#include "gate_live_plan.h"
#include "race.h"
#include "record.h"
#include "stats.h"

/* A suite that takes longer ends undecided: the whole stays bounded. */
#define SUITE_SECONDS 180

enum { CELLS_MOST = 2000 };

struct study {
    const char *name, *title;
    const char *candidate; /* program beside this one */
    const char *profile;
    bool spin_only;        /* all cells are of spin, else of four kernels */
    size_t cells;          /* unless told otherwise */
};

static const struct study studies[] = {
    {"same", "nothing changed", "gate_side_same", "default", false, 200},
    {"5", "spin does 5 % more", "gate_side_5", "default", true, 20},
    {"10", "spin does 10 % more", "gate_side_10", "default", true, 20},
    {"fine", "spin does 2 % more, --profile fine", "gate_side_2", "fine", true, 20},
};
enum { STUDIES = sizeof studies / sizeof *studies };

struct options {
    size_t cells; /* 0: each study's own number */
    const char *processor, *keep;
    bool duet;
    bool wanted[STUDIES];
};

/* Of one study, over its suites. */
struct tally {
    size_t cells, words[YOKE_VERDICT_WORDS], rejected, suites;
    size_t usual[LIVE_METRICS][USUAL_RULES];
    double seconds[CELLS_MOST], suite_seconds[CELLS_MOST]; /* to decide */
    size_t pairs;
};

static char folder[4096]; /* of this program and its sides */
static char scratch[] = "/tmp/yoke-gate-live-XXXXXX";

/* --- the neighbour --------------------------------------------------------------------------------------------------- */

static pid_t neighbour_start(const char *processor)
{
    char path[4200], seconds[16];
    snprintf(path, sizeof path, "%s/antagonist", folder);
    snprintf(seconds, sizeof seconds, "%d", SUITE_SECONDS + 60);
    const pid_t child = fork();
    if (child)
        return child;
    execl(path, "antagonist", seconds, processor, (char *)NULL);
    _exit(127);
}

static void neighbour_stop(pid_t child)
{
    if (child <= 0)
        return;
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
}

/* --- one suite ------------------------------------------------------------------------------------------------------- */

static int suite_gate(const struct study *study, bool duet, const char *output, double *seconds)
{
    char script[16384];
    snprintf(script, sizeof script, "'%s/gate_side_0' gate plan.json --base '%s/gate_side_0' --candidate '%s/%s' --profile %s "
             "--budget %ds%s -q -o '%s' >said 2>&1", folder, folder, folder, study->candidate, study->profile, SUITE_SECONDS,
             duet ? " --duet" : "", output);
    const uint64_t begin_ns = race_now_ns();
    const int status = errand_run(script);
    *seconds = (double)(race_now_ns() - begin_ns) / 1e9;
    return status;
}

static void cells_count(const struct live_cell cells[], size_t count, struct tally *tally)
{
    for (size_t i = 0; i < count && tally->cells < CELLS_MOST; i++) {
        tally->words[cells[i].word]++;
        tally->rejected += cells[i].rejected;
        tally->pairs += cells[i].pairs;
        tally->seconds[tally->cells++] = cells[i].seconds;
        for (int metric = 0; metric < LIVE_METRICS; metric++)
            for (int rule = 0; rule < USUAL_RULES; rule++)
                tally->usual[metric][rule] += cells[i].usual[metric][rule];
    }
}

static int suite_run(const struct study *study, const struct options *options, struct tally *tally)
{
    char output[256], path[300];
    struct live_cell cells[SUITE_CELLS];
    struct record *record = NULL;
    struct yoke_error error = {0};
    snprintf(output, sizeof output, "%s/%s-%zu", options->keep ? options->keep : scratch, study->name, tally->suites);
    snprintf(path, sizeof path, "%s/result.json", output);
    const pid_t neighbour = neighbour_start(options->processor);
    suite_gate(study, options->duet, output, &tally->suite_seconds[tally->suites]);
    neighbour_stop(neighbour);
    if (errand_is_over())
        return -1;
    if (record_load(path, &record, &error)) {
        fprintf(stderr, "gate_live: %s\n", error.text);
        return -1;
    }
    cells_count(cells, live_cells_read(&record->facts, cells, SUITE_CELLS), tally);
    tally->suites++;
    record_free(record);
    return 0;
}

/* --- studies --------------------------------------------------------------------------------------------------------- */

static void tally_print(const struct study *study, const struct tally *tally)
{
    static const char *const metrics[LIVE_METRICS] = {"CPU time", "wall time"};
    printf("%s: %zu cells in %zu suites\n", study->title, tally->cells, tally->suites);
    printf("  regressed %zu, improved %zu, unchanged %zu, undecided %zu (of these, cells with a metric rejected: %zu)\n",
           tally->words[YOKE_REGRESSED], tally->words[YOKE_IMPROVED], tally->words[YOKE_UNCHANGED],
           tally->cells - tally->words[YOKE_REGRESSED] - tally->words[YOKE_IMPROVED] - tally->words[YOKE_UNCHANGED],
           tally->rejected);
    printf("  to decide a cell: median %.1f s, %.1f pairs on average; a suite: median %.1f s\n",
           stats_median(tally->seconds, tally->cells), (double)tally->pairs / (double)tally->cells,
           stats_median(tally->suite_seconds, tally->suites));
    for (int metric = 0; metric < LIVE_METRICS; metric++) {
        printf("  called slower on the same pairs by %s:", metrics[metric]);
        for (int rule = 0; rule < USUAL_RULES; rule++)
            printf("%s %s %zu", rule ? "," : "", usual_rule_names[rule], tally->usual[metric][rule]);
        printf("\n");
    }
    fflush(stdout);
}

static int study_run(const struct study *study, const struct options *options)
{
    static struct tally tally;
    const size_t cells = options->cells ? options->cells : study->cells;
    memset(&tally, 0, sizeof tally);
    char program[4200];
    snprintf(program, sizeof program, "%s/gate_side_0", folder);
    int status = live_plan_write(program, study->spin_only);
    while (!status && tally.cells < cells)
        status = suite_run(study, options, &tally);
    if (tally.cells)
        tally_print(study, &tally);
    return status;
}

static int usage(void)
{
    fprintf(stderr, "usage: gate_live [-d] [-n CELLS] [-a PROCESSOR] [-k FOLDER] [STUDY...], CELLS 1 to %d in suites of %d; studies:",
            CELLS_MOST, SUITE_CELLS);
    for (int i = 0; i < STUDIES; i++)
        fprintf(stderr, " %s", studies[i].name);
    fprintf(stderr, "\n");
    return 2;
}

static bool options_read(int count, char **arguments, struct options *options)
{
    int letter;
    while ((letter = getopt(count, arguments, "dn:a:k:")) != -1) {
        if (letter == 'n')
            options->cells = strtoul(optarg, NULL, 10);
        else if (letter == 'd')
            options->duet = true;
        else if (letter == 'a')
            options->processor = optarg;
        else if (letter == 'k')
            options->keep = realpath(optarg, NULL);
        if (letter == '?' || (letter == 'n' && (!options->cells || options->cells > CELLS_MOST)) ||
            (letter == 'k' && !options->keep))
            return false;
    }
    for (int i = 0; i < STUDIES; i++)
        options->wanted[i] = optind == count;
    for (; optind < count; optind++) {
        int i = 0;
        while (i < STUDIES && strcmp(studies[i].name, arguments[optind]))
            i++;
        if (i == STUDIES)
            return false;
        options->wanted[i] = true;
    }
    return true;
}

int main(int count, char **arguments)
{
    struct options options = {.processor = "0"};
    const ssize_t length = readlink("/proc/self/exe", folder, sizeof folder - 1);
    if (!options_read(count, arguments, &options))
        return usage();
    char *slash = length > 0 ? strrchr(folder, '/') : NULL;
    if (!slash || !mkdtemp(scratch) || chdir(scratch))
        return 1;
    *slash = '\0';
    int status = 0;
    errand_begin();
    for (int i = 0; i < STUDIES && !status; i++)
        if (options.wanted[i])
            status = study_run(&studies[i], &options);
    char script[64];
    snprintf(script, sizeof script, "rm -rf '%s'", scratch);
    const int removed = system(script);
    errand_end();
    return removed || status ? 1 : 0;
}
