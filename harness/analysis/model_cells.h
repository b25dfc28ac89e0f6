/* SPDX-License-Identifier: MIT */
/* Which cells a law or an advice is about. */
#ifndef MODEL_CELLS_H
#define MODEL_CELLS_H

#include <stdbool.h>

#include "yoke/record.h"

/* Do the cell and the model, or the advice, speak of the same work on the same executor, schedule and placement? */
bool model_is_about(const struct yoke_model *model, const struct yoke_cell *cell);
bool advice_is_about(const struct yoke_advice *advice, const struct yoke_cell *cell);

#endif
