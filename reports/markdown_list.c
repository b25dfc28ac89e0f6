/* SPDX-License-Identifier: MIT */
/* The heads of the terminal's blocks name what a list of its own needs no name for. */
#include "markdown_list.h"

#include <stdlib.h>
#include <string.h>

#include "grid.h"

void markdown_list(char *text, const struct yoke_target *target)
{
    char *rest = text;
    if (rest && *rest)
        fputc('\n', target->stream);
    for (const char *line; (line = strsep(&rest, "\n")) != NULL;) {
        line += strspn(line, " ");
        if (!*line || !strcmp(line, "warnings") || !strcmp(line, "not counted")) /* heads of the terminal's blocks */
            continue;
        fputs("- ", target->stream);
        grid_markdown_text(line, target->stream);
        fputc('\n', target->stream);
    }
    free(text);
}
