/* SPDX-License-Identifier: MIT */
/* The values of a parameter as texts: numbers with their unit, choices as their words. */
#ifndef PARAM_TEXT_H
#define PARAM_TEXT_H

#include <stdbool.h>

#include "units.h"
#include "yoke/param.h"
#include "yoke/record.h"

_Static_assert((int)YOKE_CHOICE_BYTES_MOST < (int)UNITS_TEXT_BYTES, "a word fits where a number does");

/* For names: the same text for the same value for ever. */
void param_name(const struct yoke_param *param, uint64_t value, char text[UNITS_TEXT_BYTES]);

/* For sentences and commands: the shortest text that is read back as the same value. */
void param_exact(const struct yoke_param *param, uint64_t value, char text[UNITS_TEXT_BYTES]);

/* What a value of the parameter is called: "count", "size", "duration", "choice". */
const char *param_noun(const struct yoke_param *param);

/* Finds the value that a word stands for. Returns false when the parameter has no such choice. */
bool param_choice(const struct yoke_param *param, const char *word, uint64_t *value);

/* For records and messages. Its texts are the descriptor's. */
struct yoke_setting_value param_setting(const struct yoke_param *param, uint64_t value);

#endif
