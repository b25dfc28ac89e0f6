/* SPDX-License-Identifier: MIT */
/* Reports by name, and into files. */
#ifndef REPORT_FILE_H
#define REPORT_FILE_H

#include "yoke/catalogue.h"
#include "yoke/report.h"

/* What a report is about: one record, or several results compared. One of the two is NULL. */
struct report_subject {
    const struct yoke_record *record;
    const struct yoke_comparison *comparison;
};

/* Can it show that? Not every report knows comparisons. */
bool report_knows(const struct yoke_report *report, const struct report_subject *subject);

/* Writes one that knows the subject. As yoke_report's own functions. */
int report_write(const struct yoke_report *report, const struct report_subject *subject,
                 const struct yoke_target *target, struct yoke_error *error);

/* The report of that name, or NULL. */
const struct yoke_report *report_find(const struct yoke_catalogue *catalogue, const char *name);

/* Writes a text report to `path`: complete, or not there, and an older file is then as it was. Of `target` only the
 * folders, the notes and what counts are read: a file has no colours and no width, and holds UTF-8. Returns 0 or a
 * negative errno with a sentence. */
int report_file_write(const struct yoke_report *report, const struct report_subject *subject,
                      const struct yoke_target *target, const char *path, struct yoke_error *error);

/* "FOLDER/samples.csv"; a report for the terminal has no name of its own: "FOLDER/table.txt". Comparisons lie beside
 * those under a name of theirs: "FOLDER/comparison.csv". To be freed. Returns 0 or -ENOMEM. */
int report_path_make(char **path, const char *folder, const struct yoke_report *report,
                     const struct report_subject *subject);

/* Writes into the target's folder what every run leaves there, pictures first: a page takes them in. Returns 0 or a
 * negative errno with a sentence. */
int report_write_always(const struct yoke_catalogue *catalogue, const struct yoke_record *record,
                        const struct yoke_target *target, struct yoke_error *error);

#endif
