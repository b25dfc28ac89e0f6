/* SPDX-License-Identifier: MIT */
/* Where each report goes is settled before the first is written. */
#include "report_command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis.h"
#include "embedded.h"
#include "folder.h"
#include "options.h"
#include "record.h"
#include "report_file.h"

/* Where the reports of one call go: into `folder`, or else into `file`, or else to standard output. Owned texts. */
struct place {
    char *folder, *file;
};

static void place_release(struct place *place)
{
    free(place->folder);
    free(place->file);
}

/* The folder that a path lies in: "." when it names none. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash ? strdup(".") : slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

static bool is_folder(const char *path)
{
    struct stat facts;
    const size_t length = strlen(path);
    return (length && path[length - 1] == '/') || (!stat(path, &facts) && S_ISDIR(facts.st_mode));
}

static int place_choose(struct place *place, const struct report_options *options, struct yoke_error *error)
{
    const struct report_choice *choice = options->choice;
    const bool single = choice->count == 1 && choice->reports[0]->kind == YOKE_REPORT_TEXT && choice->named;
    const char *output = options->output;
    if (output && !strcmp(output, "-") && !single) {
        yoke_error_set(error, "-o -: standard output takes one text report, and this would be %s: name a folder",
                       choice->count > 1 ? "several" : "files");
        return -EINVAL;
    }
    if (single && (!output || !strcmp(output, "-")))
        return 0;
    char **text = single && !is_folder(output) ? &place->file : &place->folder;
    *text = output ? strdup(output) : folder_of(options->path);
    if (!*text)
        return -ENOMEM;
    char *folder = place->folder ? strdup(place->folder) : folder_of(place->file);
    const int status = folder ? folder_make(folder) : -ENOMEM;
    free(folder);
    if (status)
        yoke_error_set(error, "cannot make the folder for %s: %s; choose another with -o", *text, strerror(-status));
    return status;
}

/* Is it the very file that is being read? */
static bool is_source(const struct report_options *options, const char *path)
{
    struct stat source, there;
    return !stat(options->path, &source) && !stat(path, &there) && source.st_dev == there.st_dev &&
           source.st_ino == there.st_ino;
}

static int file_write(const struct report_options *options, const struct yoke_report *report,
                      const struct yoke_record *record, const struct yoke_target *target, const char *path,
                      struct yoke_error *error)
{
    if (!is_source(options, path))
        return report_file_write(report, record, target, path, error);
    yoke_error_set(error, "%s is the record that is being read, and would be written over: choose another place with -o", path);
    return -EEXIST;
}

static int folder_write(const struct report_options *options, const struct yoke_report *report,
                        const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    char *path = NULL;
    if (report->kind == YOKE_REPORT_FILES)
        return report->write(record, target, error);
    int status = report_path_make(&path, target->folder, report);
    if (!status)
        status = file_write(options, report, record, target, path, error);
    free(path);
    return status;
}

static int reports_write(const struct report_options *options, const struct place *place, const struct yoke_record *record,
                         struct yoke_target *target, struct yoke_error *error)
{
    const struct report_choice *choice = options->choice;
    int status = 0;
    target->folder = place->folder;
    if (place->file)
        return file_write(options, choice->reports[0], record, target, place->file, error);
    if (!place->folder)
        return choice->reports[0]->write(record, target, error);
    /* files first: when all charts are made, a page takes them in */
    target->charts = choice->named ? NULL : place->folder;
    for (int kind = YOKE_REPORT_FILES; kind >= YOKE_REPORT_TEXT; kind--)
        for (size_t i = 0; i < choice->count && !status; i++)
            if ((int)choice->reports[i]->kind == kind)
                status = folder_write(options, choice->reports[i], record, target, error);
    return status;
}

static int record_show(const struct report_options *options, const struct yoke_record *record, struct yoke_error *error)
{
    struct place place = {0};
    unsigned lacking = 0;
    struct yoke_target target = options->target;
    char *home = folder_of(options->path);
    int status = home ? place_choose(&place, options, error) : -ENOMEM;
    const bool refused = status;
    target.record_folder = home;
    target.lacking = &lacking;
    if (!status)
        status = reports_write(options, &place, record, &target, error);
    if (!status && place.folder)
        fprintf(target.notes, "reports  %s\n", place.folder);
    if (status && !error->text[0])
        yoke_error_set(error, "cannot write the report: %s", strerror(-status));
    place_release(&place);
    free(home);
    if (status)
        return refused ? YOKE_EXIT_USAGE : YOKE_EXIT_FAILED;
    return options->strict && lacking ? YOKE_EXIT_FAILED : YOKE_EXIT_DONE;
}

/* Reads and analyses a record. Returns an exit status. */
static int record_open(const char *path, struct record **record, struct yoke_error *error)
{
    if (record_load(path, record, error))
        return YOKE_EXIT_USAGE;
    if (!analysis_run(*record))
        return YOKE_EXIT_DONE;
    yoke_error_set(error, "no memory to analyse %s", path);
    return YOKE_EXIT_FAILED;
}

int report_command(const struct report_options *options, struct yoke_error *error)
{
    struct record *record = NULL, *base = NULL;
    struct report_options own = *options;
    int status = record_open(options->path, &record, error);
    if (!status && options->base)
        status = record_open(options->base, &base, error);
    own.target.base = base ? &base->facts : NULL;
    if (!status)
        status = record_show(&own, &record->facts, error);
    record_free(base);
    record_free(record);
    return status;
}

int report_extract(const char *path, const char *output, struct yoke_error *error)
{
    char *text = NULL;
    size_t size = 0;
    if (embedded_read(path, &text, &size, error))
        return YOKE_EXIT_USAGE;
    const bool is_file = output && strcmp(output, "-");
    FILE *stream = is_file ? fopen(output, "wxe") : stdout;
    int status = stream ? 0 : -errno;
    if (stream && fwrite(text, 1, size, stream) != size)
        status = -EIO;
    if (stream && (is_file ? fclose(stream) : fflush(stream)) && !status)
        status = -errno;
    if (status)
        yoke_error_set(error, "cannot write the record to %s: %s", is_file ? output : "standard output", strerror(-status));
    if (status && stream && is_file)
        remove(output);
    free(text);
    return status ? YOKE_EXIT_FAILED : YOKE_EXIT_DONE;
}
