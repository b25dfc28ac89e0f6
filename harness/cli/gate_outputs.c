/* SPDX-License-Identifier: MIT */
/* stdout first; then the files, each complete or not there; then what a CI service is told. */
#include "gate_outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "output.h"
#include "report_file.h"

/* A step summary beyond 1 MiB is dropped as a whole; other steps write to it too. */
enum { SUMMARY_BYTES_MOST = 900 * 1024 };

/* Writes one text report beside the record. */
static int file_write(const struct gate_outputs *outputs, const struct yoke_record *record, const char *name,
                      struct yoke_error *error)
{
    const struct yoke_report *report = report_find(outputs->catalogue, name);
    const struct yoke_target target = {.folder = outputs->folder, .record_folder = outputs->folder, .notes = stderr};
    char *path = NULL;
    if (!report)
        return 0;
    const struct report_subject subject = {.record = record};
    int status = report_path_make(&path, outputs->folder, report, &subject);
    if (!status)
        status = report_file_write(report, &subject, &target, path, error);
    free(path);
    return status;
}

/* Of a summary that has no room the first paragraph stays, the answer, and where the rest is. Returns its length. */
static size_t summary_cut(char *text, const struct gate_outputs *outputs, char **cut)
{
    char *end = strstr(text, "\n\n");
    const int length = asprintf(cut, "%.*s\n\nThe whole summary is too long for this page: %s/summary.md\n",
                                (int)(end ? end - text : 0), text, outputs->folder);
    return length < 0 ? 0 : (size_t)length;
}

/* What is to be appended to a page of which `there` bytes are taken. Returns 0 or a negative errno: -EFBIG without room for it. */
static int summary_make(const struct gate_outputs *outputs, const struct yoke_record *record, size_t there, char **text)
{
    const struct yoke_report *report = report_find(outputs->catalogue, "summary");
    struct yoke_error error = {0};
    size_t size = 0;
    FILE *memory = open_memstream(text, &size);
    if (!memory)
        return -errno;
    const struct yoke_target target = {.stream = memory, .folder = outputs->folder, .notes = stderr, .utf8 = true};
    const bool written = report && !report->write(record, &target, &error);
    if (fclose(memory) || !written)
        return -ENOMEM;
    char *whole = *text, *cut = NULL;
    if (there + size > SUMMARY_BYTES_MOST) {
        size = summary_cut(whole, outputs, &cut);
        *text = cut;
        free(whole);
    }
    return !size ? -ENOMEM : there + size > SUMMARY_BYTES_MOST ? -EFBIG : 0;
}

static int text_append(const char *path, const char *text)
{
    FILE *stream;
    int status = output_append(path, &stream);
    if (status)
        return status;
    if (fputs(text, stream) < 0)
        status = -errno;
    return fclose(stream) && !status ? -errno : status;
}

/* GitHub Actions: the page of the step. Appended to, never truncated. */
static void summary_append(const struct gate_outputs *outputs, const struct yoke_record *record)
{
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    char *text = NULL;
    struct stat facts;
    if (!path || !path[0])
        return;
    int status = summary_make(outputs, record, stat(path, &facts) ? 0 : (size_t)facts.st_size, &text);
    if (!status)
        status = text_append(path, text);
    if (status)
        fprintf(stderr, "note: the summary was not appended to %s: %s\n", path,
                status == -EFBIG    ? "it would be too long"
                : status == -ESPIPE ? "it is a pipe, and should be a file"
                                    : strerror(-status));
    free(text);
}

static void annotations_print(const struct gate_outputs *outputs, const struct yoke_record *record)
{
    const struct yoke_report *report = report_find(outputs->catalogue, "annotations");
    const char *actions = getenv("GITHUB_ACTIONS");
    struct yoke_error error = {0};
    const struct yoke_target target = {.stream = stderr, .folder = outputs->folder, .notes = stderr, .utf8 = true};
    if (report && actions && !strcmp(actions, "true"))
        report->write(record, &target, &error);
}

int gate_outputs_write(const struct gate_outputs *outputs, const struct yoke_record *record, struct yoke_error *error)
{
    struct yoke_target target = *outputs->target;
    target.folder = target.record_folder = outputs->folder;
    int status = outputs->format->write(record, &target, error);
    fflush(target.stream); /* before the others' notes, which go to another stream */
    /* each for itself: a standard output that cannot be written to costs no file */
    status = file_write(outputs, record, "junit", error) || status;
    status = file_write(outputs, record, "summary", error) || status;
    status = report_write_always(outputs->catalogue, record, &target, error) || status;
    summary_append(outputs, record);
    annotations_print(outputs, record);
    if (!outputs->quiet)
        fprintf(stderr, "\nresults  %s\nnext     yoke gate --from %s/result.json      decides again from the same pairs\n",
                outputs->folder, outputs->folder);
    if (!status && ferror(target.stream)) {
        yoke_error_set(error, "cannot write the results to standard output");
        status = -1;
    }
    return status ? -1 : 0;
}
