/* SPDX-License-Identifier: MIT */
/* Rations: how threads draw numbers from a source. As with hands (hand.h) a worker draws several at once and takes them
 * one by one from a word in its own line, where others may help themselves; but what is drawn must have been published,
 * so the counter is moved by compare-and-swap and never beyond that. */
#ifndef RATION_H
#define RATION_H

#include "claim.h"

/* Takes the next number of `worker`'s own reserve, without a look at anything that others write. False: it is empty. */
bool ration_take_reserve(struct claim *claim, unsigned worker, uint64_t *number);

/* Takes the next number below `published` for `worker`, whose reserve is empty, or one of another's reserve. `reserve`
 * becomes whether the worker has put numbers aside just now. Returns false when there is nothing; then, if some were
 * being put aside meanwhile, who does so will see to it that they are noticed (spread). */
bool ration_take(struct claim *claim, unsigned worker, uint64_t published, uint64_t *number, bool *reserve);

/* Has any worker numbers in reserve? */
bool ration_more(const struct claim *claim);

#endif
