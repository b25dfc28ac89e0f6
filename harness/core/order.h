/* SPDX-License-Identifier: MIT */
/* The order in which a block visits the cells. */
#ifndef ORDER_H
#define ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Fills `order` with 0 .. count - 1, every order equally likely, the same for the same seed and block (Fisher & Yates's
 * shuffle over SplitMix64). A fresh order in every block keeps drift of the machine from favouring any cell. */
void order_shuffle(uint64_t seed, uint64_t block, size_t order[], size_t count);

#endif
