/* SPDX-License-Identifier: MIT */
/* Room for local variables. */
#ifndef STACK_H
#define STACK_H

#include "yoke/error.h"

/* Returns 0, or -ENOMEM with a sentence when the limit of the stack is so low that the program could end by a
 * segmentation fault anywhere. Asks for next to no stack itself. */
int stack_check(struct yoke_error *error);

#endif
