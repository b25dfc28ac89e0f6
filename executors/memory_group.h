/* SPDX-License-Identifier: MIT */
/* What the control group that this process is in says of memory, in either version of control groups. */
#ifndef MEMORY_GROUP_H
#define MEMORY_GROUP_H

#include <stdint.h>

/* `root` stands before every path: "" but in tests. */

/* The tightest limit of the group and of those above it, in bytes; UINT64_MAX: none, or none to see. */
uint64_t memory_group_limit(const char *root);

/* How often the kernel has ended a process of the group for its use of memory; 0 where it does not say. */
uint64_t memory_group_kills(const char *root);

#endif
