/* SPDX-License-Identifier: MIT */
/* Maps of sweeps: what several studies say together, before each of them. */
#include <string.h>

#include "html_page.h"
#include "html_reading.h"
#include "html_text.h"

static void kind_show(struct html_page *page, const char *begins)
{
    for (size_t i = 0; i < page->charts.count; i++) {
        const char *stem = page->charts.list[i].stem;
        char title[512];
        if (strncmp(stem, begins, strlen(begins)) != 0)
            continue;
        snprintf(title, sizeof title, "%s: %.200s", html_reading_of(stem)->title, stem + strlen(begins));
        fputs("<h3>", page->stream);
        html_text(page->stream, title, HTML_NAME_COLUMNS);
        fputs("</h3>\n", page->stream);
        html_charts_show(&page->charts, stem, title, page->stream);
    }
}

void html_maps(struct html_page *page)
{
    kind_show(page, "crossover-");
    kind_show(page, "sweep-");
}
