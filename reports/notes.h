/* SPDX-License-Identifier: MIT */
/* What the notes of a record come to, for those who print them: equal ones once. */
#ifndef NOTES_H
#define NOTES_H

#include <stddef.h>

#include "yoke/record.h"

/* Warnings of one kind: where it was seen first, and in how many cells besides. Points into the record. */
struct note_warning {
    const struct yoke_warning *warning;
    const struct yoke_cell *cell; /* NULL: it concerns the whole run */
    size_t more;
};

struct note_warnings {
    struct note_warning *list;
    size_t count;
};

/* Gathers those of the run and then of the cells. When memory is short some are left out: the record still has them. */
void note_warnings_gather(struct note_warnings *warnings, const struct yoke_record *record);
void note_warnings_release(struct note_warnings *warnings);

/* Why the numbers are not all that was asked for, in a sentence. Empty: they are. */
enum { NOTE_UNFINISHED_BYTES = 700 };
void note_unfinished(char text[NOTE_UNFINISHED_BYTES], const struct yoke_record *record);

/* The events that could not be counted for one reason. */
struct note_absence {
    const char *reason;
    char names[512]; /* between commas */
};

enum { NOTE_ABSENCES_MOST = 16 }; /* a group has at most as many events */

/* Fills in at most NOTE_ABSENCES_MOST of them. Returns how many. */
size_t note_absences_gather(struct note_absence absences[], const struct yoke_record *record);

#endif
