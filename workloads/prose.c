/* SPDX-License-Identifier: MIT */
/* Made-up prose. Word n has rank 1 / n by drawing n as exp of a uniform number; in whole numbers, by drawing first how
 * many bits n has and then those bits. */
#include "prose.h"

#include "yoke/random.h"

/* Ranks have up to this many bits: 4095 words, the everyday vocabulary. */
enum { RANK_BITS_MOST = 12 };

/* Every other time, words that stood somewhere before are repeated, up to this many: phrases, for which a compressor
 * may look long. */
enum { QUOTED_WORDS_MOST = 8 };

/* Where sentences and lines end: every so many words on average. */
enum { SENTENCE_WORDS = 12, LINE_BYTES = 72 };

/* Where text goes, and how much of it there is. */
struct writing {
    char *text;
    size_t bytes, room, line; /* `line`: bytes since the last line ended */
};

static void writing_add(struct writing *writing, char letter)
{
    if (writing->bytes == writing->room)
        return;
    writing->text[writing->bytes++] = letter;
    writing->line = letter == '\n' ? 0 : writing->line + 1;
}

/* The word of a rank, always the same: frequent ones are short, in syllables of a consonant and a vowel. */
static void writing_add_word(struct writing *writing, uint64_t seed, uint64_t rank)
{
    static const char consonants[] = "bcdfghklmnprstvw", vowels[] = "aaeeeiou";
    uint64_t bits = yoke_random_draw(~seed, rank);
    for (uint64_t left = rank + 2; left; left /= 8, bits >>= 7) {
        writing_add(writing, consonants[bits & 15]);
        writing_add(writing, vowels[bits >> 4 & 7]);
    }
}

void prose_write(uint64_t seed, char *text, size_t bytes)
{
    struct writing writing = {.room = bytes};
    writing.text = text;
    for (uint64_t word = 0, quoted = 0, back = 0; writing.bytes < bytes; word++) {
        uint64_t bits = yoke_random_draw(seed, word);
        if (!quoted && word && bits >> 32 & 1) {
            quoted = 1 + bits % QUOTED_WORDS_MOST;
            back = 1 + (bits >> 8) % word;
        }
        if (quoted && quoted--)
            bits = yoke_random_draw(seed, word - back);
        const uint64_t length = 1 + (bits & 0xffff) * RANK_BITS_MOST / 0x10000;
        const uint64_t rank = (bits >> 16 | UINT64_C(1) << 47) >> (48 - length);
        writing_add_word(&writing, seed, rank);
        if ((bits >> 32) % SENTENCE_WORDS == 0)
            writing_add(&writing, '.');
        writing_add(&writing, writing.line > LINE_BYTES ? '\n' : ' ');
    }
}
