/* SPDX-License-Identifier: MIT */
/* The verb plan: what run would do, as a plan file. */
#ifndef PLAN_COMMAND_H
#define PLAN_COMMAND_H

#include "plan.h"

/* Writes the resolved plan as a plan file that can be saved, changed and run; with comments, or as strict JSON. */
void plan_show(const struct plan *plan, bool strict, FILE *stream);

#endif
