/* SPDX-License-Identifier: MIT */
/* Advice in one sentence that a person can act on. */
#ifndef RECOMMEND_SENTENCE_H
#define RECOMMEND_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "record.h"

enum { RECOMMEND_SENTENCE_BYTES = 640 };

/* Are they about the same workload at the same parameters? */
bool recommend_same_work(const struct yoke_advice *left, const struct yoke_advice *right);

/* Is it the advice to follow for its work: the first one of the record that speaks of it? */
bool recommend_is_first(const struct yoke_record *record, size_t index);

/* Writes what to set, what that rests on and what the worst habit would lose; no line break and no other control
 * character, a full stop at the end. */
void recommend_sentence(const struct yoke_record *record, size_t index, char text[RECOMMEND_SENTENCE_BYTES]);

/* Writes "62 % [60..64]"; "about 62 %" where the interval is open; "not measured". */
void recommend_loss_text(const struct yoke_estimate *loss, char *text, size_t size);

/* Turns controls into question marks, those of two bytes in UTF-8 too: they would drive a terminal, and records come
 * from anywhere. */
void recommend_text_clean(char *text);

#endif
