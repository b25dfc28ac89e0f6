/* SPDX-License-Identifier: MIT */
/* One result of one commit, flat: how a history stands in files that others read and write. */
#ifndef HISTORY_ROW_H
#define HISTORY_ROW_H

#include "fields.h"

/* Missing texts are NULL, missing reals NaN. */
struct history_row {
    const char *time, *commit, *host, *fingerprint;
    const char *cell, *metric, *unit, *base;
    double value, low, high, median; /* as in yoke/history.h */
};

extern const struct shape history_row_shape;

#endif
