/* SPDX-License-Identifier: MIT */
/* The cells of an unfinished run say how far they got. */
#ifndef PARTIAL_H
#define PARTIAL_H

#include "record.h"

/* Marks the cells that were not visited in as many blocks as were planned. */
void partial_mark(struct record *record, uint64_t blocks);

/* A saved record of an unfinished run marks its cells partial; they are alive again for the next block. */
void partial_revive(struct yoke_record *facts);

#endif
