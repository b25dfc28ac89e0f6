/* SPDX-License-Identifier: MIT */
/* Heads of the terminal's blocks stay out: entries name their cells themselves. */
#include "markdown_list.h"

#include <stdlib.h>
#include <string.h>

#include "grid.h"

void markdown_list_open(struct markdown_list *list, const struct yoke_target *target)
{
    *list = (struct markdown_list){.text = NULL};
    list->plain = (struct yoke_target){
        .stream = open_memstream(&list->text, &list->size), .notes = target->notes, .utf8 = target->utf8};
}

void markdown_list_close(struct markdown_list *list, const struct yoke_target *target)
{
    if (list->plain.stream)
        fclose(list->plain.stream);
    char *rest = list->text;
    if (rest && *rest)
        fputc('\n', target->stream);
    for (const char *line; (line = strsep(&rest, "\n")) != NULL;) {
        line += strspn(line, " ");
        if (!*line || !strcmp(line, "warnings") || !strcmp(line, "not counted"))
            continue;
        fputs("- ", target->stream);
        grid_markdown_text(line, target->stream);
        fputc('\n', target->stream);
    }
    free(list->text);
}
