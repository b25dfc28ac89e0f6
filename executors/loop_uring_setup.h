/* SPDX-License-Identifier: MIT */
/* Rings as the io_uring driver wants them. With loop_uring.c the only door of liburing; only in builds that have it. */
#ifndef LOOP_URING_SETUP_H
#define LOOP_URING_SETUP_H

#include <liburing.h>
#include <stddef.h>

/* Sets a ring up with as many of the kernel's extras as it takes. The calling thread must be the one that uses the
 * ring. Returns 0 or a negative errno. Give back with io_uring_queue_exit. */
int uring_setup(struct io_uring *ring);

/* The probe of the driver (loop_driver.h). */
int uring_setup_probe(char *text, size_t bytes);

#endif
