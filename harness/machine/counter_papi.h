/* SPDX-License-Identifier: MIT */
/* The one door to PAPI: what it says of itself. Counting goes through counter_papi of counter_source.h. */
#ifndef COUNTER_PAPI_H
#define COUNTER_PAPI_H

#include <stddef.h>

/* Writes "papi 7.0.0", or "papi" when it could not be started. */
void counter_papi_version(char *text, size_t bytes);

/* Why PAPI counts no processor events at all ("its perf_event component is disabled: …"); NULL when nothing speaks
 * against it. Static storage, the same for the life of the process. Main thread, before any other exists. */
const char *counter_papi_disabled(void);

/* Offers the name of every preset, and of every native event of this processor. Main thread only. */
void counter_papi_names(void (*offer)(void *own, const char *name), void *own);

#endif
