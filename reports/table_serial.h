/* SPDX-License-Identifier: MIT */
/* The serial share by width, below the laws of scaling: how it goes with the width tells a serial part from overhead.
 */
#ifndef TABLE_SERIAL_H
#define TABLE_SERIAL_H

#include "yoke/report.h"

/* The words above it. */
#define TABLE_SERIAL_TITLE                                                                                             \
    "serial share by width (Karp and Flatt), 95 % · the same at every width: a serial part · rising: overhead · "   \
    "below "                                                                                                           \
    "0: faster than ideal"

/* Prints a line for every curve that has a law, with the widths of which the share has an interval; nothing where there
 * are none. */
void table_serial_print(const struct yoke_record *record, const struct yoke_target *target);

#endif
