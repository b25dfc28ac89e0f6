/* SPDX-License-Identifier: MIT */
/* Signals that ask the run to stop. They are blocked while the driver works and come through only where it waits (ppoll), so
 * none is ever lost between a check and a wait. */
#ifndef INTERRUPT_H
#define INTERRUPT_H

/* Starts and ends watching SIGINT, SIGTERM and SIGHUP. Not nested; the process has one. */
void interrupt_catch(void);
void interrupt_release(void);

/* 0: go on; 1: stop after the sample in progress; 2: stop at once. */
int interrupt_level(void);

/* The first signal that came, or 0. */
int interrupt_signal(void);

#endif
