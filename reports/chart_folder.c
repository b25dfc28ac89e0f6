/* SPDX-License-Identifier: MIT */
/* Pictures are drawn when all scripts are there. */
#include "chart_folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gnuplot_run.h"
#include "gnuplot_version.h"
#include "output.h"

/* For one picture: usually 0.2 s; the rest is for a machine that is busy or reads from a slow disk. */
enum { LIMIT_MS = 30000 };

/* Pictures that are missing. */
struct lack {
    struct yoke_error complaint; /* why */
    bool found;                  /* is gnuplot installed? */
    size_t undrawn;              /* scripts without all their pictures */
    const char *first;           /* stem of one */
};

/* The limit in YOKE_GNUPLOT_LIMIT (seconds), or the usual one. */
static uint64_t limit_ms(void)
{
    const char *text = getenv("YOKE_GNUPLOT_LIMIT");
    char *end = NULL;
    const double seconds = text ? strtod(text, &end) : 0;
    return text && *text && !*end && seconds > 0 && seconds < 1e6 ? (uint64_t)(seconds * 1000) + 1 : LIMIT_MS;
}

/* Writes one file of a chart: complete, or not there. */
static int file_write(const struct chart_folder *folder, const void *chart, const char *stem, const char *ending,
                      chart_write *write, struct yoke_error *error)
{
    char path[CHART_PATH_BYTES + 256];
    struct output output;
    snprintf(path, sizeof path, "%s/%s%s", folder->path, stem, ending);
    int status = output_open(&output, path, OUTPUT_PLAIN);
    if (!status) {
        write(chart, stem, output.stream);
        status = output_close(&output, 0);
    }
    if (status)
        yoke_error_set(error, "%s: cannot write the chart: %s", path, strerror(-status));
    return status;
}

int chart_folder_open(struct chart_folder *folder, const struct yoke_target *target, const char *kind, struct yoke_error *error)
{
    *folder = (struct chart_folder){.target = target, .kind = kind};
    const int length = snprintf(folder->path, sizeof folder->path, "%s/charts", target->folder);
    const int status = length >= (int)sizeof folder->path                  ? -ENAMETOOLONG
                       : mkdir(folder->path, 0777) != 0 && errno != EEXIST ? -errno
                                                                           : 0;
    if (status)
        yoke_error_set(error, "%s: cannot make the folder for charts: %s", folder->path, strerror(-status));
    return status;
}

void chart_folder_tell_apart(const struct chart_folder *folder, char stem[CHART_STEM_BYTES])
{
    for (size_t i = 0; i < folder->stem_count; i++)
        if (!strcmp(folder->stems[i], stem)) {
            const size_t used = strlen(stem);
            snprintf(stem + used, CHART_STEM_BYTES - used, ".%zu", folder->stem_count + 1);
            return;
        }
}

int chart_folder_add(struct chart_folder *folder, const void *chart, const char *stem, chart_write *data, chart_write *script,
                     struct yoke_error *error)
{
    void *grown = realloc(folder->stems, (folder->stem_count + 1) * sizeof *folder->stems);
    if (!grown)
        return -ENOMEM;
    folder->stems = grown;
    snprintf(folder->stems[folder->stem_count], CHART_STEM_BYTES, "%s", stem);
    int status = file_write(folder, chart, stem, ".csv", data, error);
    if (!status)
        status = file_write(folder, chart, stem, ".gp", script, error);
    folder->stem_count += !status;
    return status;
}

int chart_folder_add_picture(const struct chart_folder *folder, const void *chart, const char *stem, chart_write *picture,
                             struct yoke_error *error)
{
    return file_write(folder, chart, stem, ".svg", picture, error);
}

/* Counts the scripts without all of their pictures: `drawn` has `formats` a script. */
static void undrawn_count(const struct chart_folder *folder, struct lack *lack, const bool drawn[], size_t formats)
{
    for (size_t i = 0; i < folder->stem_count; i++) {
        bool whole = true;
        for (size_t j = 0; j < formats; j++)
            whole &= drawn[i * formats + j];
        if (!whole && lack->undrawn++ == 0)
            lack->first = folder->stems[i];
    }
}

/* One picture to draw, and the names that its job points to. */
struct picture {
    char script[CHART_STEM_BYTES + 8], picture[CHART_STEM_BYTES + 8];
};

/* Draws; when that fails, an old gnuplot is the reason that matters, whatever it says itself. */
static void complaint_make(const struct gnuplot_job jobs[], bool drawn[], size_t count, struct yoke_error *complaint)
{
    char version[GNUPLOT_VERSION_BYTES];
    if (gnuplot_draw_all(jobs, drawn, count, complaint) != -EIO || !gnuplot_is_old(jobs[0].program, version))
        return;
    complaint->text[0] = '\0'; /* the first sentence would stay */
    yoke_error_set(complaint, "gnuplot %s is too old: " GNUPLOT_LEAST " or later is needed", version);
}

static int pictures_draw(const struct chart_folder *folder, struct lack *lack)
{
    if (!folder->stem_count)
        return 0;
    static const char *const formats[] = {"svg", "png", "pdf"};
    const size_t per_script = folder->target->svg_only ? 1 : sizeof formats / sizeof *formats;
    const size_t count = folder->stem_count * per_script;
    char program[CHART_PATH_BYTES];
    struct gnuplot_job *jobs = calloc(count + 1, sizeof *jobs);
    struct picture *pictures = calloc(count + 1, sizeof *pictures);
    bool *drawn = calloc(count + 1, sizeof *drawn);
    const int status = jobs && pictures && drawn ? 0 : -ENOMEM;
    lack->found = gnuplot_find(program, sizeof program) == 0;
    for (size_t i = 0; i < count && !status; i++) {
        const char *stem = folder->stems[i / per_script], *format = formats[i % per_script];
        snprintf(pictures[i].script, sizeof pictures[i].script, "%s.gp", stem);
        snprintf(pictures[i].picture, sizeof pictures[i].picture, "%s.%s", stem, format);
        jobs[i] = (struct gnuplot_job){program, folder->path, pictures[i].script, format, pictures[i].picture, limit_ms()};
    }
    if (!lack->found)
        yoke_error_set(&lack->complaint, "gnuplot is not installed");
    else if (!status)
        complaint_make(jobs, drawn, count, &lack->complaint);
    if (!status)
        undrawn_count(folder, lack, drawn, per_script);
    free(drawn);
    free(pictures);
    free(jobs);
    return status;
}

/* A path as a shell reads it. */
static void path_print(const char *path, FILE *stream)
{
    const bool plain = !strpbrk(path, " \t\n'\"$`\\;&|<>()*?[]#~!{}");
    fputs(plain ? "" : "'", stream);
    for (; *path; path++)
        if (*path == '\'')
            fputs("'\\''", stream);
        else
            fputc(*path, stream);
    fputs(plain ? "" : "'", stream);
}

/* One sentence when pictures are missing. */
static void undrawn_say(const struct chart_folder *folder, const struct lack *lack)
{
    if (!lack->undrawn)
        return;
    const bool many = lack->undrawn > 1;
    yoke_target_lack(folder->target);
    FILE *notes = folder->target->notes;
    fprintf(notes, "charts not drawn: %s; data and script%s are there, draw with: %scd ", lack->complaint.text, many ? "s" : "",
            lack->found ? "" : "apt-get install gnuplot-nox && ");
    path_print(folder->path, notes);
    if (many)
        fprintf(notes, " && gnuplot %s-*.gp\n", folder->kind);
    else
        fprintf(notes, " && gnuplot %s.gp\n", lack->first);
}

int chart_folder_close(struct chart_folder *folder, int status, struct yoke_error *error)
{
    struct lack lack = {.complaint = {.text = ""}};
    if (!status)
        status = pictures_draw(folder, &lack);
    if (!status)
        undrawn_say(folder, &lack);
    if (status == -ENOMEM)
        yoke_error_set(error, "not enough memory for the charts");
    free(folder->stems);
    rmdir(folder->path); /* succeeds only when no chart is in it */
    return status;
}
