/* SPDX-License-Identifier: MIT */
/* The numbers of a METG chart as CSV. */
#ifndef METG_DATA_H
#define METG_DATA_H

#include <stdio.h>

#include "metg_curves.h"

/* Writes one line a dot. */
void metg_data_write(const struct metg_curves *curves, FILE *stream);

#endif
