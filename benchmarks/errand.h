/* SPDX-License-Identifier: MIT */
/* Commands that a benchmark has run for it. A signal that asks the benchmark to end ends the one that runs and begins
 * no other; the benchmark then removes what it has made and ends by that signal. */
#ifndef ERRAND_H
#define ERRAND_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and SIGHUP are held until errand_end. */
void errand_begin(void);

/* Runs `script` with sh in a process group of its own and waits for it. Returns what waitpid tells, or -1: it could not
 * be run, or the benchmark is to end. */
int errand_run(const char *script);

/* Is the benchmark to end? */
bool errand_is_over(void);

/* Ends the program by the signal that came; returns when none has. */
void errand_end(void);

#endif
