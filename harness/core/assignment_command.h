/* SPDX-License-Identifier: MIT */
/* The command of an assignment, on both sides of the conversation. */
#ifndef ASSIGNMENT_COMMAND_H
#define ASSIGNMENT_COMMAND_H

#include "cells.h"
#include "protocol.h"
#include "record.h"

/* The words of the cell's command with the parameters' values in their places, in `memory`. Returns 0 or -ENOMEM. */
int command_spell(const struct cell *cell, struct record *memory, const char *const **words, size_t *count);

/* Puts the cell's command into the message, all of it in `memory` but the array `restored`. Nothing to do for a cell without one. Returns 0, or a negative
 * errno with a sentence. */
enum { COMMAND_RESTORED_MOST = 32 };
int command_send(const struct cell *cell, struct record *memory, const char *restored[COMMAND_RESTORED_MOST],
                 struct protocol_assignment *message, struct yoke_error *error);

/* What the message says, as a workload gets it, in `memory`; NULL in `*command` where it names none. Returns 0 or -ENOMEM. */
int command_receive(const struct protocol_assignment *message, struct record *memory, const struct yoke_command **command);

#endif
