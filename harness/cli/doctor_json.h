/* SPDX-License-Identifier: MIT */
/* What `yoke doctor --json` prints. */
#ifndef DOCTOR_JSON_H
#define DOCTOR_JSON_H

#include "doctor.h"

/* Writes the checks as one JSON document, {"schema": "yoke-doctor/1", "checks": […]}. Returns 0 or a negative errno. */
int doctor_write_json(const struct doctor_options *options, FILE *stream);

#endif
