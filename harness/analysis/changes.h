/* SPDX-License-Identifier: MIT */
/* Blocks that are void because a setting of the machine changed. */
#ifndef CHANGES_H
#define CHANGES_H

#include "record.h"

/* The change that makes a block void; NULL: none does. */
const struct yoke_change *changes_find(const struct yoke_record *record, uint64_t block);

/* "governor changed, performance -> powersave"; NULL when memory is short. */
const char *changes_describe(struct record *record, const struct yoke_change *change);

#endif
