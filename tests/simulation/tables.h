/* SPDX-License-Identifier: MIT */
/* The tables of docs/statistics.md, one function a section; each prints to standard output. `replicates` is at least
 * 100; what costs much takes a share of them. */
#ifndef TABLES_H
#define TABLES_H

#include "draws.h"

void tables_ratios(size_t replicates, struct draws *draws);
void tables_absolute(size_t replicates, struct draws *draws);
void tables_quantiles(size_t replicates, struct draws *draws);
void tables_bootstrap(size_t replicates, struct draws *draws);
void tables_means(size_t replicates, struct draws *draws);
void tables_levels(size_t replicates, struct draws *draws);
void tables_families(size_t replicates, struct draws *draws);
void tables_changes(size_t replicates, struct draws *draws);
void tables_modes(size_t replicates, struct draws *draws);

#endif
