/* SPDX-License-Identifier: MIT */
/* Calendar time for people; never used to measure. */
#ifndef TIMESTAMP_H
#define TIMESTAMP_H

#include "record.h"

/* Now in UTC, "2026-11-22T10:00:00Z"; lives as long as the record. NULL when memory is short. */
const char *timestamp_now(struct record *record);

#endif
