/* SPDX-License-Identifier: MIT */
/* The widths that `yoke tune` may look at when nobody says which, and what else is its own fallback. */
#ifndef TUNE_WIDTHS_H
#define TUNE_WIDTHS_H

#include "program.h"
#include "recommend.h"

/* Resolves the request below what a plan file or the command line says. Returns 0 and a plan to be freed with
 * plan_free, or the exit status after everything that is wrong has been printed. */
int tune_plan(struct program *program, const struct recommend_rule *rule, struct plan **plan);

#endif
