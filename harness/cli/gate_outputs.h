/* SPDX-License-Identifier: MIT */
/* All that a gate writes at its end: the report on stdout, files beside the record, and what the CI service shows. */
#ifndef GATE_OUTPUTS_H
#define GATE_OUTPUTS_H

#include "yoke/catalogue.h"
#include "yoke/report.h"

struct gate_outputs {
    const struct yoke_catalogue *catalogue;
    const struct yoke_report *format; /* on stdout */
    const struct yoke_target *target;
    const char *folder; /* of results */
    bool quiet;
};

/* Returns 0 or -1 with a sentence. What a CI service does not take is said and is no error. */
int gate_outputs_write(const struct gate_outputs *outputs, const struct yoke_record *record, struct yoke_error *error);

#endif
