/* SPDX-License-Identifier: MIT */
/* What the kernel notes about one thread and shows only in /proc/thread-self. */
#ifndef THREAD_BOOKS_H
#define THREAD_BOOKS_H

#include <stdint.h>

/* Open the calling thread's own file; whoever reads the descriptor later reads this thread's. Return a descriptor for
 * the caller to close, or a negative errno (-ENOENT: the kernel was built without it). */
int thread_books_open_sched(void);
int thread_books_open_schedstat(void);

/* Moves to another processor since the thread began, from a descriptor of thread_books_open_sched; YOKE_MISSING when
 * the file cannot be read (a negative descriptor too) or does not say. */
uint64_t thread_books_migrations(int sched);

/* Nanoseconds spent ready and waiting for a processor; YOKE_MISSING likewise, and when the kernel does not count it. */
uint64_t thread_books_run_delay(int schedstat);

/* The same two from the files' text. */
uint64_t thread_books_parse_migrations(const char *sched_text);
uint64_t thread_books_parse_run_delay(const char *schedstat_text);

#endif
