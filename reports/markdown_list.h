/* SPDX-License-Identifier: MIT */
/* Sentences as a list of Markdown. */
#ifndef MARKDOWN_LIST_H
#define MARKDOWN_LIST_H

#include "yoke/report.h"

/* Prints what was written for a terminal without a width, a line an entry, and frees it. */
void markdown_list(char *text, const struct yoke_target *target);

#endif
