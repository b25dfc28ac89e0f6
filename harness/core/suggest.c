/* SPDX-License-Identifier: MIT */
/* The nearest name, by edit distance and common beginning. */
#include "suggest.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    NAME_MOST = 64,   /* names longer than this are never suggested, nor suggested for */
    PREFIX_WORTH = 4, /* common beginnings count up to so many letters: "sta" is nearer to "stat" than to "iostat" */
};

static int letter(const char *text, int at)
{
    return tolower((unsigned char)text[at]);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Edit distance with swaps of neighbours (optimal string alignment); three rows are enough. */
static int distance(const char *a, int a_length, const char *b, int b_length)
{
    int rows[3][NAME_MOST + 1];
    for (int j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (int i = 1; i <= a_length; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= b_length; j++) {
            int changed = letter(a, i - 1) != letter(b, j - 1);
            row[j] = least(above[j - 1] + changed, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && letter(a, i - 1) == letter(b, j - 2) && letter(a, i - 2) == letter(b, j - 1))
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

static int common_prefix(const char *a, const char *b)
{
    int length = 0;
    while (length < PREFIX_WORTH && a[length] && letter(a, length) == letter(b, length))
        length++;
    return length;
}

void suggestion_start(struct suggestion *suggestion, const char *wrong)
{
    *suggestion = (struct suggestion){.wrong = wrong};
}

void suggestion_offer(struct suggestion *suggestion, const char *name)
{
    size_t wrong_bytes = strlen(suggestion->wrong), name_bytes = name ? strlen(name) : 0;
    if (!wrong_bytes || !name_bytes || wrong_bytes > NAME_MOST || name_bytes > NAME_MOST)
        return;
    int wrong_length = (int)wrong_bytes, name_length = (int)name_bytes;
    int edits = distance(suggestion->wrong, wrong_length, name, name_length);
    /* one error in three letters is a slip; more is another word, unless one is a piece of the other */
    int tolerated = least(wrong_length, name_length) / 3;
    if (tolerated < 1)
        tolerated = 1;
    int is_piece = wrong_length >= 3 && strcasestr(name, suggestion->wrong) != NULL;
    if (edits > tolerated && !is_piece)
        return;
    if (edits >= wrong_length && edits >= name_length) /* nothing in common: "1" is not near to "n" */
        return;
    int score = 2 * (is_piece ? least(edits, tolerated) : edits) - common_prefix(suggestion->wrong, name);
    if (suggestion->best && score >= suggestion->score)
        return;
    suggestion->best = name;
    suggestion->score = score;
}

const char *suggestion_text(const struct suggestion *suggestion, char text[SUGGESTION_TEXT_BYTES])
{
    text[0] = '\0';
    if (suggestion->best)
        snprintf(text, SUGGESTION_TEXT_BYTES, ". Did you mean %s?", suggestion->best);
    return text;
}
