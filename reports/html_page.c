/* SPDX-License-Identifier: MIT */
/* Sections, paragraphs, tables. */
#include "html_page.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "html_grid.h"
#include "html_text.h"

void html_section(struct html_page *page, const char *id, const char *title)
{
    assert(page->section_count < HTML_SECTIONS_MOST);
    fputs(page->section_count ? "</section>\n" : "", page->stream);
    fprintf(page->stream, "<section aria-labelledby=\"%s\"><h2 id=\"%s\">", id, id);
    html_text(page->stream, title, HTML_NAME_COLUMNS);
    fputs("</h2>\n", page->stream);
    page->sections[page->section_count].id = id;
    page->sections[page->section_count++].title = title;
}

void html_sections_end(struct html_page *page)
{
    fputs(page->section_count ? "</section>\n" : "", page->stream);
}

void html_contents(const struct html_page *page, FILE *stream)
{
    fputs("<nav aria-label=\"Contents\"><ul>\n", stream);
    for (size_t i = 0; i < page->section_count; i++) {
        fprintf(stream, "<li><a href=\"#%s\">", page->sections[i].id);
        html_text(stream, page->sections[i].title, HTML_NAME_COLUMNS);
        fputs("</a></li>\n", stream);
    }
    fputs("</ul></nav>\n", stream);
}

void html_paragraph(struct html_page *page, const char *kind, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    const int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    fprintf(page->stream, kind ? "<p class=\"%s\">" : "<p>", kind);
    html_text(page->stream, text, HTML_SENTENCE_COLUMNS);
    fputs("</p>\n", page->stream);
    free(text);
}

void html_lines(struct html_page *page, const char *kind, char *text)
{
    char *rest = text;
    for (const char *line; (line = strsep(&rest, "\n")) != NULL;)
        if (line[strspn(line, " ")])
            html_paragraph(page, kind, "%s", line + strspn(line, " "));
    free(text);
}

void html_sentences(struct html_page *page, void (*print)(const struct yoke_record *record, const struct yoke_target *target))
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    const struct yoke_target plain = {.stream = memory, .notes = page->target->notes, .utf8 = true};
    if (!memory)
        return;
    print(page->record, &plain);
    fclose(memory);
    html_lines(page, NULL, text);
}

void html_table(struct html_page *page, struct grid *grid, const char *caption)
{
    if (grid)
        html_grid(page->stream, grid, caption);
    grid_free(grid);
}
