/* SPDX-License-Identifier: MIT */
/* Charts drawn for a page lie in a folder of their own while they are read, and no signal ends the program meanwhile: nothing is
 * left behind. */
#include "html_charts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chart_stem.h"
#include "html_reading.h"
#include "html_svg.h"
#include "html_text.h"
#include "yoke/catalogue.h"

/* What is larger opens in no browser in a time that anybody waits. */
enum { PICTURE_BYTES_MOST = 16 << 20, PATH_BYTES = 4096 };

/* --- reading a folder ------------------------------------------------------------------------------------------------- */

static char *file_read(int folder, const char *name, size_t *size)
{
    char *text = NULL, block[65536];
    const int descriptor = openat(folder, name, O_RDONLY | O_CLOEXEC);
    FILE *memory = descriptor < 0 ? NULL : open_memstream(&text, size);
    size_t total = 0;
    for (ssize_t got; memory && total <= PICTURE_BYTES_MOST && (got = read(descriptor, block, sizeof block)) > 0;)
        total += fwrite(block, 1, (size_t)got, memory);
    if (descriptor >= 0)
        close(descriptor);
    if (memory && (fclose(memory) || total > PICTURE_BYTES_MOST)) {
        free(text);
        text = NULL;
    }
    return text;
}

/* A chart has a script, and a picture of the same name when it was drawn; a flame graph has no script. */
static int chart_add(struct html_charts *charts, int folder, const char *name)
{
    const size_t length = strlen(name);
    const bool script = length > 3 && !strcmp(name + length - 3, ".gp");
    const bool flame = length > 4 && !strncmp(name, "flame-", 6) && !strcmp(name + length - 4, ".svg");
    if (!script && !flame)
        return 0;
    struct html_chart *list = realloc(charts->list, (charts->count + 1) * sizeof *list);
    char *stem = strndup(name, length - (script ? 3 : 4)), *picture = NULL;
    if (list)
        charts->list = list;
    if (!list || !stem || asprintf(&picture, "%s.svg", stem) < 0) {
        free(stem);
        return -ENOMEM;
    }
    struct html_chart *chart = &list[charts->count++];
    *chart = (struct html_chart){.stem = stem};
    chart->text = file_read(folder, picture, &chart->size);
    free(picture);
    return 0;
}

static int chart_compare(const void *left, const void *right)
{
    return strcmp(((const struct html_chart *)left)->stem, ((const struct html_chart *)right)->stem);
}

/* Reads the charts of `path`/charts; that there is none is no error. */
static int folder_read(struct html_charts *charts, const char *path)
{
    char name[PATH_BYTES + 16];
    snprintf(name, sizeof name, "%.*s/charts", PATH_BYTES, path);
    DIR *folder = opendir(name);
    int status = 0;
    for (struct dirent *entry; folder && !status && (entry = readdir(folder)) != NULL;)
        status = chart_add(charts, dirfd(folder), entry->d_name);
    if (folder)
        closedir(folder);
    if (charts->count)
        qsort(charts->list, charts->count, sizeof *charts->list, chart_compare);
    return status;
}

/* --- drawing for a page ------------------------------------------------------------------------------------------------ */

static void scratch_remove(const char *path)
{
    char name[PATH_BYTES + 16];
    snprintf(name, sizeof name, "%.*s/charts", PATH_BYTES, path);
    DIR *folder = opendir(name);
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;)
        unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        closedir(folder);
    rmdir(name);
    rmdir(path);
}

/* Lets every report that draws draw into the folder; what they say is kept. */
static int reports_draw(struct html_charts *charts, const char *path, const struct yoke_record *record,
                        const struct yoke_comparison *comparison, const struct yoke_target *target, struct yoke_error *error)
{
    size_t size = 0;
    unsigned lacking = 0;
    FILE *notes = open_memstream(&charts->notes, &size);
    struct yoke_target there = *target;
    int status = notes ? 0 : -ENOMEM;
    there.folder = path;
    there.notes = notes;
    there.lacking = &lacking;
    there.svg_only = true;
    for (const struct yoke_report *const *report = yoke_reports; *report && !status; report++)
        if ((*report)->always && (*report)->kind == YOKE_REPORT_FILES && (record || (*report)->compare))
            status = record ? (*report)->write(record, &there, error) : (*report)->compare(comparison, &there, error);
    if (notes)
        fclose(notes);
    if (lacking) {
        fprintf(target->notes, "the page has no charts, or not all of them: %.*s\n", (int)strcspn(charts->notes, ";\n"), charts->notes);
        yoke_target_lack(target);
    }
    return status;
}

static int charts_draw(struct html_charts *charts, const struct yoke_record *record, const struct yoke_comparison *comparison,
                       const struct yoke_target *target, struct yoke_error *error)
{
    const char *home = getenv("TMPDIR");
    char path[PATH_BYTES];
    sigset_t ending, before;
    snprintf(path, sizeof path, "%.4000s/yoke-charts-XXXXXX", home && *home == '/' ? home : "/tmp");
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigprocmask(SIG_BLOCK, &ending, &before);
    int status = mkdtemp(path) ? 0 : -errno;
    if (status)
        yoke_error_set(error, "%s: cannot make a folder to draw charts in: %s", path, strerror(-status));
    if (!status)
        status = reports_draw(charts, path, record, comparison, target, error);
    if (!status)
        status = folder_read(charts, path);
    scratch_remove(path);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

int html_charts_gather(struct html_charts *charts, const struct yoke_record *record, const struct yoke_comparison *comparison,
                       const struct yoke_target *target, struct yoke_error *error)
{
    *charts = (struct html_charts){.list = NULL};
    return target->charts ? folder_read(charts, target->charts) : charts_draw(charts, record, comparison, target, error);
}

void html_charts_release(struct html_charts *charts)
{
    for (size_t i = 0; i < charts->count; i++) {
        free(charts->list[i].stem);
        free(charts->list[i].text);
    }
    free(charts->list);
    free(charts->notes);
    *charts = (struct html_charts){.list = NULL};
}

/* --- showing ------------------------------------------------------------------------------------------------------------ */

static void chart_show(struct html_charts *charts, struct html_chart *chart, const char *label, FILE *stream)
{
    const struct html_reading *reading = html_reading_of(chart->stem);
    char prefix[32];
    snprintf(prefix, sizeof prefix, "c%zu-", (size_t)(chart - charts->list) + 1);
    chart->shown = true;
    fputs("<figure><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"", stream);
    html_format(stream, "%s: %.200s", reading->title, chart->stem);
    fputs("\">", stream);
    const bool drawn = chart->text && !html_svg(stream, chart->text, chart->size, prefix, label);
    if (!drawn)
        fputs("<p class=\"notice\">", stream);
    if (!drawn && charts->notes && *charts->notes)
        html_format(stream, "This chart was not drawn: %.*s. The tables have its numbers.", (int)strcspn(charts->notes, ";\n"), charts->notes);
    else if (!drawn)
        html_format(stream, "This chart was not drawn: gnuplot was missing or failed. The tables have its numbers; draw it with: gnuplot "
                            "charts/%.200s.gp", chart->stem);
    fputs(drawn ? "</div>" : "</p></div>", stream);
    if (drawn) {
        fputs("<figcaption><span>", stream);
        html_format(stream, "How to read it. %s", reading->lines[0]);
        fputs("</span><span>", stream);
        html_format(stream, "%s", reading->lines[1]);
        fputs("</span></figcaption>", stream);
    }
    fputs("</figure>\n", stream);
}

void html_charts_show(struct html_charts *charts, const char *stem, const char *label, FILE *stream)
{
    for (size_t i = 0; i < charts->count; i++)
        if (!strcmp(charts->list[i].stem, stem) && !charts->list[i].shown)
            chart_show(charts, &charts->list[i], label, stream);
}

bool html_charts_rest(const struct html_charts *charts)
{
    for (size_t i = 0; i < charts->count; i++)
        if (!charts->list[i].shown)
            return true;
    return false;
}

/* With a heading of that level: what kind of chart, and of what. */
static void chart_show_titled(struct html_charts *charts, struct html_chart *chart, const char *subject, unsigned level, FILE *stream)
{
    char title[512];
    snprintf(title, sizeof title, "%s%s%.200s", html_reading_of(chart->stem)->title, subject && *subject ? ": " : "",
             subject ? subject : "");
    fprintf(stream, "<h%u>", level);
    html_text(stream, title, HTML_NAME_COLUMNS);
    fprintf(stream, "</h%u>\n", level);
    chart_show(charts, chart, title, stream);
}

void html_charts_show_rest(struct html_charts *charts, FILE *stream)
{
    for (size_t i = 0; i < charts->count; i++) {
        const char *subject = strchr(charts->list[i].stem, '-');
        if (!charts->list[i].shown)
            chart_show_titled(charts, &charts->list[i], subject ? subject + 1 : "", 3, stream);
    }
}

/* --- of a study -------------------------------------------------------------------------------------------------------------- */

/* What a chart's name says beyond its kind and a study's own name: "" is the study as a whole, "pthread-4" one of its cells. NULL:
 * it is of another study. */
static const char *stem_rest(const char *stem, const char *study)
{
    const char *subject = strchr(stem, '-');
    const size_t length = strlen(study);
    const bool begins = subject && !strncmp(subject, study, length) && (subject[length] == '\0' || subject[length] == '-');
    return begins ? subject + length + (subject[length] == '-') : NULL;
}

int html_charts_assign(struct html_charts *charts, const struct study_list *list)
{
    char(*studies)[CHART_STEM_BYTES] = calloc(list->count + 1, sizeof *studies);
    if (!studies)
        return -ENOMEM;
    for (size_t i = 0; i < list->count; i++)
        chart_stem_make(studies[i], "", list, i); /* begins with the "-" behind the kind */
    for (size_t i = 0; i < charts->count; i++)
        for (size_t k = 0; k < list->count; k++) {
            struct html_chart *chart = &charts->list[i];
            const char *rest = stem_rest(chart->stem, studies[k]);
            if (rest && (!chart->rest || rest > chart->rest)) { /* of "a" and "a-b" the longer one is meant */
                chart->rest = rest;
                chart->study = k;
            }
        }
    free(studies);
    return 0;
}

/* Is it of one cell, beside one of the same kind that shows all cells of the study? */
static bool is_detail(const struct html_charts *charts, const struct html_chart *chart)
{
    const size_t whole = (size_t)(chart->rest - chart->stem) - 1; /* without the "-" before the rest */
    for (size_t i = 0; *chart->rest && i < charts->count; i++)
        if (strlen(charts->list[i].stem) == whole && !strncmp(charts->list[i].stem, chart->stem, whole))
            return true;
    return false;
}

/* Shows those that are details, or those that are not; only counts them where `stream` is NULL. */
static size_t study_show(struct html_charts *charts, size_t study, bool details, FILE *stream)
{
    size_t count = 0;
    for (size_t i = 0; i < charts->count; i++) {
        struct html_chart *chart = &charts->list[i];
        if (chart->shown || !chart->rest || chart->study != study || is_detail(charts, chart) != details)
            continue;
        count++;
        if (stream)
            chart_show_titled(charts, chart, chart->rest, 4, stream);
    }
    return count;
}

void html_charts_show_study(struct html_charts *charts, size_t study, FILE *stream)
{
    study_show(charts, study, false, stream);
    const size_t details = study_show(charts, study, true, NULL);
    if (!details)
        return;
    fprintf(stream, "<details><summary>%zu chart%s of single cells</summary>\n", details, details == 1 ? "" : "s");
    study_show(charts, study, true, stream);
    fputs("</details>\n", stream);
}
