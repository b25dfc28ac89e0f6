/* SPDX-License-Identifier: MIT */
/* Names as long as they fit; letters where cut names would no longer tell ways of running apart. */
#include "crossover_sheet.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "quantity.h"
#include "text.h"

enum {
    TWO_LINES = 31, /* height of a cell that has room for them */
    NAME_PIXELS = 7 /* a character of a name in a cell, about */
};

static void name_make(const struct crossover_sheet *sheet, size_t series, char *text, size_t size)
{
    if (sheet->letters)
        snprintf(text, size, "%c", (char)('A' + (int)series));
    else
        text_fit(text, size, sheet->sweep->series[series].source->name, sheet->columns, true);
}

/* Do names, cut to what a cell has room for, still tell ways apart? */
static bool names_clash(const struct crossover_sheet *sheet)
{
    char left[STUDY_NAME_BYTES], right[STUDY_NAME_BYTES];
    for (size_t i = 0; i < sheet->sweep->series_count; i++)
        for (size_t k = 0; k < i; k++) {
            name_make(sheet, i, left, sizeof left);
            name_make(sheet, k, right, sizeof right);
            if (strcmp(left, right) == 0)
                return true;
        }
    return false;
}

void crossover_words_choose(struct crossover_sheet *sheet)
{
    const double room = (sheet->layout.cell_width - 6) / NAME_PIXELS;
    unsigned longest = 0;
    for (size_t s = 0; s < sheet->sweep->series_count; s++) {
        const unsigned columns = text_columns(sheet->sweep->series[s].source->name);
        longest = columns > longest ? columns : longest;
    }
    sheet->two_lines = sheet->layout.cell_height >= TWO_LINES;
    sheet->columns = (unsigned)fmax(room, 1);
    sheet->letters = sheet->columns < 4 || (longest > sheet->columns && (sheet->columns < 7 || names_clash(sheet)));
}

/* "pthread", in the last column "pthread × 8"; of a tie both names. Two lines. */
static void words_make(const struct crossover_sheet *sheet, const struct crossover_contest *contest, bool best,
                       char *upper, char *lower, size_t size)
{
    char first[STUDY_NAME_BYTES] = "", second[STUDY_NAME_BYTES] = "", ratio[QUANTITY_BYTES];
    upper[0] = lower[0] = '\0';
    if (contest->standing == CROSSOVER_EMPTY) {
        snprintf(upper, size, "–");
        return;
    }
    name_make(sheet, contest->first, first, sizeof first);
    snprintf(upper, size, best ? "%s × %" PRIu64 : "%s", first, contest->cell->workers);
    if (contest->standing == CROSSOVER_TIE) {
        name_make(sheet, contest->second, second, sizeof second);
        snprintf(lower, size, "≈ %s", second);
    } else if (contest->standing == CROSSOVER_WON || contest->standing == CROSSOVER_OPEN) {
        quantity_ratio(ratio, contest->lead.value);
        snprintf(lower, size, "%s×%s", ratio, contest->standing == CROSSOVER_OPEN ? " ?" : "");
    } else {
        snprintf(lower, size, "alone");
    }
}

/* Where a cell has room for one line: "pthread 1.4×" if that fits, at least whether it is a tie. */
static void line_make(const struct crossover_contest *contest, unsigned columns, char *upper, char *lower, size_t size)
{
    char joined[2 * STUDY_NAME_BYTES + 128];
    snprintf(joined, sizeof joined, "%s %s", upper, lower);
    if (text_columns(joined) <= columns)
        snprintf(upper, size, "%.*s", (int)size - 1, joined);
    else if (contest->standing == CROSSOVER_TIE || contest->standing == CROSSOVER_OPEN)
        snprintf(upper, size, "%s", contest->standing == CROSSOVER_TIE ? "≈" : "?");
    lower[0] = '\0';
}

void crossover_words_make(const struct crossover_sheet *sheet, size_t row, size_t width, char *upper, char *lower,
                          size_t size)
{
    const struct crossover_contest *contest = crossover_at(sheet->crossover, row, width);
    const bool best = width == sheet->sweep->width_count;
    words_make(sheet, contest, best, upper, lower, size);
    if (!sheet->two_lines)
        line_make(contest, best ? sheet->columns * 7 / 4 : sheet->columns, upper, lower, size);
}
