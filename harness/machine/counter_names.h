/* SPDX-License-Identifier: MIT */
/* The words that stand for several events, and every name there is here: for help, and for the nearest right name. */
#ifndef COUNTER_NAMES_H
#define COUNTER_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* One event as help shows it. */
struct counter_name {
    const char *name;
    const char *summary; /* what one count of it is */
};

/* A word for events that belong together. */
struct counter_family {
    const char *name;      /* "ipc" */
    const char *tells;     /* what is read off its events, one line */
    const char *events[8]; /* NULL ends them */
    bool ratio;            /* two events, the first divided by the second: they have to be counted together */
};

extern const struct counter_family counter_families[];    /* a NULL name ends them */
extern const struct counter_name counter_family_events[]; /* every event that is in a family; a NULL name ends them */

/* The family of this name, or NULL. */
const struct counter_family *counter_family_find(const char *name);

/* The event that this one forms a ratio with, or NULL. */
const char *counter_family_partner(const char *name);

/* Is it an event that can be asked for here? True also where that cannot be told: with its component disabled PAPI
 * knows no native names. Main thread only, before any other exists. */
bool counter_name_known(const char *name);

/* Offers every name that is known here: families, software events, presets, native events. Main thread only. */
void counter_names_offer(void (*offer)(void *own, const char *name), void *own);

#endif
