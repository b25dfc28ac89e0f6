/* SPDX-License-Identifier: MIT */
/* A grid of texts: filling, fitting into a width, printing. */
#include "grid_private.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum {
    INDENT = 2,            /* before the first column */
    GAP = 2,               /* between two columns */
    NAME_COMFORTABLE = 16, /* names are cut down to this before a column is left out, */
    NAME_LEAST = 6,        /* and to this when nothing else can be */
};

struct grid *grid_new(bool utf8)
{
    struct grid *grid = calloc(1, sizeof *grid);
    if (grid)
        grid->utf8 = utf8;
    return grid;
}

void grid_free(struct grid *grid)
{
    if (grid)
        free(grid->rows);
    free(grid);
}

size_t grid_add_column(struct grid *grid, const struct grid_column *column)
{
    assert(grid->column_count < GRID_COLUMNS_MOST);
    const size_t index = grid->column_count++;
    grid->columns[index] = *column;
    text_fit(grid->titles[index], GRID_TEXT_BYTES, column->title, GRID_TEXT_COLUMNS, grid->utf8);
    return index;
}

int grid_add_row(struct grid *grid, enum grid_tone tone)
{
    struct row *rows = realloc(grid->rows, (grid->row_count + 1) * sizeof *rows);
    if (!rows)
        return -ENOMEM;
    grid->rows = rows;
    rows[grid->row_count++] = (struct row){.tone = tone};
    return 0;
}

size_t grid_row_count(const struct grid *grid)
{
    return grid->row_count;
}

void grid_set(struct grid *grid, size_t column, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    text_fit(grid->rows[grid->row_count - 1].texts[column], GRID_TEXT_BYTES, text, GRID_TEXT_COLUMNS, grid->utf8);
}

/* Sets every column's natural width; 0 where no row has a text. */
static void widths_measure(struct grid *grid)
{
    for (size_t c = 0; c < grid->column_count; c++) {
        unsigned widest = 0;
        for (size_t r = 0; r < grid->row_count; r++) {
            const unsigned columns = text_columns(grid->rows[r].texts[c]);
            widest = columns > widest ? columns : widest;
        }
        const unsigned title = text_columns(grid->titles[c]);
        grid->widths[c] = widest && title > widest ? title : widest;
    }
}

static unsigned width_total(const struct grid *grid)
{
    unsigned total = INDENT;
    for (size_t c = 0; c < grid->column_count; c++)
        if (grid->widths[c])
            total += grid->widths[c] + (total > INDENT ? GAP : 0);
    return total;
}

/* Cuts flexible columns, the widest first, until the grid fits or none is wider than `least`. */
static void names_shrink(struct grid *grid, unsigned width, unsigned least)
{
    while (width_total(grid) > width) {
        size_t widest = grid->column_count;
        for (size_t c = 0; c < grid->column_count; c++)
            if (grid->columns[c].flexible && grid->widths[c] > least &&
                (widest == grid->column_count || grid->widths[c] > grid->widths[widest]))
                widest = c;
        if (widest == grid->column_count)
            return;
        grid->widths[widest]--;
    }
}

/* Takes in column after column, the most important first, as far as they fit; those of rank 0 in any case. */
static void columns_choose(struct grid *grid, unsigned width)
{
    unsigned wanted[GRID_COLUMNS_MOST], most = 0;
    memcpy(wanted, grid->widths, sizeof wanted);
    for (size_t c = 0; c < grid->column_count; c++) {
        most = grid->columns[c].rank > most ? grid->columns[c].rank : most;
        grid->widths[c] = 0;
    }
    for (unsigned rank = 0; rank <= most; rank++)
        for (size_t c = 0; c < grid->column_count; c++) {
            if (grid->columns[c].rank != rank)
                continue;
            grid->widths[c] = wanted[c];
            if (rank > 0 && width_total(grid) > width)
                grid->widths[c] = 0;
        }
}

/* Does the row have a text in a quiet column? */
static bool row_speaks(const struct grid *grid, const struct row *row)
{
    for (size_t c = 0; c < grid->column_count; c++)
        if (grid->columns[c].quiet && row->texts[c][0])
            return true;
    return false;
}

/* The text that all rows that were measured have in the column; NULL: they differ, or there is but one. */
static const char *column_agreement(const struct grid *grid, size_t column)
{
    const char *text = NULL;
    size_t rows = 0;
    for (size_t r = 0; r < grid->row_count; r++) {
        if (!row_speaks(grid, &grid->rows[r]))
            continue;
        if (text && strcmp(text, grid->rows[r].texts[column]) != 0)
            return NULL;
        text = grid->rows[r].texts[column];
        rows++;
    }
    return rows > 1 && *text ? text : NULL;
}

void grid_widths_unlimited(struct grid *grid)
{
    widths_measure(grid);
    for (size_t c = 0; c < grid->column_count; c++)
        if (grid->columns[c].terminal || (grid->columns[c].quiet && column_agreement(grid, c)))
            grid->widths[c] = 0;
}

bool grid_agreements(const struct grid *grid, char *buffer, size_t size)
{
    size_t used = 0;
    for (size_t c = 0; c < grid->column_count; c++) {
        const char *text = grid->columns[c].quiet ? column_agreement(grid, c) : NULL;
        if (text && used < size)
            used += (size_t)snprintf(buffer + used, size - used, "%s%s %s",
                                     used ? " · " : "everywhere: ", grid->titles[c], text);
    }
    return used > 0;
}

static void widths_fit(struct grid *grid, unsigned width)
{
    if (!width) {
        grid_widths_unlimited(grid);
        return;
    }
    widths_measure(grid);
    unsigned wanted[GRID_COLUMNS_MOST];
    memcpy(wanted, grid->widths, sizeof wanted);
    names_shrink(grid, width, NAME_COMFORTABLE);
    columns_choose(grid, width);
    names_shrink(grid, width, NAME_LEAST);
    /* room that is left goes back to the names */
    for (size_t c = 0; c < grid->column_count; c++)
        while (grid->widths[c] && grid->columns[c].flexible && grid->widths[c] < wanted[c] && width_total(grid) < width)
            grid->widths[c]++;
}

/* One line of the grid; spaces at its end are not printed. */
static void line_print(const struct grid *grid, const char (*texts)[GRID_TEXT_BYTES], FILE *stream)
{
    unsigned spaces = INDENT;
    for (size_t c = 0; c < grid->column_count; c++) {
        if (!grid->widths[c])
            continue;
        char text[GRID_TEXT_BYTES];
        const unsigned used = text_fit(text, sizeof text, texts[c], grid->widths[c], grid->utf8);
        const unsigned padding = grid->widths[c] - used;
        if (used)
            fprintf(stream, "%*s%s", (int)(spaces + (grid->columns[c].right ? padding : 0)), "", text);
        if (used)
            spaces = GAP + (grid->columns[c].right ? 0 : padding);
        else
            spaces += grid->widths[c] + GAP;
    }
}

void grid_print(struct grid *grid, const struct yoke_target *target)
{
    static const char *const tones[] = {[GRID_PLAIN] = "", [GRID_FAILED] = "\x1b[31m", [GRID_FAINT] = "\x1b[2m"};
    widths_fit(grid, target->width);
    fputs(target->color ? "\x1b[2m" : "", target->stream);
    line_print(grid, (const char(*)[GRID_TEXT_BYTES])grid->titles, target->stream);
    fputs(target->color ? "\x1b[0m\n" : "\n", target->stream);
    for (size_t r = 0; r < grid->row_count; r++) {
        const struct row *row = &grid->rows[r];
        const bool toned = target->color && row->tone != GRID_PLAIN;
        fputs(toned ? tones[row->tone] : "", target->stream);
        line_print(grid, row->texts, target->stream);
        fputs(toned ? "\x1b[0m\n" : "\n", target->stream);
    }
    char line[GRID_LINE_BYTES];
    if (!target->width && grid_agreements(grid, line, sizeof line))
        text_fold(target->stream, line, "  ", "", 0, target->utf8);
}
