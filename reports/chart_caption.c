/* SPDX-License-Identifier: MIT */
/* The small print of a chart. Texts are put together from parts; a line is broken between parts, never inside one. */
#include "chart_caption.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "chart_text.h"
#include "quantity.h"
#include "text.h"
#include "works.h"

/* Ems that fit the picture's 986 pixels, and the table's 329, at the size of the text. */
static const double SUBJECT_EMS = 986 / 12.8, ORIGIN_EMS = 986 / 10.5, MISSING_EMS = 329 / 10.5;

/* A caption being written. */
struct writer {
    struct caption *caption;
    const char *separator; /* between parts of a line */
    double ems;            /* that fit a line */
};

/* Appends a part to the last line, or to a new one when it does not fit there. */
static void part_take(const struct writer *writer, const char *text)
{
    struct caption *caption = writer->caption;
    char part[CAPTION_LINE_BYTES], line[CAPTION_LINE_BYTES * 2 + 16];
    text_fit(part, sizeof part, text, 0, true);
    const char *last = caption->count ? caption->lines[caption->count - 1] : "";
    snprintf(line, sizeof line, "%s%s%s", last, *last ? writer->separator : "", part);
    const bool fits = chart_text_ems(line, false) <= writer->ems;
    const bool open = caption->count && (fits || caption->count == CAPTION_LINES_MOST);
    if (!open)
        caption->count++;
    /* what is too wide even alone is cut; two columns an em, as wide characters are one */
    const unsigned columns = fits ? 0 : (unsigned)(writer->ems * 1.75);
    text_fit(caption->lines[caption->count - 1], CAPTION_LINE_BYTES, open ? line : part, columns, true);
}

__attribute__((format(printf, 2, 3))) static void part_add(const struct writer *writer, const char *format, ...)
{
    char text[CAPTION_LINE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    part_take(writer, text);
}

void chart_caption_add(struct caption *caption, const char *format, ...)
{
    char text[CAPTION_LINE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    part_take(&(struct writer){caption, "  ", SUBJECT_EMS}, text);
}

void chart_caption_session(struct caption *caption, const struct yoke_record *record)
{
    if (record->rejected)
        chart_caption_add(caption, "The machine was disturbed: conclude nothing from this session.");
}

void chart_caption_print(FILE *script, const char *name, const struct caption *caption)
{
    fprintf(script, "%sS = %zu\narray %s[%d]\n", name, caption->count, name, CAPTION_LINES_MOST);
    for (size_t i = 0; i < caption->count; i++) {
        fprintf(script, "%s[%zu] = ", name, i + 1);
        chart_text_quote(script, caption->lines[i], 0);
        fputc('\n', script);
    }
}

/* "n=5000000, step=0"; "" without parameters. */
static void settings_text(char *buffer, size_t size, const struct yoke_cell *cell)
{
    size_t used = 0;
    buffer[0] = '\0';
    for (size_t i = 0; i < cell->param_count && used + 200 < size; i++) {
        char value[96];
        study_param_text(value, sizeof value, cell, i);
        used += (size_t)snprintf(buffer + used, size - used, "%s%.80s=%s", i ? ", " : "",
                                 cell->params[i].name ? cell->params[i].name : "?", value);
    }
}

void chart_caption_work(char *buffer, size_t size, const struct yoke_cell *cell)
{
    char settings[512], text[CAPTION_LINE_BYTES];
    settings_text(settings, sizeof settings, cell);
    snprintf(text, sizeof text, "%.100s%s%s%s", cell->workload ? cell->workload : "?", *settings ? " (" : "", settings, *settings ? ")" : "");
    text_fit(buffer, size, text, 0, true);
}

/* "cpu_sum_squares (n=5000000, step=0; 20 tasks × 5.21 ms)" */
static void work_describe(char *buffer, size_t size, const struct chart *chart)
{
    const struct yoke_cell *cell = chart->study->first, *baseline = chart->study->baseline;
    char settings[512], tasks[QUANTITY_BYTES], time[QUANTITY_BYTES];
    settings_text(settings, sizeof settings, cell);
    quantity_count(tasks, works_tasks(cell));
    quantity_time(time, baseline->wall_ns.median * (double)baseline->workers / (double)works_tasks(cell));
    snprintf(buffer, size, "%.100s (%s%s%s task%s × %s%s)", cell->workload ? cell->workload : "?", settings, *settings ? "; " : "", tasks,
             works_tasks(cell) == 1 ? "" : "s", time, study_time_mark(baseline));
}

void chart_caption_processes(char *buffer, size_t size, uint64_t least, uint64_t most)
{
    if (!most)
        snprintf(buffer, size, "median");
    else if (least == most)
        snprintf(buffer, size, "median of %" PRIu64 " process%s", most, most == 1 ? "" : "es");
    else
        snprintf(buffer, size, "median of %" PRIu64 "–%" PRIu64 " processes", least, most);
}

/* The least and the most of all points. */
static void runs_describe(char *buffer, size_t size, const struct chart *chart)
{
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t i = 0; i < chart->series_count; i++)
        for (size_t j = 0; j < chart->series[i].point_count; j++) {
            const uint64_t n = chart->series[i].points[j].cell->wall_ns.n;
            if (n == YOKE_MISSING)
                continue;
            least = n < least ? n : least;
            most = n > most ? n : most;
        }
    chart_caption_processes(buffer, size, least, most);
}

/* Has some, or every, point an interval? */
static void intervals_count(const struct chart *chart, size_t *with, size_t *without)
{
    *with = *without = 0;
    for (size_t i = 0; i < chart->series_count; i++)
        for (size_t j = 0; j < chart->series[i].point_count; j++) {
            const struct yoke_estimate *speedup = &chart->series[i].points[j].cell->speedup;
            *(isfinite(speedup->low) && isfinite(speedup->high) ? with : without) += 1;
        }
}

static bool any_marked(const struct chart *chart)
{
    bool marked = yoke_modes_two(&chart->study->baseline->wall_modes);
    for (size_t i = 0; i < chart->series_count; i++)
        for (size_t j = 0; j < chart->series[i].point_count; j++)
            marked |= yoke_modes_two(&chart->series[i].points[j].cell->wall_modes);
    return marked;
}

void chart_caption_subject(struct caption *caption, const struct chart *chart)
{
    const struct yoke_cell *baseline = chart->study->baseline;
    char work[1024], time[QUANTITY_BYTES], runs[96], reference[128];
    size_t with, without;
    *caption = (struct caption){.count = 0};
    const struct writer writer = {caption, "  ", SUBJECT_EMS};
    work_describe(work, sizeof work, chart);
    quantity_time(time, baseline->wall_ns.median);
    study_baseline_text(reference, sizeof reference, chart->study);
    part_add(&writer, "%s of %s over %s, %s%s.",
             baseline->scale ? "Scaled speedup (every worker brings its own work)" : "Speedup", work, reference, time,
             study_time_mark(baseline));
    runs_describe(runs, sizeof runs, chart);
    intervals_count(chart, &with, &without);
    part_add(&writer, "Marks: %s%s%s.", runs, with ? ", 95 % CI" : "",
             !without ? ""
             : with   ? " (no bar: too few processes)"
                      : ", too few for an interval");
    chart_caption_session(caption, chart->study->record);
    part_add(&writer, chart->waits ? "Dashed: the most that the drawn waits allow." : "Dashed: ideal.");
    if (chart->model_count)
        part_add(&writer, "Smooth: the law of scaling that fits best, with its 95 %% band.");
    if (any_marked(chart))
        part_add(&writer, "*: processes fall into two groups.");
    if (chart->left_out)
        part_add(&writer, "%zu more series %s in the data file.", chart->left_out, chart->left_out == 1 ? "is" : "are");
}

/* "Intel(R) Xeon(R) CPU @ 2.20GHz" without the trade marks. */
static void model_clean(char *buffer, size_t size, const char *model)
{
    static const char *const marks[] = {"(R)", "(TM)", "(r)", "(tm)"};
    text_fit(buffer, size, model, 48, true);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (char *at; (at = strstr(buffer, marks[i])) != NULL;)
            memmove(at, at + strlen(marks[i]), strlen(at + strlen(marks[i])) + 1);
}

/* "−O2 −march=native": the flags that change speed. */
static void flags_choose(char *buffer, size_t size, const char *flags)
{
    size_t used = 0;
    buffer[0] = '\0';
    while (flags && *flags && used + 80 < size) {
        const size_t length = strcspn(flags, " ");
        const bool telling = (flags[0] == '-' && (flags[1] == 'O' || (flags[1] == 'm' && length < 40))) ||
                             strncmp(flags, "-flto", 5) == 0;
        if (telling && length < 64)
            used += (size_t)snprintf(buffer + used, size - used, " %.*s", (int)length, flags);
        flags += length + strspn(flags + length, " ");
    }
}

static void machine_add(const struct writer *writer, const struct yoke_machine *machine)
{
    char model[256];
    if (machine->hostname)
        part_add(writer, "host %.64s", machine->hostname);
    if (machine->cpu.model) {
        model_clean(model, sizeof model, machine->cpu.model);
        part_add(writer, "%s", model);
    }
    const uint64_t cores = machine->topology.cores, pus = machine->topology.pus;
    if (cores != YOKE_MISSING && pus != YOKE_MISSING && cores)
        part_add(writer, "%" PRIu64 " core%s / %" PRIu64 " thread%s", cores, cores == 1 ? "" : "s", pus,
                 pus == 1 ? "" : "s");
    if (machine->virtualisation && strcmp(machine->virtualisation, "none") != 0)
        part_add(writer, "%.40s", machine->virtualisation);
    if (machine->governor)
        part_add(writer, "governor %.40s", machine->governor);
}

void chart_caption_foot(struct caption *caption, const struct yoke_record *record, const char *placement)
{
    const struct yoke_build *build = &record->yoke.build;
    char flags[256];
    *caption = (struct caption){.count = 0};
    const struct writer writer = {caption, " · ", ORIGIN_EMS};
    machine_add(&writer, &record->machine);
    if (placement && strcmp(placement, "none") == 0)
        part_add(&writer, "workers not placed");
    else if (placement)
        part_add(&writer, "placement %.60s", placement);
    flags_choose(flags, sizeof flags, build->flags);
    if (build->compiler)
        part_add(&writer, "%.60s%s", build->compiler, flags);
    if (build->sanitizers && build->sanitizers[0])
        part_add(&writer, "SANITIZERS %.60s", build->sanitizers); /* such numbers are no measurement */
    if (record->yoke.version)
        part_add(&writer, "yoke %.30s%s%.30s%s", record->yoke.version, record->yoke.commit ? " (" : "",
                 record->yoke.commit ? record->yoke.commit : "", record->yoke.commit ? ")" : "");
    if (record->started)
        part_add(&writer, "run %.20s", record->started); /* its results folder is named so, too */
    if (record->seed != YOKE_MISSING)
        part_add(&writer, "seed %" PRIu64, record->seed);
    if (!record->complete)
        part_add(&writer, record->failure ? "could not go on" : "interrupted");
}

void chart_caption_origin(struct caption *caption, const struct chart *chart)
{
    const struct study *study = chart->study;
    chart_caption_foot(caption, study->record, study->placement_varies ? NULL : study->first->placement);
}

void chart_caption_missing(struct caption *caption, const struct chart *chart)
{
    static const char *const words[] = {[YOKE_CELL_OK] = "no result",
                                        [YOKE_CELL_FAILED] = "failed",
                                        [YOKE_CELL_SKIPPED] = "skipped",
                                        [YOKE_CELL_PARTIAL] = "not finished"};
    *caption = (struct caption){.count = 0};
    const struct writer writer = {caption, ", ", MISSING_EMS};
    for (size_t i = 0; i < chart->study->series_count; i++)
        for (size_t j = 0; j < chart->study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = chart->study->series[i].cells[j];
            if (isfinite(cell->speedup.value))
                continue;
            char name[128];
            text_fit(name, sizeof name, chart->study->series[i].name, 24, true);
            part_add(&writer, "%s%s × %" PRIu64 " %s", caption->count ? "" : "Missing: ", name, cell->workers,
                     words[cell->status]);
        }
}
