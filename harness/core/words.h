/* SPDX-License-Identifier: MIT */
/* A command as one line of text and as its words. No shell takes part: nothing is expanded, nothing is redirected. */
#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>

#include "yoke/error.h"

/* Splits `text` at blanks. '…' keeps everything, "…" everything but \" and \\, a backslash the next character. What only
 * a shell understands (| & ; < > ` $ * outside quotes) is refused rather than passed on. Fills `*words`, ended by NULL
 * and to be freed with words_free; no words are no error. Returns 0, -ENOMEM, or -EINVAL with a sentence. */
int words_split(const char *text, char ***words, size_t *count, struct yoke_error *error);

/* The text that splits into these words again, quoted only where that is needed; to be freed. NULL: no memory. */
char *words_join(const char *const words[], size_t count);

/* A copy of the array and its texts, ended by NULL. NULL: no memory. */
char **words_copy(const char *const words[], size_t count);

void words_free(char **words);

#endif
