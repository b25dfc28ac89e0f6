/* SPDX-License-Identifier: MIT */
/* Finding a report by its name, and writing a text report into a file. */
#ifndef REPORT_FILE_H
#define REPORT_FILE_H

#include "yoke/catalogue.h"
#include "yoke/report.h"

/* The report of that name, or NULL. */
const struct yoke_report *report_find(const struct yoke_catalogue *catalogue, const char *name);

/* Does a run leave it beside its record? */
bool report_is_left(const struct yoke_report *report);

/* Writes a text report to `path`: complete, or not there, and an older file is then as it was. Of `target` only the folders, the
 * notes and what counts are read: a file has no colours and no width, and holds UTF-8. Returns 0 or a negative errno with a
 * sentence. */
int report_file_write(const struct yoke_report *report, const struct yoke_record *record, const struct yoke_target *target,
                      const char *path, struct yoke_error *error);

#endif
