/* SPDX-License-Identifier: MIT */
/* The headline of a crossover map. Each way at its best: neighbouring values with the same winner make one clause. Then
 * who wins most at equal numbers of workers, and how much is not decided; clauses are added as long as they fit. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart_text.h"
#include "crossover_cells.h"
#include "quantity.h"
#include "text.h"

enum { SENTENCE_BYTES = 2048 };
static const double HEADLINE_EMS = 986 / 18.0; /* the picture's width in ems of the headline's size */

static void name_write(FILE *out, const struct sweep *sweep, size_t series)
{
    char name[STUDY_NAME_BYTES];
    text_fit(name, sizeof name, sweep->series[series].source->name, 24, true);
    fputs(name, out);
}

static const struct crossover_contest *at_best(const struct crossover *crossover, size_t row)
{
    return crossover_at(crossover, row, crossover->sweep->width_count);
}

static bool same_winner(const struct crossover_contest *left, const struct crossover_contest *right)
{
    const bool won = left->standing == CROSSOVER_WON;
    return won == (right->standing == CROSSOVER_WON) && (!won || left->first == right->first);
}

/* "200us", "wait 200us to 1.8ms"; where that is all of them "every wait", or, of nobody, "any wait" */
static void values_write(FILE *out, const struct sweep *sweep, size_t first, size_t last, bool won)
{
    const bool all = first == 0 && last + 1 == sweep->row_count;
    if (all)
        fputs(won ? "every " : "any ", out);
    if (first == 0) {
        char name[SWEEP_LABEL_BYTES];
        text_fit(name, sizeof name, sweep_param(sweep), 16, true);
        fprintf(out, "%s%s", name, all ? "" : " ");
    }
    if (!all)
        fprintf(out, "%s%s%s", sweep->rows[first].label, last > first ? " to " : "",
                last > first ? sweep->rows[last].label : "");
}

/* "coop leads at wait 600us to 6.2ms", and later "fork at 9ms" */
static void run_write(FILE *out, const struct crossover *crossover, size_t first, size_t last, bool *worded)
{
    const struct crossover_contest *contest = at_best(crossover, first);
    if (contest->standing == CROSSOVER_WON)
        name_write(out, crossover->sweep, contest->first);
    else
        fputs(first ? "none" : "No executor", out);
    fputs(*worded ? " at " : " leads at ", out);
    values_write(out, crossover->sweep, first, last, contest->standing == CROSSOVER_WON);
    *worded = true;
}

/* All runs; of more than can be read in a line the first and the last. */
static void runs_write(FILE *out, const struct crossover *crossover, bool all)
{
    const size_t rows = crossover->sweep->row_count;
    bool worded = false;
    double most = 1;
    char text[QUANTITY_BYTES];
    for (size_t first = 0, last; first < rows; first = last + 1) {
        last = first;
        while (last + 1 < rows && same_winner(at_best(crossover, first), at_best(crossover, last + 1)))
            last++;
        if (all || first == 0 || last + 1 == rows) {
            fputs(first == 0 ? "" : all ? ", " : " … ", out);
            run_write(out, crossover, first, last, &worded);
        }
    }
    for (size_t row = 0; row < rows; row++)
        if (at_best(crossover, row)->standing == CROSSOVER_WON)
            most = fmax(most, at_best(crossover, row)->lead.value);
    quantity_ratio(text, most);
    if (most > 1)
        fprintf(out, ", by up to %s×", text);
}

static void all_runs_write(FILE *out, const struct crossover *crossover)
{
    runs_write(out, crossover, true);
}

static void outer_runs_write(FILE *out, const struct crossover *crossover)
{
    runs_write(out, crossover, false);
}

static void most_wins_write(FILE *out, const struct crossover *crossover)
{
    size_t leader = 0;
    for (size_t s = 1; s < crossover->sweep->series_count; s++)
        leader = crossover->wins[s] > crossover->wins[leader] ? s : leader;
    if (!crossover->wins[leader])
        return;
    fputs("at equal workers ", out);
    name_write(out, crossover->sweep, leader);
    fprintf(out, " wins %zu of %zu cells", crossover->wins[leader], crossover->won + crossover->undecided);
}

static void ties_write(FILE *out, const struct crossover *crossover)
{
    if (crossover->undecided)
        fprintf(out, "%zu of %zu cells are undecided", crossover->undecided, crossover->won + crossover->undecided);
}

/* Appends a clause if there is one and it fits. */
static void clause_add(char sentence[SENTENCE_BYTES], const struct crossover *crossover,
                       void (*write)(FILE *, const struct crossover *))
{
    char clause[SENTENCE_BYTES] = "", whole[2 * SENTENCE_BYTES];
    FILE *out = fmemopen(clause, sizeof clause, "w");
    if (!out)
        return;
    write(out, crossover);
    fclose(out);
    snprintf(whole, sizeof whole, "%s%s%s", sentence, *sentence && *clause ? "; " : "", clause);
    if (*clause && chart_text_ems(whole, true) <= HEADLINE_EMS)
        snprintf(sentence, SENTENCE_BYTES, "%.*s", SENTENCE_BYTES - 1, whole);
}

void crossover_finding_write(char *buffer, size_t size, const struct crossover *crossover)
{
    char sentence[SENTENCE_BYTES] = "";
    clause_add(sentence, crossover, all_runs_write);
    if (!sentence[0])
        clause_add(sentence, crossover, outer_runs_write);
    clause_add(sentence, crossover, most_wins_write);
    clause_add(sentence, crossover, ties_write);
    text_fit(buffer, size, sentence[0] ? sentence : "Which executor is fastest where", 0, true);
    if (sentence[0] >= 'a' && sentence[0] <= 'z' && strncmp(sentence, "at equal", 8) == 0)
        buffer[0] = 'A';
}
