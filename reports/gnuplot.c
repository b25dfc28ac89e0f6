/* SPDX-License-Identifier: MIT */
/* The speedup charts, one a study: data and script always, pictures when gnuplot is there and willing. A missing or
 * failing gnuplot is said in one sentence and is no error: the measurement is what took the time, and it is safe. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chart_data.h"
#include "chart_script.h"
#include "chart_stem.h"
#include "gnuplot_run.h"
#include "study.h"
#include "text.h"
#include "yoke/report.h"

enum {
    PATH_BYTES = 4096,
    LIMIT_MS =
        30000, /* for one picture: usually 0.2 s; the rest is for a machine that is busy or reads from a slow disk */
};

/* A chart whose data and script are there. */
struct script {
    char stem[CHART_STEM_BYTES];
};

/* What one call of the report carries along. */
struct drawing {
    const struct yoke_target *target;
    char folder[PATH_BYTES];     /* target->folder/charts */
    struct script *scripts;
    size_t script_count;
    struct yoke_error complaint; /* why pictures are missing; empty: none is */
    bool found;                  /* is gnuplot installed? */
    size_t undrawn;              /* scripts without all their pictures */
    const char *first_undrawn;
};

/* The limit in YOKE_GNUPLOT_LIMIT (seconds), or the usual one. */
static uint64_t limit_ms(void)
{
    const char *text = getenv("YOKE_GNUPLOT_LIMIT");
    char *end = NULL;
    const double seconds = text ? strtod(text, &end) : 0;
    return text && *text && !*end && seconds > 0 && seconds < 1e6 ? (uint64_t)(seconds * 1000) + 1 : LIMIT_MS;
}

static void write_script(const struct chart *chart, const char *stem, FILE *stream)
{
    chart_script_write(chart, stem, stream);
}

static void write_data(const struct chart *chart, const char *stem, FILE *stream)
{
    (void)stem;
    chart_data_write(chart, stream);
}

/* Writes one file of the chart: complete, or not there. */
static int file_write(const struct drawing *drawing, const struct chart *chart, const char *stem, const char *ending,
                      void (*write)(const struct chart *, const char *, FILE *), struct yoke_error *error)
{
    char path[PATH_BYTES + 256], temporary[PATH_BYTES + 256];
    snprintf(path, sizeof path, "%s/%s%s", drawing->folder, stem, ending);
    snprintf(temporary, sizeof temporary, "%s/%s%s.tmp", drawing->folder, stem, ending);
    int status = 0;
    FILE *stream = fopen(temporary, "we");
    if (stream) {
        write(chart, stem, stream);
        if (ferror(stream))
            status = -EIO;
        if (fclose(stream) != 0)
            status = -errno;
    } else {
        status = -errno;
    }
    if (status == 0 && rename(temporary, path) != 0)
        status = -errno;
    if (status) {
        remove(temporary);
        yoke_error_set(error, "%s: cannot write the chart: %s", path, strerror(-status));
    }
    return status;
}

/* Counts the scripts without all of their pictures: `drawn` has `formats` a script. */
static void undrawn_count(struct drawing *drawing, const bool drawn[], size_t formats)
{
    for (size_t i = 0; i < drawing->script_count; i++) {
        bool whole = true;
        for (size_t j = 0; j < formats; j++)
            whole &= drawn[i * formats + j];
        if (!whole && drawing->undrawn++ == 0)
            drawing->first_undrawn = drawing->scripts[i].stem;
    }
}

/* One picture to draw, and the names that its job points to. */
struct picture {
    char script[CHART_STEM_BYTES + 8], picture[CHART_STEM_BYTES + 8];
};

static int pictures_draw(struct drawing *drawing)
{
    static const char *const formats[] = {"svg", "png"};
    const size_t per_script = drawing->target->svg_only ? 1 : sizeof formats / sizeof *formats;
    const size_t count = drawing->script_count * per_script;
    char program[PATH_BYTES];
    struct gnuplot_job *jobs = calloc(count + 1, sizeof *jobs);
    struct picture *pictures = calloc(count + 1, sizeof *pictures);
    bool *drawn = calloc(count + 1, sizeof *drawn);
    const int status = jobs && pictures && drawn ? 0 : -ENOMEM;
    drawing->found = gnuplot_find(program, sizeof program) == 0;
    for (size_t i = 0; i < count && !status; i++) {
        const char *stem = drawing->scripts[i / per_script].stem, *format = formats[i % per_script];
        snprintf(pictures[i].script, sizeof pictures[i].script, "%s.gp", stem);
        snprintf(pictures[i].picture, sizeof pictures[i].picture, "%s.%s", stem, format);
        jobs[i] = (struct gnuplot_job){program, drawing->folder, pictures[i].script, format, pictures[i].picture, limit_ms()};
    }
    if (!drawing->found)
        yoke_error_set(&drawing->complaint, "gnuplot is not installed");
    else if (!status)
        gnuplot_draw_all(jobs, drawn, count, &drawing->complaint);
    if (!status)
        undrawn_count(drawing, drawn, per_script);
    free(drawn);
    free(pictures);
    free(jobs);
    return status;
}

static int study_draw(struct drawing *drawing, const struct study_list *list, size_t index, struct yoke_error *error)
{
    struct chart chart;
    struct yoke_error lack = {.text = ""};
    char *stem = drawing->scripts[drawing->script_count].stem;
    int status = chart_init(&chart, &list->studies[index], &lack);
    if (status == -ENODATA) {
        char name[256];
        text_fit(name, sizeof name, list->studies[index].first->workload, 60, drawing->target->utf8);
        fprintf(drawing->target->notes, "no speedup chart of %s: %s\n", name, lack.text);
        return 0;
    }
    if (status) {
        yoke_error_set(error, "%s", lack.text);
        return status;
    }
    chart_stem_make(stem, list, index);
    status = file_write(drawing, &chart, stem, ".csv", write_data, error);
    if (status == 0)
        status = file_write(drawing, &chart, stem, ".gp", write_script, error);
    drawing->script_count += status == 0;
    chart_release(&chart);
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
static void undrawn_say(const struct drawing *drawing)
{
    if (!drawing->undrawn)
        return;
    const bool many = drawing->undrawn > 1;
    yoke_target_lack(drawing->target);
    FILE *notes = drawing->target->notes;
    fprintf(notes, "charts not drawn: %s; data and script%s are there, draw with: %scd ", drawing->complaint.text,
            many ? "s" : "", drawing->found ? "" : "apt-get install gnuplot-nox && ");
    path_print(drawing->folder, notes);
    fprintf(notes, " && gnuplot %s.gp\n", many ? "speedup-*" : drawing->first_undrawn);
}

static int folder_make(struct drawing *drawing, struct yoke_error *error)
{
    const int length = snprintf(drawing->folder, sizeof drawing->folder, "%s/charts", drawing->target->folder);
    const int status = length >= (int)sizeof drawing->folder                  ? -ENAMETOOLONG
                       : mkdir(drawing->folder, 0777) != 0 && errno != EEXIST ? -errno
                                                                              : 0;
    if (status)
        yoke_error_set(error, "%s: cannot make the folder for charts: %s", drawing->folder, strerror(-status));
    return status;
}

static int gnuplot_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    struct drawing drawing = {.target = target};
    struct study_list list;
    if (record->verdict_count) /* its cells are sides, not widths: forest.c draws them */
        return 0;
    int status = folder_make(&drawing, error);
    if (status)
        return status;
    status = study_list_init(&list, record);
    drawing.scripts = status ? NULL : calloc(list.count + 1, sizeof *drawing.scripts);
    if (!status && !drawing.scripts)
        status = -ENOMEM;
    for (size_t i = 0; status == 0 && i < list.count; i++)
        status = study_draw(&drawing, &list, i, error);
    study_list_release(&list);
    if (status == 0)
        status = pictures_draw(&drawing);
    if (status == -ENOMEM)
        yoke_error_set(error, "not enough memory for the charts");
    if (status == 0)
        undrawn_say(&drawing);
    free(drawing.scripts);
    rmdir(drawing.folder); /* succeeds only when no chart is in it */
    return status;
}

const struct yoke_report yoke_report_gnuplot = {
    .name = "gnuplot",
    .summary = "speedup charts as SVG and PNG, each with its script and its data",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = gnuplot_write,
};
