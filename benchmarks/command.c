/* SPDX-License-Identifier: MIT */
/* What yoke says a command takes, beside what hyperfine says, in rounds that visit both: command [ROUNDS]. The first command
 * ends at once, so its time is what each of the two adds to every run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document.h"
#include "pairing.h"
#include "race.h"
#include "record.h"

/* Runs of a command in one lap: enough for a median, few enough that rounds are short. */
enum { RUNS = 10, ROUNDS_USUAL = 20, COMMANDS = 3, TOOLS = 2 };

static char folder[] = "/tmp/yoke-command-XXXXXX";
static const char *const commands[COMMANDS] = {COMMAND_NOOP, "true", "sort big.txt"};
static const char *const titles[COMMANDS] = {"a program that ends at once", "true", "sort big.txt"};

/* Runs a script in the folder; what it says is thrown away. */
static int script_run(const char *script)
{
    char *line = NULL;
    if (asprintf(&line, "cd '%s' && { %s; } >/dev/null 2>&1 </dev/null", folder, script) < 0)
        return -1;
    const int status = system(line);
    free(line);
    return status;
}

static char *path_of(const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

/* Nanoseconds: the middle of the lap's runs. 0: it could not run. */
static double lap_of_yoke(const char *command)
{
    char script[1024];
    double times[RUNS], middle_ns = 0;
    struct record *record = NULL;
    snprintf(script, sizeof script,
             "rm -rf out && " COMMAND_YOKE " run -q -e serial --blocks 1 --reserve 0%% --warmup 1 --iterations %d --tasks 1 "
             "--counters none -o out -- %s", RUNS, command);
    char *path = path_of("out/result.json");
    if (!script_run(script) && !record_load(path, &record, NULL) && record->facts.cells[0].sample_count == RUNS) {
        for (size_t i = 0; i < RUNS; i++)
            times[i] = (double)record->facts.cells[0].samples[i].wall_ns;
        middle_ns = race_middle(times, RUNS);
    }
    free(path);
    record_free(record);
    return middle_ns;
}

static double lap_of_hyperfine(const char *command)
{
    static const struct document_limits limits = {.noun = "result", .bytes = 1 << 20};
    char script[1024];
    double middle_ns = 0;
    struct document *document = NULL;
    struct document_fault fault;
    snprintf(script, sizeof script, "hyperfine -N --warmup 1 --runs %d --export-json peer.json '%s'", RUNS, command);
    char *path = path_of("peer.json");
    if (!script_run(script) && !document_read_file(path, &limits, &document, &fault)) {
        const struct document_node *results = document_member(document_root(document), "results");
        const struct document_node *median = results ? document_member(results->first, "median") : NULL;
        middle_ns = median && median->text ? strtod(median->text, NULL) * 1e9 : 0;
        document_free(document);
    }
    free(path);
    return middle_ns;
}

static double lap(unsigned contestant)
{
    const char *command = commands[contestant / TOOLS];
    return contestant % TOOLS ? lap_of_hyperfine(command) : lap_of_yoke(command);
}

static void result_print(const struct race *race, unsigned command)
{
    const double *ours = race->laps[TOOLS * command], *theirs = race->laps[TOOLS * command + 1];
    struct pairing pairing;
    for (unsigned i = 0; i < race->rounds; i++)
        if (!(ours[i] > 0) || !(theirs[i] > 0)) {
            printf("%-28s not raced: %s failed\n", titles[command], ours[i] > 0 ? "hyperfine -N" : "yoke");
            return;
        }
    if (pairing_describe(theirs, ours, race->rounds, 0.03, &pairing))
        return;
    printf("%-28s yoke %10.3f ms  hyperfine %10.3f ms  yoke / hyperfine %.3f [%.3f .. %.3f]\n", titles[command],
           race_median(race, TOOLS * command) / 1e6, race_median(race, TOOLS * command + 1) / 1e6,
           pairing.winsorised.value, pairing.winsorised.interval.low, pairing.winsorised.interval.high);
}

int main(int argc, char **argv)
{
    static struct race race = {.contestants = TOOLS * COMMANDS, .lap = lap};
    race.rounds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : ROUNDS_USUAL;
    if (race.rounds < 6 || race.rounds > RACE_ROUNDS_MOST) {
        fprintf(stderr, "usage: command [ROUNDS], 6 to %d\n", RACE_ROUNDS_MOST);
        return 2;
    }
    if (system("hyperfine --version >/dev/null 2>&1")) {
        printf("not raced: there is no hyperfine (Debian's package hyperfine)\n");
        return 0;
    }
    if (!mkdtemp(folder) || script_run("seq 300000 | sort -R --random-source=/bin/sh > big.txt"))
        return 1;
    race_run(&race);
    printf("medians of %u rounds of %d runs each; ratios with 95 %% intervals over rounds\n", race.rounds, RUNS);
    for (unsigned command = 0; command < COMMANDS; command++)
        result_print(&race, command);
    script_run("rm -rf \"$PWD\"");
    return 0;
}
