/* SPDX-License-Identifier: MIT */
/* Signals that ask the program to end (SIGINT, SIGTERM, SIGHUP) wait while a file is half written, and end it right
 * after. */
#ifndef POSTPONE_H
#define POSTPONE_H

#include <stdbool.h>

/* In pairs, which may be nested; of the process's first thread. */
void postpone_begin(void);
void postpone_end(void);

/* Is one of them waiting that will end the program (or call its handler) as soon as it may? For what takes long: stop,
 * clean up, and go. */
bool postpone_wanted(void);

#endif
