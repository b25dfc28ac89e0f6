/* SPDX-License-Identifier: MIT */
/* A row a line, as Markdown. */
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>

#include "columns.h"
#include "histories.h"
#include "levels.h"
#include "pairs.h"

static const size_t block_counts[] = {6, 8, 10, 12, 15, 20, 50};
enum { BLOCK_COUNTS = sizeof block_counts / sizeof *block_counts };

static void table_head(const char *title, const char *first, const char *const columns[], size_t count)
{
    printf("\n### %s\n\n| %s |", title, first);
    for (size_t i = 0; i < count; i++)
        printf(" %s |", columns[i]);
    printf("\n|---|");
    for (size_t i = 0; i < count; i++)
        printf("---|");
    printf("\n");
}

static void models_head(const char *title, const char *first)
{
    const char *names[NOISE_MODELS];
    for (int i = 0; i < NOISE_MODELS; i++)
        names[i] = noise_models[i].name;
    table_head(title, first, names, NOISE_MODELS);
}

static void shapes_head(const char *title, const char *first)
{
    const char *names[COLUMNS_SHAPES];
    for (int i = 0; i < COLUMNS_SHAPES; i++)
        names[i] = columns_shapes[i].name;
    table_head(title, first, names, COLUMNS_SHAPES);
}

/* --- ratios ---------------------------------------------------------------------------------------------- */

static void ratios_by_blocks(size_t cells, size_t replicates, struct draws *draws)
{
    char title[120];
    snprintf(title, sizeof title, "Coverage of the interval of a ratio (winsorised signed-rank), %zu cells a block",
             cells);
    models_head(title, "blocks");
    for (size_t i = 0; i < BLOCK_COUNTS; i++) {
        printf("| %zu |", block_counts[i]);
        for (int model = 0; model < NOISE_MODELS; model++) {
            struct tally tallies[PAIRS_METHODS] = {0};
            const struct pairs_study study = {&noise_models[model], NULL, block_counts[i], cells, 2};
            pairs_cover(&study, 2, replicates, draws, tallies);
            tally_print(&tallies[PAIRS_WINSORISED], stdout);
        }
        printf("\n");
    }
}

static void ratios_by_method(size_t replicates, struct draws *draws)
{
    struct tally tallies[NOISE_MODELS][PAIRS_METHODS] = {0};
    models_head("Coverage and half-width in % by method, 20 pairs", "method");
    for (int model = 0; model < NOISE_MODELS; model++) {
        const struct pairs_study study = {&noise_models[model], NULL, 20, 2, 2};
        pairs_cover(&study, 2, replicates, draws, tallies[model]);
    }
    for (int method = 0; method < PAIRS_METHODS; method++) {
        printf("| %s |", pairs_method_names[method]);
        for (int model = 0; model < NOISE_MODELS; model++)
            printf(" %.1f ± %.2f |", tally_percent(&tallies[model][method]),
                   100 * tally_half_width(&tallies[model][method]) / 2);
        printf("\n");
    }
}

/* The truth is then the median ratio, found by measuring long enough. */
static double unequal_truth(const struct pairs_study *study, struct draws *draws)
{
    enum { STUDIES = 10000 };
    double base[PAIRS_BLOCKS_MOST], candidate[PAIRS_BLOCKS_MOST];
    double *ratios = malloc(STUDIES * study->blocks * sizeof *ratios);
    if (!ratios)
        abort();
    for (size_t i = 0; i < STUDIES; i++) {
        pairs_measure(study, draws, base, candidate);
        for (size_t block = 0; block < study->blocks; block++)
            ratios[i * study->blocks + block] = candidate[block] / base[block];
    }
    const double truth = stats_median(ratios, STUDIES * study->blocks);
    free(ratios);
    return truth;
}

static void ratios_unequal(size_t replicates, struct draws *draws)
{
    static const char *const columns[] = {"winsorised signed-rank", "Hodges-Lehmann", "sign (median)"};
    static const int others[] = {1, 3}; /* layout, burst: noise that only slows one of the two */
    table_head("Coverage of the median ratio when only one of the two cells is disturbed", "noise, blocks", columns, 3);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        for (size_t k = 0; k < BLOCK_COUNTS; k++) {
            const struct pairs_study study = {&noise_models[0], &noise_models[others[i]], block_counts[k], 2, 2};
            struct tally tallies[PAIRS_METHODS] = {0};
            pairs_cover(&study, unequal_truth(&study, draws), replicates, draws, tallies);
            printf("| quiet against %s, %zu |", study.other->name, study.blocks);
            for (int method = PAIRS_WINSORISED; method <= PAIRS_SIGN; method++)
                tally_print(&tallies[method], stdout);
            printf("\n");
        }
}

void tables_ratios(size_t replicates, struct draws *draws)
{
    ratios_by_blocks(2, replicates, draws);
    ratios_by_blocks(8, replicates, draws);
    ratios_by_method(replicates, draws);
    ratios_unequal(replicates, draws);
}

/* --- absolute times -------------------------------------------------------------------------------------- */

void tables_absolute(size_t replicates, struct draws *draws)
{
    struct tally beyond[BLOCK_COUNTS][NOISE_MODELS] = {0};
    models_head("Coverage of the median time of this session", "blocks");
    for (size_t i = 0; i < BLOCK_COUNTS; i++) {
        printf("| %zu |", block_counts[i]);
        for (int model = 0; model < NOISE_MODELS; model++) {
            struct tally within = {0};
            columns_session(&noise_models[model], block_counts[i], replicates / 2, draws, &within, &beyond[i][model]);
            tally_print(&within, stdout);
        }
        printf("\n");
    }
    models_head("The same intervals, held against the median over all sessions", "blocks");
    for (size_t i = 0; i < BLOCK_COUNTS; i++) {
        printf("| %zu |", block_counts[i]);
        for (int model = 0; model < NOISE_MODELS; model++)
            tally_print(&beyond[i][model], stdout);
        printf("\n");
    }
}

void tables_quantiles(size_t replicates, struct draws *draws)
{
    static const struct {
        double p;
        size_t count;
    } rows[] = {{0.25, 12}, {0.25, 50}, {0.9, 29}, {0.9, 100}, {0.99, 299}, {0.99, 1000}, {0.999, 2995}};
    shapes_head("Coverage of the interval of the median, independent values", "values");
    for (size_t i = 0; i < BLOCK_COUNTS; i++) {
        printf("| %zu |", block_counts[i]);
        for (int shape = 0; shape < COLUMNS_SHAPES; shape++) {
            const struct tally tally = columns_median(&columns_shapes[shape], block_counts[i], replicates, draws);
            tally_print(&tally, stdout);
        }
        printf("\n");
    }
    shapes_head("Coverage of the intervals of other quantiles", "quantile, values");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        printf("| p%g, %zu |", 100 * rows[i].p, rows[i].count);
        for (int shape = 0; shape < COLUMNS_SHAPES; shape++) {
            const struct tally tally =
                columns_quantile(&columns_shapes[shape], rows[i].p, rows[i].count, replicates, draws);
            tally_print(&tally, stdout);
        }
        printf("\n");
    }
}

void tables_bootstrap(size_t replicates, struct draws *draws)
{
    static const size_t counts[] = {10, 20, 50};
    shapes_head("Coverage of BCa bootstrap intervals, 2000 resamples", "statistic, values");
    for (int median = 0; median < 2; median++)
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            printf("| %s, %zu |", median ? "median" : "mean", counts[i]);
            for (int shape = 0; shape < COLUMNS_SHAPES; shape++) {
                const struct tally tally =
                    columns_bootstrap(&columns_shapes[shape], median, counts[i], replicates / 8, draws);
                tally_print(&tally, stdout);
            }
            printf("\n");
        }
}

/* --- series ---------------------------------------------------------------------------------------------- */

void tables_means(size_t replicates, struct draws *draws)
{
    static const double keeps[] = {0, 0.3, 0.6, 0.9, 0.98};
    static const char *const columns[] = {"naive t", "effective size", "20 batch means", "block bootstrap",
                                          "refused: effective size below 10"};
    table_head("Coverage of the interval of a series' mean, 200 values, autoregressive", "kept from value to value",
               columns, 5);
    for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++) {
        struct tally tallies[HISTORIES_MEANS] = {0}, refused = {0};
        histories_mean(keeps[i], 200, replicates, draws, tallies, &refused);
        printf("| %g |", keeps[i]);
        for (int mean = 0; mean < HISTORIES_MEANS; mean++)
            tally_print(&tallies[mean], stdout);
        tally_print(&refused, stdout);
        printf("\n");
    }
}

void tables_changes(size_t replicates, struct draws *draws)
{
    static const char *const columns[] = {"false alarms", "+1 %", "+2 %", "+5 %", "points a flat history of 1000"};
    static const double steps[] = {0.01, 0.02, 0.05};
    table_head("Histories of 100 values: share with a false change point, share of steps found within 3", "history",
               columns, 5);
    for (int kind = 0; kind < HISTORIES_KINDS; kind++) {
        const struct histories_changes flat = histories_changes(&histories_kinds[kind], 100, 0, replicates / 4, draws);
        printf("| %s |", histories_kinds[kind].name);
        tally_print(&flat.any, stdout);
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            const struct histories_changes step =
                histories_changes(&histories_kinds[kind], 100, steps[i], replicates / 16, draws);
            tally_print(&step.hit, stdout);
        }
        printf(" %.2f |\n", histories_changes(&histories_kinds[kind], 1000, 0, replicates / 40, draws).points);
    }
}

void tables_modes(size_t replicates, struct draws *draws)
{
    static const size_t counts[] = {10, 20, 50, 200};
    shapes_head("Columns called bimodal, % (level 1 %)", "values");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        printf("| %zu |", counts[i]);
        for (int shape = 0; shape < COLUMNS_SHAPES; shape++) {
            const struct tally tally = histories_modes(&columns_shapes[shape], counts[i], replicates / 8, draws);
            tally_print(&tally, stdout);
        }
        printf("\n");
    }
}

/* --- tests ----------------------------------------------------------------------------------------------- */

static void tests_by_model(const char *title, double ratio, size_t replicates, struct draws *draws)
{
    struct tally tallies[NOISE_MODELS][LEVELS_TESTS] = {0};
    models_head(title, "test");
    for (int model = 0; model < NOISE_MODELS; model++)
        levels_pairs(&noise_models[model], 20, ratio, replicates, draws, tallies[model]);
    for (int test = 0; test < LEVELS_TESTS; test++) {
        printf("| %s |", levels_test_names[test]);
        for (int model = 0; model < NOISE_MODELS; model++)
            tally_print(&tallies[model][test], stdout);
        printf("\n");
    }
}

void tables_levels(size_t replicates, struct draws *draws)
{
    static const double ratios[] = {0.97, 1, 1.03};
    tests_by_model("Level: % of pairs of equal cells called different, two-sided 5 %, 20 pairs", 1, replicates, draws);
    tests_by_model("Power: the same with one cell 2 % slower", 1.02, replicates, draws);
    models_head("% called equivalent within 3 %, at 5 %, 20 pairs", "true ratio");
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++) {
        printf("| %g |", ratios[i]);
        for (int model = 0; model < NOISE_MODELS; model++) {
            const struct tally tally = levels_equivalence(&noise_models[model], 20, ratios[i], replicates, draws);
            tally_print(&tally, stdout);
        }
        printf("\n");
    }
}

void tables_families(size_t replicates, struct draws *draws)
{
    static const char *const columns[] = {"Holm: families with a false one", "Holm: changed found",
                                          "Benjamini-Hochberg: false among found", "Benjamini-Hochberg: changed found"};
    table_head("Families of 50 cells at 5 %, 20 pairs a cell, changed ones 5 % slower", "noise, changed", columns, 4);
    for (int model = 0; model < NOISE_MODELS; model += 2)
        for (size_t changed = 0; changed <= 10; changed += 10) {
            const struct levels_families families =
                levels_families(&noise_models[model], changed, replicates / 4, draws);
            printf("| %s, %zu |", noise_models[model].name, changed);
            tally_print(&families.holm_any, stdout);
            tally_print(&families.holm_found, stdout);
            printf(" %.1f |", 100 * families.bh_false_share);
            tally_print(&families.bh_found, stdout);
            printf("\n");
        }
}
