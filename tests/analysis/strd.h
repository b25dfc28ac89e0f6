/* SPDX-License-Identifier: MIT */
/* NIST's Statistical Reference Datasets for univariate summaries: files under strd/, and columns that follow a rule.
 * (The ninth, PiDigits, is left out for its length.) */
#ifndef STRD_H
#define STRD_H

#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

/* A data set with its certified values. */
struct strd {
    const char *name;
    size_t count;
    double mean, deviation, autocorrelation;
    double tolerance; /* relative, of the last two: what the data's rounding to double leaves */
};

static const struct strd strd_sets[] = {
    {"Lew", 200, -177.435000000000, 277.332168044316, -0.307304800605679, 1e-14},
    {"Lottery", 218, 518.958715596330, 291.699727470969, -0.120948622967393, 1e-14},
    {"Mavro", 50, 2.00185600000000, 0.000429123454003053, 0.937989183438248, 1e-12},
    {"Michelso", 100, 299.852400000000, 0.0790105478190518, 0.535199668621283, 1e-13},
    {"NumAcc1", 3, 10000002, 1, -0.5, 1e-15},
    {"NumAcc2", 1001, 1.2, 0.1, -0.999, 1e-14},
    {"NumAcc3", 1001, 1000000.2, 0.1, -0.999, 1e-9},
    {"NumAcc4", 1001, 10000000.2, 0.1, -0.999, 1e-8},
};
enum { STRD_SETS = sizeof strd_sets / sizeof *strd_sets };

static inline void strd_file(const char *name, double values[], size_t count)
{
    char path[512], line[512];
    size_t got = 0;
    snprintf(path, sizeof path, "%s/analysis/strd/%s.txt", TESTS_FOLDER, name);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (line[0] != '#') {
            assert_true(got < count);
            values[got++] = strtod(line, NULL);
        }
    fclose(file);
    assert_int_equal(got, count);
}

/* The set's values, to be freed. */
static inline double *strd_values(const struct strd *set)
{
    double *values = malloc(set->count * sizeof *values);
    assert_non_null(values);
    if (!strcmp(set->name, "NumAcc1")) {
        values[0] = 10000001, values[1] = 10000003, values[2] = 10000002;
    } else if (!strncmp(set->name, "NumAcc", 6)) { /* the mean once, then 0.1 below and above it in turn, as decimals */
        const double least[] = {1.1, 1000000.1, 10000000.1}, most[] = {1.3, 1000000.3, 10000000.3};
        const int which = set->name[6] - '2';
        for (size_t i = 0; i < set->count; i++)
            values[i] = i == 0 ? set->mean : i % 2 ? least[which] : most[which];
    } else {
        strd_file(set->name, values, set->count);
    }
    return values;
}

#endif
