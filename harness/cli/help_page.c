/* SPDX-License-Identifier: MIT */
/* The pages of help that are texts. */
#include "help_private.h"

#include "counter_names.h"
#include "requirement.h"
#include "schema.h"
#include "sweep.h"

#include <stddef.h>

static int write_exit_codes(FILE *stream)
{
    fprintf(stream,
            "Exit codes\n\n"
            "  %-6d done\n"
            "  %-6d something failed: a worker crashed, an answer was wrong, a time limit was hit, an internal error\n"
            "  %-6d the command line or the plan is wrong; nothing was run\n"
            "  %-6d nothing was selected or nothing was measured\n"
            "  %-6d the machine does not meet what --require asks; nothing was run\n"
            "  128+n  ended by signal n, 130 for Ctrl-C: what was measured until then is saved, marked as incomplete\n",
            YOKE_EXIT_DONE, YOKE_EXIT_FAILED, YOKE_EXIT_USAGE, YOKE_EXIT_NOTHING, YOKE_EXIT_REFUSED);
    return 0;
}

static int write_units(FILE *stream)
{
    fputs("Numbers, on the command line and in plan files\n\n"
          "  counts     5000000   5_000_000   5e6   5M      k M G T are powers of 1000\n"
          "  sizes      64B   16KiB   16kB   2MiB   2MB     KiB MiB GiB TiB are powers of 1024, kB MB GB TB of 1000\n"
          "  durations  20ms   1.5s   300us   2min          ns us ms s min h\n\n"
          "Sizes and durations need their unit: a bare 16k could be 16KiB (16384 bytes) or 16kB (16000 bytes).\n"
          "Fractions are fine where they are exact: 1.5ms is 1500 us, 1.5ns is refused.\n"
          "Records hold base units only, nanoseconds and bytes, with the unit in the name of the key.\n",
          stream);
    return 0;
}

static int write_sweeps(FILE *stream)
{
    fprintf(
        stream,
        "Sweeps: several values at once, on the command line and in plan files\n\n"
        "  -w 4                        one value\n"
        "  -w 1,2,4,8                  a list; its items may be ranges\n"
        "  -w 1..8                     every count from 1 to 8\n"
        "  -w 1..64x2                  geometric: 1, 2, 4, ... up to 64\n"
        "  -p NAME=0..100+25           stepped: 0, 25, 50, 75, 100\n"
        "  -p NAME=4KiB..1MiBx4        with units: each number has its own\n"
        "  -w cores   -w 1..pus        cores and pus stand for this machine's cores and usable processors\n\n"
        "Every axis takes several values, and the cells of a study are their cross product. A value that comes twice\n"
        "counts once. Up to %d values on an axis. Placements stand between commas or semicolons, and numbers between\n"
        "commas are one placement: --pin 'none,compact,0,2;1,3' is none, compact, 0,2 and 1,3.\n",
        SWEEP_VALUES_MOST);
    return 0;
}

static int write_plan_schema(FILE *stream)
{
    plan_schema_write(stream);
    return 0;
}

static int write_counters(FILE *stream)
{
    fputs("Counters: --counters takes groups and events between commas, in any mix\n\n", stream);
    for (const struct counter_family *family = counter_families; family->name; family++) {
        fprintf(stream, "  %-10s %s\n  %-10s", family->name, family->tells, "");
        for (const char *const *event = family->events; *event; event++)
            fprintf(stream, "%s %s", event == family->events ? "" : ",", *event);
        fputs("\n", stream);
    }
    fputs("\nEvents of the groups\n\n", stream);
    for (const struct counter_name *event = counter_family_events; event->name; event++)
        fprintf(stream, "  %-29s %s\n", event->name, event->summary);
    fputs("\nBesides, every PAPI preset (papi_avail) and native event (papi_native_avail) of this processor.\n"
          "Events that the kernel keeps (lower case) need no counter and no privilege and hold kernel mode too; for the\n"
          "others --counter-scope says user (default), kernel or all.\n"
          "What does not fit the processor's counters at a time is read in passes, a few events a block: block b reads\n"
          "pass b modulo passes. --multiplex lets them share counters instead, all in every block: estimates, marked\n"
          "scaled, with the share of the time that they were counted.\n"
          "An event has a value only where it counted a known piece of work; otherwise the reason stands there.\n"
          "--require-counters measures nothing where one has none (exit 6). docs/counters.md says more.\n",
          stream);
    return 0;
}

const struct help_page help_pages[] = {
    {"counters", "groups of events, and what they tell", write_counters},
    {"units", "how numbers, sizes and durations are written", write_units},
    {"sweeps", "how several values are written", write_sweeps},
    {"require", "what --require can ask of the machine", requirements_write},
    {"exit-codes", "what the exit status means", write_exit_codes},
    {"schema", "the JSON Schema of result.json", record_schema_write},
    {"plan-schema", "the JSON Schema of plan files: every key", write_plan_schema},
    {NULL, NULL, NULL},
};
