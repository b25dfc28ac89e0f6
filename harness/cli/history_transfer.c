/* SPDX-License-Identifier: MIT */
/* A history as a file that others read and write. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "history_private.h"
#include "input.h"
#include "output.h"

/* --- import ------------------------------------------------------------------------------------------------------ */

static int file_fill(struct history_intake *intake, const char *path, struct yoke_error *error)
{
    if (!strcmp(path, "-"))
        return rows_read(stdin, "standard input", history_intake_take, intake, error);
    FILE *stream = NULL;
    int status = input_open(path, &stream);
    if (status) {
        yoke_error_set(error, "cannot read %s: %s", path, input_reason(status));
        return -EINVAL;
    }
    status = rows_read(stream, path, history_intake_take, intake, error);
    fclose(stream);
    return status;
}

static int files_fill(struct history_intake *intake, void *context, struct yoke_error *error)
{
    const struct history_options *options = context;
    int status = 0;
    for (size_t i = 0; i < options->argument_count && !status; i++)
        status = file_fill(intake, options->arguments[i], error);
    return status;
}

int history_import(const struct history_options *options, struct yoke_error *error)
{
    struct history_options own = *options;
    if (options->argument_count)
        return history_intake_run(options, files_fill, &own, error);
    yoke_error_set(error, "import what? Name a file of rows, JSON Lines or CSV, or - for standard input");
    return -EINVAL;
}

/* --- export ------------------------------------------------------------------------------------------------------ */

struct outlet {
    enum rows_format format;
    FILE *stream;
};

static int row_write(void *context, const struct history_row *row, struct yoke_error *error)
{
    (void)error;
    const struct outlet *outlet = context;
    return rows_write(outlet->format, row, outlet->stream);
}

static int outlet_fill(struct outlet *outlet, struct store *store, struct yoke_error *error)
{
    int status = rows_write_head(outlet->format, outlet->stream);
    if (!status)
        status = store_walk(store, row_write, outlet, error);
    return !status && fflush(outlet->stream) ? -errno : status;
}

static int file_write(struct outlet *outlet, const char *path, struct store *store, struct yoke_error *error)
{
    struct output output;
    int status = output_open(&output, path, OUTPUT_PLAIN);
    if (!status) {
        outlet->stream = output.stream;
        status = output_close(&output, outlet_fill(outlet, store, error));
    }
    if (status)
        yoke_error_set(error, "cannot write %.200s: %s", path, strerror(-status));
    return status;
}

int history_export(const struct history_options *options, struct yoke_error *error)
{
    struct outlet outlet = {options->format, options->target.stream};
    struct store *store = NULL;
    if (options->argument_count) {
        yoke_error_set(error, "export writes the whole history; a file is named with -o FILE");
        return -EINVAL;
    }
    int status = history_open(options, &store, error);
    if (status)
        return status;
    const bool is_file = options->output && strcmp(options->output, "-");
    status = is_file ? file_write(&outlet, options->output, store, error) : outlet_fill(&outlet, store, error);
    if (status)
        yoke_error_set(error, "cannot write to standard output: %s", strerror(-status));
    store_close(store);
    return status;
}
