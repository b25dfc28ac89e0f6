/* SPDX-License-Identifier: MIT */
/* What is told to who called. */
#include "gate.h"
#include "options.h"

/* git bisect run: "this revision cannot be tested"; and anything from 128 on ends the search. */
enum { BISECT_SKIP = 125, BISECT_ABORT = 128 };

int gate_exit_map(int status, bool strict, bool bisect)
{
    if (!bisect)
        return status == YOKE_EXIT_UNDECIDED && !strict ? YOKE_EXIT_DONE : status;
    switch (status) {
    case YOKE_EXIT_DONE:
        return 0;
    case YOKE_EXIT_SLOWER:
        return 1;
    case YOKE_EXIT_USAGE:
    case YOKE_EXIT_NOTHING: /* a mistake in the command is the same mistake in every revision */
        return BISECT_ABORT;
    default:
        return status >= BISECT_ABORT ? status : BISECT_SKIP;
    }
}
