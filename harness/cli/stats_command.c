/* SPDX-License-Identifier: MIT */
/* Read, describe, write. */
#include "stats_command.h"

#include <errno.h>
#include <string.h>

#include "input.h"
#include "options.h"
#include "stats_findings.h"
#include "stats_table.h"

static int table_open(const char *path, struct stats_table *table, struct yoke_error *error)
{
    if (!strcmp(path, "-"))
        return stats_table_read(stdin, "standard input", table, error);
    FILE *stream = NULL;
    int status = input_open(path, &stream);
    if (status) {
        yoke_error_set(error, "cannot read %s: %s", path, input_reason(status));
        return status;
    }
    status = stats_table_read(stream, path, table, error);
    fclose(stream);
    return status;
}

/* The columns are described by now. */
static int findings_write(const struct stats_options *options, const struct stats_table *table,
                          const struct column columns[])
{
    struct pairing pairing;
    struct stats_findings findings = {columns, table->column_count, NULL};
    if (table->column_count == 2) {
        const int status =
            pairing_describe(table->columns[0], table->columns[1], table->row_count, options->margin, &pairing);
        if (status)
            return status;
        findings.pairing = &pairing;
    }
    if (options->json)
        return stats_write_json(&findings, options->stream);
    stats_write_text(&findings, options->stream);
    return 0;
}

static int table_describe(const struct stats_options *options, const struct stats_table *table)
{
    struct column columns[STATS_TABLE_COLUMNS];
    size_t described = 0;
    int status = 0;
    for (; described < table->column_count && !status; described += !status)
        status = column_describe(table->columns[described], table->row_count, &columns[described]);
    if (!status)
        status = findings_write(options, table, columns);
    while (described > 0)
        column_release(&columns[--described]);
    return status;
}

int stats_command(const struct stats_options *options, struct yoke_error *error)
{
    struct stats_table table;
    if (table_open(options->path, &table, error))
        return YOKE_EXIT_USAGE;
    if (!table.row_count) {
        yoke_error_set(error, "%s holds no numbers", strcmp(options->path, "-") ? options->path : "standard input");
        return YOKE_EXIT_NOTHING;
    }
    const int status = table_describe(options, &table);
    if (status)
        yoke_error_set(error, "cannot describe %zu values: %s", table.row_count, strerror(-status));
    stats_table_release(&table);
    return status ? YOKE_EXIT_FAILED : YOKE_EXIT_DONE;
}
