/* SPDX-License-Identifier: MIT */
/* "Did you mean …?": the nearest of some names. One for options, verbs, workloads, executors, parameters and keys. */
#ifndef SUGGEST_H
#define SUGGEST_H

/* A search in progress: start it, offer every name there is, then read `best`. Plain data; keeps pointers to the texts.
 */
struct suggestion {
    const char *wrong; /* what was written */
    const char *best;  /* the nearest name so far; NULL: none is near enough to be worth mentioning */
    int score;         /* of `best`; lower is nearer */
};

void suggestion_start(struct suggestion *suggestion, const char *wrong);

/* Nearness is edit distance (a swap of neighbours counts once, case not at all) less a bonus for a common beginning; a
 * name that contains what was written is near too. Equal scores keep the first name offered. `name` may be NULL. */
void suggestion_offer(struct suggestion *suggestion, const char *name);

/* Writes ". Did you mean NAME?" or "" when nothing is near: the end of a sentence. Returns `text`. */
enum { SUGGESTION_TEXT_BYTES = 96 };
const char *suggestion_text(const struct suggestion *suggestion, char text[SUGGESTION_TEXT_BYTES]);

#endif
