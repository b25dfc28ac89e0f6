/* SPDX-License-Identifier: MIT */
/* A full fence in every running thread of this process at once, paid for by the one that asks for it (membarrier). Of
 * two parties that each write and then look at what the other has written, only the one that seldom comes there needs
 * it; the other one needs no fence at all. */
#ifndef FENCE_H
#define FENCE_H

#include <stdbool.h>

/* Has the kernel get ready for it; call it before the first time, from any thread, as often as you like. Returns
 * whether it is to be had: not on kernels before 4.14, nor where a filter denies it. */
bool fence_prepare(void);

/* Some microseconds. Returns false when it is not to be had any more. */
bool fence_everywhere(void);

/* In this thread alone. A call, because compilers that instrument for races warn of a fence where it is inlined. */
void fence_here(void);

#endif
