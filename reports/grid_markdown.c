/* SPDX-License-Identifier: MIT */
/* A grid as a Markdown table. */
#include "grid_private.h"

#include <string.h>

#include "text.h"

void grid_markdown_text(const char *text, FILE *stream)
{
    for (; *text; text++) {
        if (strchr("\\`*_{}[]<>#|~!&$@", *text))
            fputc('\\', stream);
        fputc(*text, stream);
    }
}

/* A text between two bars. */
static void markdown_text(const char *text, FILE *stream)
{
    fputc(' ', stream);
    grid_markdown_text(text, stream);
    fputs(" |", stream);
}

void grid_print_markdown(struct grid *grid, FILE *stream)
{
    grid_widths_unlimited(grid);
    fputc('|', stream);
    for (size_t c = 0; c < grid->column_count; c++)
        if (grid->widths[c])
            markdown_text(grid->titles[c], stream);
    fputs("\n|", stream);
    for (size_t c = 0; c < grid->column_count; c++)
        if (grid->widths[c])
            fputs(grid->columns[c].right ? " ---: |" : " :--- |", stream);
    for (size_t r = 0; r < grid->row_count; r++) {
        fputs("\n|", stream);
        for (size_t c = 0; c < grid->column_count; c++)
            if (grid->widths[c])
                markdown_text(grid->rows[r].texts[c], stream);
    }
    fputc('\n', stream);
    char line[GRID_LINE_BYTES], clean[sizeof line];
    if (!grid_agreements(grid, line, sizeof line))
        return;
    text_fit(clean, sizeof clean, line, 0, grid->utf8);
    fputc('\n', stream);
    grid_markdown_text(clean, stream);
    fputc('\n', stream);
}
