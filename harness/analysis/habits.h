/* SPDX-License-Identifier: MIT */
/* The widths that pools have when nobody says: what each rule of habit gives on a machine. */
#ifndef HABITS_H
#define HABITS_H

#include <stddef.h>

#include "recommend.h"

enum { HABITS_MOST = 14 };

/* Wider than this a habit is a ceiling, not a width that anything starts with: it is priced where a plan asks for it.
 */
#define HABITS_WIDEST 128

/* Fills `habits`, narrow and wide as the rules give them; returns how many. Rules that need a fact which the machine
 * does not tell are left out. Widths of theory are no habits: they follow from what is measured (yardstick.h). */
size_t habits_list(const struct yoke_cpus *cpus, struct recommend_habit habits[HABITS_MOST]);

/* What people know the rule by: "ThreadPoolExecutor since 3.13"; the rule itself where it is not one of these. */
const char *habits_label(const char *rule);

#endif
