/* SPDX-License-Identifier: MIT */
/* The first column that is shown names its row. */
#include "html_grid.h"

#include "grid_private.h"
#include "html_text.h"

static void head_write(FILE *stream, const struct grid *grid)
{
    fputs("<thead><tr>", stream);
    for (size_t c = 0; c < grid->column_count; c++) {
        if (!grid->widths[c])
            continue;
        fprintf(stream, "<th scope=\"col\"%s>", grid->columns[c].right ? " class=\"n\"" : "");
        html_text(stream, grid->titles[c], HTML_NAME_COLUMNS);
        fputs("</th>", stream);
    }
    fputs("</tr></thead>\n", stream);
}

static void row_write(FILE *stream, const struct grid *grid, const struct row *row)
{
    static const char *const tones[] = {[GRID_PLAIN] = "", [GRID_FAILED] = " class=\"worse\"", [GRID_FAINT] = " class=\"faint\""};
    bool named = false;
    fprintf(stream, "<tr%s>", tones[row->tone]);
    for (size_t c = 0; c < grid->column_count; c++) {
        if (!grid->widths[c])
            continue;
        fprintf(stream, "<%s%s>", named ? "td" : "th scope=\"row\"", grid->columns[c].right ? " class=\"n\"" : "");
        html_text(stream, row->texts[c], HTML_NAME_COLUMNS);
        fputs(named ? "</td>" : "</th>", stream);
        named = true;
    }
    fputs("</tr>\n", stream);
}

void html_grid(FILE *stream, struct grid *grid, const char *caption)
{
    char line[GRID_LINE_BYTES];
    grid_widths_unlimited(grid);
    fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"", stream);
    html_text(stream, caption, HTML_SENTENCE_COLUMNS);
    fputs("\"><table><caption>", stream);
    html_text(stream, caption, HTML_SENTENCE_COLUMNS);
    fputs("</caption>\n", stream);
    head_write(stream, grid);
    fputs("<tbody>\n", stream);
    for (size_t r = 0; r < grid->row_count; r++)
        row_write(stream, grid, &grid->rows[r]);
    fputs("</tbody></table></div>\n", stream);
    if (!grid_agreements(grid, line, sizeof line))
        return;
    fputs("<p class=\"small\">", stream);
    html_text(stream, line, HTML_SENTENCE_COLUMNS);
    fputs("</p>\n", stream);
}
