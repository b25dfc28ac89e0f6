/* SPDX-License-Identifier: MIT */
/* Records of sweeps made by hand. */
#include "fixture_sweeps.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *const fixture_sweep_executors[12] = {"pthread",
                                                 "fork",
                                                 "coop",
                                                 "openmp",
                                                 "mpi",
                                                 "onetbb",
                                                 "glib",
                                                 "uv",
                                                 "taskfl",
                                                 "c11_threads",
                                                 "a_very_long_executor_name_indeed",
                                                 "zz"};
const uint64_t fixture_sweep_waits[5] = {0, 200, 600, 1800, 6200}, fixture_sweep_widths[6] = {1, 2, 4, 8, 16, 32};

struct fixture *fixture_sweep_of(size_t executor_count, size_t value_count, size_t width_count)
{
    return fixture_waits(&(struct fixture_axes){fixture_sweep_executors, executor_count, fixture_sweep_waits,
                                                fixture_sweep_widths, value_count, width_count});
}

struct fixture *fixture_sweep_usual(void)
{
    return fixture_sweep_of(3, 5, 5);
}

struct fixture *fixture_sweep_twelve(void)
{
    return fixture_sweep_of(12, 3, 3);
}

struct fixture *fixture_sweep_lone(void)
{
    return fixture_sweep_of(1, 2, 2);
}

struct fixture *fixture_sweep_narrow(void)
{
    uint64_t many[60];
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = i + 1;
    return fixture_waits(
        &(struct fixture_axes){fixture_sweep_executors, 1, fixture_sweep_waits + 2, many, 2, COUNT(many)});
}

struct fixture *fixture_sweep_high(void)
{
    uint64_t many[20];
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = 100 * i;
    return fixture_waits(
        &(struct fixture_axes){fixture_sweep_executors, 2, many, fixture_sweep_widths + 1, COUNT(many), 2});
}

struct fixture *fixture_sweep_poisoned(void)
{
    static const char *const texts[] = {"`touch PWNED`$(touch PWNED)", "_^{}@&~\\'\"%s%n$HOME",
                                        "a\nset output 'PWNED'\n!touch PWNED\n",
                                        "\x1b[31m\xff{/:Bold=99 big} @macro ''q'' \\"};
    struct fixture *fixture = fixture_sweep_of(3, 3, 3);
    for (size_t i = 0; i < fixture->record.cell_count; i++) {
        struct yoke_cell *cell = &fixture->cells[i];
        size_t e = 0;
        while (e < 3 && strcmp(cell->executor, fixture_sweep_executors[e]) != 0)
            e++;
        cell->executor = texts[e];
        cell->workload = texts[2];
        cell->params[0].name = texts[3];
        cell->placement = texts[1];
    }
    fixture->record.machine.hostname = texts[0];
    fixture->record.started = texts[2];
    return fixture;
}

struct fixture *fixture_sweep_gaps(void)
{
    struct fixture *fixture = fixture_sweep_of(2, 3, 3);
    struct yoke_cell *failed = &fixture->cells[2], *bare = &fixture->cells[3];
    failed->status = YOKE_CELL_FAILED;
    failed->speedup = failed->efficiency = (struct yoke_estimate){NAN, NAN, NAN};
    failed->wall_ns.median = NAN;
    failed->sample_count = 0;
    bare->speedup.low = bare->speedup.high = NAN;
    fixture->record.cell_count -= 3;
    return fixture;
}
