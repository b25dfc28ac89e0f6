/* SPDX-License-Identifier: MIT */
/* A comparison as Markdown. */
#ifndef COMPARISON_MARKDOWN_H
#define COMPARISON_MARKDOWN_H

#include "yoke/report.h"

/* As yoke_report's compare. */
int comparison_markdown_write(const struct yoke_comparison *comparison, const struct yoke_target *target,
                              struct yoke_error *error);

#endif
