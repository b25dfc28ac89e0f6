/* SPDX-License-Identifier: MIT */
/* Where each report goes is settled before the first is written. */
#include "report_command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "embedded.h"
#include "folder.h"
#include "options.h"
#include "output.h"
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

/* Where they go when nobody says: beside the record; a comparison belongs to no record. */
static char *folder_usual(const struct report_options *options)
{
    return options->rule ? strdup("results/comparison") : folder_of(options->paths[0]);
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
    *text = output ? strdup(output) : folder_usual(options);
    if (!*text)
        return -ENOMEM;
    char *folder = place->folder ? strdup(place->folder) : folder_of(place->file);
    const int status = folder ? folder_make(folder) : -ENOMEM;
    free(folder);
    if (status)
        yoke_error_set(error, "cannot make the folder for %s: %s; choose another with -o", *text, strerror(-status));
    return status;
}

/* Is it one of the files that are being read? */
static bool is_source(const struct report_options *options, const char *path)
{
    struct stat source, there;
    bool found = false;
    for (size_t i = 0; i < options->path_count && !stat(path, &there); i++)
        found |= !stat(options->paths[i], &source) && source.st_dev == there.st_dev && source.st_ino == there.st_ino;
    return found;
}

/* What is shown, and where. */
struct showing {
    const struct report_options *options;
    struct report_subject subject;
    struct place place;
    struct yoke_target target;
};

static int file_write(const struct showing *showing, const struct yoke_report *report, const char *path,
                      struct yoke_error *error)
{
    if (!is_source(showing->options, path))
        return report_file_write(report, &showing->subject, &showing->target, path, error);
    yoke_error_set(
        error, "%s is the record that is being read, and would be written over: choose another place with -o", path);
    return -EEXIST;
}

static int folder_write(const struct showing *showing, const struct yoke_report *report, struct yoke_error *error)
{
    char *path = NULL;
    if (report->kind == YOKE_REPORT_FILES)
        return report_write(report, &showing->subject, &showing->target, error);
    int status = report_path_make(&path, showing->target.folder, report, &showing->subject);
    if (!status)
        status = file_write(showing, report, path, error);
    free(path);
    return status;
}

static int reports_write(struct showing *showing, struct yoke_error *error)
{
    const struct report_choice *choice = showing->options->choice;
    const struct place *place = &showing->place;
    int status = 0;
    showing->target.folder = place->folder;
    if (place->file)
        return file_write(showing, choice->reports[0], place->file, error);
    if (!place->folder)
        return report_write(choice->reports[0], &showing->subject, &showing->target, error);
    /* files first: when all charts are made, a page takes them in */
    showing->target.charts = choice->named ? NULL : place->folder;
    for (int kind = YOKE_REPORT_FILES; kind >= YOKE_REPORT_TEXT; kind--)
        for (size_t i = 0; i < choice->count && !status; i++)
            if ((int)choice->reports[i]->kind == kind)
                status = folder_write(showing, choice->reports[i], error);
    return status;
}

static int subject_show(const struct report_options *options, const struct report_subject *subject,
                        struct yoke_error *error)
{
    struct showing showing = {.options = options, .subject = *subject, .target = options->target};
    unsigned lacking = 0;
    char *home = folder_of(options->paths[0]);
    int status = home ? place_choose(&showing.place, options, error) : -ENOMEM;
    const bool refused = status;
    showing.target.record_folder = home;
    showing.target.lacking = &lacking;
    if (!status)
        status = reports_write(&showing, error);
    if (!status && showing.place.folder)
        fprintf(showing.target.notes, "reports  %s\n", showing.place.folder);
    if (status && !error->text[0])
        yoke_error_set(error, "cannot write the report: %s", strerror(-status));
    place_release(&showing.place);
    free(home);
    if (status)
        return refused ? YOKE_EXIT_USAGE : YOKE_EXIT_FAILED;
    return options->strict && lacking ? YOKE_EXIT_FAILED : YOKE_EXIT_DONE;
}

static int record_show(const struct report_options *options, struct yoke_error *error)
{
    struct record *record = NULL;
    int status = stored_open(options->paths[0], &record, error);
    if (!status)
        status = subject_show(options, &(struct report_subject){.record = &record->facts}, error);
    record_free(record);
    return status;
}

static int comparison_show(const struct report_options *options, struct yoke_error *error)
{
    struct stored_comparison comparison;
    int status = stored_compare(options->paths, options->path_count, options->rule, &comparison, error);
    if (!status)
        status = subject_show(options, &(struct report_subject){.comparison = &comparison.compare.facts}, error);
    stored_comparison_release(&comparison);
    return status;
}

int report_command(const struct report_options *options, struct yoke_error *error)
{
    return options->rule ? comparison_show(options, error) : record_show(options, error);
}

/* Into a new file, or to standard output (NULL). */
static int text_put(const char *text, size_t size, const char *path)
{
    struct output output;
    if (!path)
        return fwrite(text, 1, size, stdout) != size || fflush(stdout) ? -errno : 0;
    if (output_open(&output, path, OUTPUT_FRESH))
        return output.status;
    fwrite(text, 1, size, output.stream);
    return output_close(&output, 0);
}

int report_extract(const char *path, const char *output, struct yoke_error *error)
{
    char *text = NULL;
    size_t size = 0;
    if (embedded_read(path, &text, &size, error))
        return YOKE_EXIT_USAGE;
    const bool is_file = output && strcmp(output, "-");
    const int status = text_put(text, size, is_file ? output : NULL);
    if (status)
        yoke_error_set(error, "cannot write the record to %s: %s", is_file ? output : "standard output",
                       strerror(-status));
    free(text);
    return status ? YOKE_EXIT_FAILED : YOKE_EXIT_DONE;
}
