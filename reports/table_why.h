/* SPDX-License-Identifier: MIT */
/* Why not more workers: what the next wider cell that was measured loses, and by what. */
#ifndef TABLE_WHY_H
#define TABLE_WHY_H

#include "yoke/report.h"

/* Prints "  why not 4: of its workers' time 48 % in line for a processor, 3 % idle at the end"; nothing where no wider
 * cell was measured, or nothing is known of what its workers did. */
void table_why_print(const struct yoke_record *record, const struct yoke_advice *advice,
                     const struct yoke_target *target);

#endif
