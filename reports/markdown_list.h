/* SPDX-License-Identifier: MIT */
/* What is written for a terminal in lines, as a list of Markdown. */
#ifndef MARKDOWN_LIST_H
#define MARKDOWN_LIST_H

#include "yoke/report.h"

/* A list being written: by whoever prints to `plain`, which has no width. Its stream is NULL when memory is short. */
struct markdown_list {
    struct yoke_target plain;
    char *text;
    size_t size;
};

/* Close it in every case: that prints it, a line an entry. */
void markdown_list_open(struct markdown_list *list, const struct yoke_target *target);
void markdown_list_close(struct markdown_list *list, const struct yoke_target *target);

#endif
