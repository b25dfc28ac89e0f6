/* SPDX-License-Identifier: MIT */
/* How a line of a table of fields is written, and the shapes that lie in files of their own. Private to fields*.c. */
#ifndef FIELDS_PRIVATE_H
#define FIELDS_PRIVATE_H

#include "fields.h"

#define AT(type, member) .offset = offsetof(struct type, member)
#define COUNTED(type, member, count) .offset = offsetof(struct type, member), .count_offset = offsetof(struct type, count)
#define TEXT(type, member, about) {.key = #member, .kind = FIELD_TEXT, AT(type, member), .summary = about}
#define COUNT(type, member, about) {.key = #member, .kind = FIELD_COUNT, AT(type, member), .summary = about}
#define REAL(type, member, about) {.key = #member, .kind = FIELD_REAL, AT(type, member), .summary = about}
#define FLAG(type, member, about) {.key = #member, .kind = FIELD_FLAG, AT(type, member), .required = true, .summary = about}
#define OBJECT(type, member, its_shape, about)                                                                        \
    {.key = #member, .kind = FIELD_OBJECT, AT(type, member), .shape = &(its_shape), .summary = about}
#define MUST(name, field_of_kind, type, about)                                                                        \
    {.key = #name, .kind = field_of_kind, AT(type, name), .required = true, .summary = about}
#define END {.key = NULL}
#define SHAPE(its_name, type, table) {.name = its_name, .size = sizeof(struct type), .fields = table}

extern const struct shape advice_shape, model_shape, warning_shape;
extern const struct shape version_shape, machine_shape, estimate_shape, gate_shape, history_series_shape;
extern const char *const verdict_words[]; /* by enum yoke_verdict_word; ends with NULL */

#endif
