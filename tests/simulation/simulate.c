/* SPDX-License-Identifier: MIT */
/* simulate [SECTION…] [--replicates N]: do the intervals and tests of harness/analysis keep their promises? Prints the
 * tables of docs/statistics.md; the same arguments always print the same. Each section has a seed of its own, so one
 * can be run alone. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tables.h"

/* Of a share of 95 % this leaves a standard error of 0.34 points. */
enum { REPLICATES = 4000 };

static const struct {
    const char *name;
    void (*run)(size_t replicates, struct draws *draws);
} sections[] = {
    {"ratios", tables_ratios},       {"absolute", tables_absolute}, {"quantiles", tables_quantiles},
    {"bootstrap", tables_bootstrap}, {"means", tables_means},       {"levels", tables_levels},
    {"families", tables_families},   {"changes", tables_changes},   {"modes", tables_modes},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

static int usage(void)
{
    fprintf(stderr, "usage: simulate [SECTION…] [--replicates N], N at least 100; sections:");
    for (int i = 0; i < SECTIONS; i++)
        fprintf(stderr, " %s", sections[i].name);
    fprintf(stderr, "\n");
    return 2;
}

int main(int count, char **arguments)
{
    bool wanted[SECTIONS] = {false}, any = false;
    size_t replicates = REPLICATES;
    for (int at = 1; at < count; at++) {
        int section = 0;
        if (!strcmp(arguments[at], "--replicates") && at + 1 < count) {
            char *end;
            const long number = strtol(arguments[++at], &end, 10);
            if (*end || number < 100)
                return usage();
            replicates = (size_t)number;
            continue;
        }
        while (section < SECTIONS && strcmp(sections[section].name, arguments[at]) != 0)
            section++;
        if (section == SECTIONS)
            return usage();
        wanted[section] = any = true;
    }
    printf("%zu replicates: a share of 95 %% has a standard error of %.2f points. Some columns have fewer.\n",
           replicates, 100 * sqrt(0.95 * 0.05 / (double)replicates));
    for (int section = 0; section < SECTIONS; section++) {
        struct draws draws = {.seed = (uint64_t)section + 1};
        if (!any || wanted[section])
            sections[section].run(replicates, &draws);
        fflush(stdout);
    }
    return 0;
}
