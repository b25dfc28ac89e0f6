/* SPDX-License-Identifier: MIT */
/* The JSON Schema of result.json, generated from the tables that read and write it. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include <stdio.h>

/* Writes the schema (JSON Schema 2020-12) as one document. Returns 0 or a negative errno. */
int record_schema_write(FILE *stream);

#endif
