/* SPDX-License-Identifier: MIT */
/* Made-up prose: text that compresses about as well as a language does. */
#ifndef PROSE_H
#define PROSE_H

#include <stddef.h>
#include <stdint.h>

/* Fills `text` with `bytes` characters, no ending 0: words of a vocabulary that the seed makes, the n-th of them n
 * times rarer than the first (Zipf's law), in sentences and lines. */
void prose_write(uint64_t seed, char *text, size_t bytes);

#endif
