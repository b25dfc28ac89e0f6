/* SPDX-License-Identifier: MIT */
/* The table of settings, with the reason of every default and limit. Examples name no plug-in. */
#include "request_keys.h"

#include <stddef.h>
#include <string.h>

#define WHAT   "What to run"
#define LONG   "How long"
#define WHERE  "Where"
#define RECORD "What to record"

const struct request_key request_keys[REQUEST_KEYS] = {
    [REQUEST_WORKLOAD] =
        {
            .name = "workload",
            .argument = "WORKLOAD",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_TEXT,
            .fallback_note = "required",
            .summary = "the work to measure",
            .expects = "the name of a workload",
        },
    [REQUEST_TASKS] =
        {
            .name = "tasks",
            .option = "tasks",
            .argument = "COUNT",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_COUNT,
            /* a thousand million tasks of 60 ns dispatch each are a minute already: the usual limit of a visit */
            .least = 1,
            .most = 1000000000,
            .fallback = REQUEST_CALIBRATED, /* a sample long enough to measure, whatever the parameters */
            .summary = "tasks in one sample; calibrated: as many as its workload and parameters need, tried beforehand",
            .expects = "a count or " REQUEST_CALIBRATED,
            .examples = {"20", "1000", "5M"},
        },
    [REQUEST_SCALE] =
        {
            .name = "scale",
            .option = "scale",
            .argument = "workers|work",
            .group = WHAT,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "workers", /* how soon given work is done is what people ask first (Amdahl); then, how much more */
            .summary = "work: every worker brings --tasks of its own, so that work grows with them (weak scaling, Gustafson)",
            .expects = "workers or work",
            .examples = {"work"},
        },
    [REQUEST_PARAMS] =
        {
            .name = "params",
            .option = "param",
            .letter = 'p',
            .argument = "NAME=SWEEP",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_VALUES,
            .fallback_note = "the workload's own",
            .summary = "values of a parameter of the workload",
            .expects = "a value, a list or a range",
            .examples = {"1000", "1M,2M", "1..64x2"},
        },
    [REQUEST_COMMAND] =
        {
            .name = "command",
            .argument = "-- PROGRAM ARGUMENTS",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_WORDS,
            .fallback_note = "none",
            .summary = "a program to run, without a shell; {n} in it stands for the values of parameter n",
            .expects = "a program and its arguments",
            .examples = {"sort big.txt"},
        },
    [REQUEST_SHELL] =
        {
            .name = "shell",
            .option = "shell",
            .argument = "TEXT",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_TEXT,
            .fallback_note = "none",
            .summary = "a command for sh -c instead, whose start-up is then part of what is measured",
            .expects = "a command",
            .examples = {"sort big.txt | uniq"},
        },
    [REQUEST_STDIN] =
        {
            .name = "stdin",
            .option = "stdin",
            .argument = "FILE",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_TEXT,
            .fallback_note = "empty",
            .summary = "what the command reads as standard input",
            .expects = "a file",
            .examples = {"big.txt"},
        },
    [REQUEST_EXPECT_EXIT] =
        {
            .name = "expect_exit",
            .option = "expect-exit",
            .argument = "STATUS",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_COUNT,
            .least = 0,
            .most = 255,
            .fallback = "0", /* what programs say when all went well */
            .summary = "exit status the command must end with",
            .expects = "a count",
            .examples = {"0", "1"},
        },
    [REQUEST_EXPECT_OUTPUT] =
        {
            .name = "expect_output",
            .option = "expect-output",
            .argument = "FILE|sha256:HEX",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_TEXT,
            .fallback_note = "not looked at",
            .summary = "what the command must write to standard output: a file with the same bytes, or their digest",
            .expects = "a file or sha256: and a digest",
            .examples = {"sorted.txt"},
        },
    [REQUEST_EXECUTORS] =
        {
            .name = "executors",
            .option = "executors",
            .letter = 'e',
            .argument = "NAMES",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_NAMES,
            .fallback = "all", /* comparing them is what the program is for */
            .summary = "ways to run the tasks; all: every one that is usable here",
            .expects = "names of executors between commas, or all",
        },
    [REQUEST_WORKERS] =
        {
            .name = "workers",
            .option = "workers",
            .letter = 'w',
            .argument = "SWEEP",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_SWEEP,
            .unit = YOKE_COUNT,
            /* beyond some thousand threads or processes the kernel's own limits are what is measured */
            .least = 1,
            .most = 4096,
            .fallback =
                "1..pus", /* the whole curve; thinned out where the machine is large: request_workers_fallback */
            .summary = "numbers of workers; cores and pus stand for this machine's",
            .expects = "a count or a range",
            .examples = {"8", "1..8", "1,2,4", "cores"},
        },
    [REQUEST_SCHEDULES] =
        {
            .name = "schedules",
            .option = "schedule",
            .argument = "NAMES",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_NAMES,
            .fallback = "dynamic", /* right for tasks of any length; static is right only for equal ones */
            .summary = "rules that hand tasks to workers; all: every one",
            .expects = "names of schedules between commas, or all",
        },
    [REQUEST_CHUNK] =
        {
            .name = "chunk",
            .option = "chunk",
            .argument = "SWEEP",
            .group = WHAT,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_SWEEP,
            .unit = YOKE_COUNT,
            .least = 1,
            .most = 1000000000, /* as many as there can be tasks */
            .fallback = "1",    /* the fairest hand-out, and the one whose cost shows most */
            .summary = "tasks handed out at a time, where the schedule takes a chunk",
            .expects = "a count or a range",
            .examples = {"1", "1,16", "1..64x2"},
        },
    [REQUEST_PLACEMENT] =
        {
            .name = "placement",
            .option = "pin",
            .argument = "PLACES",
            .group = WHERE,
            .scope = REQUEST_OF_STUDY,
            .kind = REQUEST_PLACES,
            .fallback = "compact", /* bound workers repeat better than free ones; near ones share what they can */
            .summary = "none, compact, scatter, or processor numbers; several: \"none,compact\", \"0,2;1,3\"",
            .expects = "placements",
            .examples = {"none", "compact,scatter", "0,2", "0,2;1,3"},
        },
    [REQUEST_BLOCKS] =
        {
            .name = "blocks",
            .option = "blocks",
            .argument = "COUNT",
            .group = LONG,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_COUNT,
            .least = 1,
            .most = 100000,
            /* 6 is the fewest that has any exact 95 % order-statistic interval of the median; 10 gives 97.9 % between
             * the 2nd and the 9th value, so that one odd visit on either side does not stretch it */
            .fallback = "10",
            .summary = "visits of every cell, each in a fresh process and in a fresh order",
            .expects = "a count",
            .examples = {"10", "30"},
        },
    [REQUEST_PRECISION] =
        {
            .name = "precision",
            .option = "precision",
            .argument = "PERCENT",
            .group = LONG,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_SHARE,
            .least = 0,
            .most = 1000000,
            .fallback = "0%", /* a fixed number of blocks is what one can plan with */
            .summary = "adds blocks until every interval is within this much of its median; 0%: does not",
            .expects = "a percentage",
            .examples = {"1%", "0.5%"},
        },
    [REQUEST_BUDGET] =
        {
            .name = "budget",
            .option = "budget",
            .argument = "TIME",
            .group = LONG,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_NS,
            .least = 0,
            .most = UINT64_C(604800000000000),
            .fallback = "0s", /* whoever asks for precision decides what it may cost */
            .summary = "starts no further block after this time; 0s: no limit",
            .expects = "a duration",
            .examples = {"30s", "2min"},
        },
    [REQUEST_RESERVE] =
        {
            .name = "reserve",
            .option = "reserve",
            .argument = "PERCENT",
            .group = LONG,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_SHARE,
            .least = 0,
            .most = 10000000,
            .fallback = "50%", /* replaces every third visit; on a machine worse than that, more visits buy little */
            .summary = "visits that may be repeated because something disturbed them, as a share of those planned",
            .expects = "a percentage",
            .examples = {"0%", "50%", "100%"},
        },
    [REQUEST_ITERATIONS] =
        {
            .name = "iterations",
            .option = "iterations",
            .argument = "COUNT",
            .group = LONG,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_COUNT,
            .least = 1,
            .most = 1000000,
            /* one or two are best where starts differ more than the runs within one, as they do nearly everywhere; the
             * second costs little and shows what within is */
            .fallback = "2",
            .summary = "timed samples in one visit; auto: as starts and runs are found to differ, 1 to 8",
            .expects = "a count or " REQUEST_AUTO,
            .examples = {"1", "5", REQUEST_AUTO},
        },
    [REQUEST_WARMUP] =
        {
            .name = "warmup",
            .option = "warmup",
            .argument = "COUNT",
            .group = LONG,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_COUNT,
            .least = 0,
            .most = 1000000,
            .fallback = "1", /* page faults and cold caches belong to the first run of the tasks */
            .summary = "runs of all tasks before the timed ones, thrown away",
            .expects = "a count",
            .examples = {"0", "1"},
        },
    [REQUEST_WARMUP_STUDY] =
        {
            .name = "warmup_study",
            .option = "warmup-study",
            .group = LONG,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "off", /* it takes as long as thirty blocks or more */
            .summary = "first studies 10 starts of 60 runs of every cell, and discards as many as these take to settle",
            .expects = "on or off",
            .examples = {"on"},
        },
    [REQUEST_SEED] =
        {
            .name = "seed",
            .option = "seed",
            .argument = "NUMBER",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_COUNT,
            .least = 0,
            .most = (UINT64_C(1) << 53) - 1, /* every JSON reader keeps integers up to here exact */
            .fallback_note = "drawn, and recorded",
            .summary = "of the order of cells and of what workloads draw",
            .expects = "a number below 2^53",
            .examples = {"1", "42"},
        },
    [REQUEST_LIMIT] =
        {
            .name = "limit",
            .option = "limit",
            .argument = "TIME",
            .group = LONG,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NUMBER,
            .unit = YOKE_NS,
            .least = 1000000,
            .most = UINT64_C(86400000000000),
            .fallback = "60s", /* some hundred times a usual visit, and still short enough to wait for */
            .summary = "how long one visit of one cell may take before it is ended and counted as failed",
            .expects = "a duration",
            .examples = {"500ms", "60s", "5min"},
        },
    [REQUEST_RATE] =
        {
            .name = "rate",
            .option = "rate",
            .argument = "SWEEP",
            .group = WHAT,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_SWEEP,
            .unit = YOKE_RATE,
            /* a task in a thousand seconds, and one a nanosecond, which is what the clock counts in */
            .least = 1,
            .most = UINT64_C(1000000000000),
            .fallback_note = "a task begins as soon as a worker is free",
            .summary = "tasks arrive at this rate, whether or not a worker is free (an open loop); needs no --latency",
            .expects = "a rate or a range of rates",
            .examples = {"2000/s", "0.5/s", "500/s,1000/s", "100/s..1600/sx2"},
        },
    [REQUEST_ARRIVALS] =
        {
            .name = "arrivals",
            .option = "arrivals",
            .argument = "poisson|constant",
            .group = WHAT,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            /* how requests of many independent users arrive; with constant gaps nothing ever queues below capacity */
            .fallback = "poisson",
            .summary = "with --rate: arrivals drawn from the seed, or all gaps of one length",
            .expects = "poisson or constant",
            .examples = {"poisson", "constant"},
        },
    [REQUEST_COUNTERS] =
        {
            .name = "counters",
            .option = "counters",
            .argument = "NAMES",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_NAMES,
            .fallback = "default",
            .summary = "events to count, or groups of them: yoke help counters; none: nothing",
            .expects = "names of events or groups of them, or none",
            .examples = {"default", "none", "ipc,cache,page-faults"},
        },
    [REQUEST_COUNTER_SCOPE] =
        {
            .name = "counter_scope",
            .option = "counter-scope",
            .argument = "user|kernel|all",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "user", /* needs no privilege, and is what the program itself does */
            .summary = "whose work hardware events count",
            .expects = "user, kernel or all",
            .examples = {"user", "all"},
        },
    [REQUEST_MULTIPLEX] =
        {
            .name = "multiplex",
            .option = "multiplex",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "off", /* several passes are exact; a share of the time is an estimate */
            .summary = "lets hardware events share counters and scales what they read, instead of taking turns by block",
            .expects = "on or off",
            .examples = {"on"},
        },
    [REQUEST_REQUIRE_COUNTERS] =
        {
            .name = "require_counters",
            .option = "require-counters",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "off", /* times are worth having without them */
            .summary = "measures nothing where one of the events has no value",
            .expects = "on or off",
            .examples = {"on"},
        },
    [REQUEST_LATENCY] =
        {
            .name = "latency",
            .option = "latency",
            .argument = "on|off",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "off", /* two looks at a counter a task: nothing for tasks of microseconds, much for empty ones */
            .summary = "records how long every single task took, for percentiles",
            .expects = "on or off",
            .examples = {"on"},
        },
    [REQUEST_TRACE] =
        {
            .name = "trace",
            .option = "trace",
            .argument = "off|last|all",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "off", /* costs what --latency does, and a file of some bytes a task */
            .summary = "keeps every single task, for timelines: of each cell's last sample, or of all",
            .expects = "off, last or all",
            .examples = {"last", "all"},
        },
    [REQUEST_PROFILE] =
        {
            .name = "profile", /* no option: gate's --profile is another thing, so run has a flag of its own */
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "off", /* about a second more for every cell */
            .summary = "when all is measured, runs every cell once more and samples where its processor time goes",
            .expects = "on or off",
            .examples = {"on"},
        },
    [REQUEST_IO_DRIVER] =
        {
            .name = "io_driver",
            .option = "io-driver",
            .argument = "DRIVER",
            .group = WHAT,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback = "auto", /* io_uring where it works, else epoll; which one it was is in the record */
            .summary = "what waiting tasks are parked with: uring, epoll, or auto; one that is not there fails",
            .expects = "uring, epoll or auto",
            .examples = {"uring", "epoll"},
        },
    [REQUEST_PLUGINS] =
        {
            .name = "plugins",
            .argument = "FILE",
            .group = WHAT,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_WORDS,
            .fallback_note = "none",
            .summary = "shared objects with workloads, executors and reports of your own; --plugin adds to them",
            .expects = "files",
            .examples = {"./mine.so"},
        },
    [REQUEST_NAME] =
        {
            .name = "name",
            .option = "name",
            .argument = "NAME",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback_note = "that of the plan file or the workload",
            .summary = "what the run is called in its record and its folder",
            .expects = "letters, digits, dots, dashes and underscores",
            .examples = {"nightly"},
        },
    [REQUEST_OUTPUT] =
        {
            .name = "output",
            .option = "output",
            .letter = 'o',
            .argument = "DIR",
            .group = RECORD,
            .scope = REQUEST_OF_RUN,
            .kind = REQUEST_TEXT,
            .fallback_note = "results/<UTC time>-<name>",
            .summary = "folder for the files of the run",
            .expects = "a folder",
            .examples = {"results/mine"},
        },
};

const struct request_key *request_key_find(const char *name)
{
    for (size_t i = 0; i < REQUEST_KEYS; i++)
        if (!strcmp(request_keys[i].name, name))
            return &request_keys[i];
    return NULL;
}
