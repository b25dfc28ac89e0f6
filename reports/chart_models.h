/* SPDX-License-Identifier: MIT */
/* The laws of scaling in a speedup chart: as curves, and their coefficients as a table. */
#ifndef CHART_MODELS_H
#define CHART_MODELS_H

#include <stdio.h>

#include "chart_layout.h"

/* The law that describes the series best; NULL: none was fitted. */
const struct yoke_model *chart_model_find(const struct study *study, const struct study_series *source);

/* The fit behind the series' law, to be freed; NULL: it has no law, or another one fits the samples that the record kept. */
struct scaling_fit *chart_model_refit(const struct study *study, const struct chart_series *series);

/* Speedup over `baseline` that the law gives `workers`. */
double chart_model_speedup(const struct yoke_model *model, const struct yoke_cell *baseline, double workers);

/* Writes the curves (a block a series: workers, speedup, its 95 % band) and the table. */
void chart_models_print(FILE *script, const struct chart *chart, const struct chart_layout *layout);

#endif
