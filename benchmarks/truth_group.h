/* SPDX-License-Identifier: MIT */
/* A control group with a quota of half a processor, where one may be made. */
#ifndef TRUTH_GROUP_H
#define TRUTH_GROUP_H

/* Makes the group. Returns what to put in front of a command to run it in there; NULL: none could be made, and
 * `reason`, of `size` bytes, says why. */
const char *truth_group_make(char *reason, unsigned size);

/* Removes the group. */
void truth_group_remove(void);

#endif
