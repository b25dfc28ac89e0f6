/* SPDX-License-Identifier: MIT */
/* The switch: leaving one stack and going on on another. Hand-written for x86-64 and aarch64; elsewhere only the
 * portable twin in coroutine.c exists. */
#ifndef COROUTINE_SWITCH_H
#define COROUTINE_SWITCH_H

#if defined(__x86_64__) || defined(__aarch64__)
#define COROUTINE_HAS_JUMP 1
#else
#define COROUTINE_HAS_JUMP 0
#endif

/* Saves what a function must preserve on the present stack, writes that stack's pointer to `*save`, and goes on where
 * the stack `load` was left by this function or prepared by coroutine_jump_prepare. Returns when somebody jumps back.
 *
 * Preserved are the callee-saved registers of the platform's calling convention, and of the floating-point environment
 * what the convention counts among them: the control bits (rounding, masks, precision) of mxcsr and the x87 control
 * word, and of FPCR. A task that sets a rounding mode thus keeps it across a wait, and no other task sees it. Loading
 * them costs more than all the rest, so they are compared first and loaded only when the two sides differ. The sticky
 * exception flags are not preserved, as by any call of a function. Signal masks are the thread's: a system call to
 * switch them would cost twenty times the switch. */
void coroutine_jump(void **save, void *load);

/* Makes the stack that ends below `high` ready for its first jump, which calls entry(argument) with the present
 * floating-point control bits. `entry` must not return. Unwinding stops there. Returns what to give to coroutine_jump.
 */
void *coroutine_jump_prepare(void *high, void (*entry)(void *argument), void *argument);

#endif
