/* SPDX-License-Identifier: MIT */
/* What the test and its inversion share. Private to signed_rank*.c. */
#ifndef SIGNED_RANK_PRIVATE_H
#define SIGNED_RANK_PRIVATE_H

#include <stdint.h>

#include "signed_rank.h"

/* Twice the largest weight that a rank may have. */
uint64_t signed_rank_cap(size_t count, enum signed_rank_weights weights);

#endif
