/* SPDX-License-Identifier: MIT */
/* The forest chart of a gate: script always, pictures when gnuplot is there and willing. Records without verdicts have none. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "forest_script.h"
#include "gnuplot_run.h"
#include "yoke/report.h"

enum { PATH_BYTES = 4096, LIMIT_MS = 30000 /* usually 0.2 s; the rest is for a machine that is busy */ };

#define STEM "gate"

/* Writes the script: complete, or not there. */
static int script_write(const struct yoke_record *record, const char *folder, struct yoke_error *error)
{
    char path[PATH_BYTES + 32], temporary[PATH_BYTES + 32];
    snprintf(path, sizeof path, "%s/" STEM ".gp", folder);
    snprintf(temporary, sizeof temporary, "%s/" STEM ".gp.tmp", folder);
    FILE *stream = fopen(temporary, "we");
    int status = stream ? forest_script_write(record, STEM, stream) : -errno;
    if (stream && ferror(stream) && !status)
        status = -EIO;
    if (stream && fclose(stream) && !status)
        status = -errno;
    if (!status && rename(temporary, path))
        status = -errno;
    if (status) {
        remove(temporary);
        yoke_error_set(error, "%s: cannot write the chart: %s", path, strerror(-status));
    }
    return status;
}

static void pictures_draw(const char *folder, const struct yoke_target *target)
{
    static const char *const formats[] = {"svg", "png"}, *const pictures[] = {STEM ".svg", STEM ".png"};
    char program[PATH_BYTES];
    struct yoke_error complaint = {""};
    struct gnuplot_job jobs[2];
    bool drawn[2];
    for (size_t i = 0; i < 2; i++)
        jobs[i] = (struct gnuplot_job){program, folder, STEM ".gp", formats[i], pictures[i], LIMIT_MS};
    int status = gnuplot_find(program, sizeof program);
    if (status)
        yoke_error_set(&complaint, "gnuplot is not installed");
    else
        status = gnuplot_draw_all(jobs, drawn, target->svg_only ? 1 : 2, &complaint);
    if (!status)
        return;
    fprintf(target->notes, "chart not drawn: %s; its script is %s/" STEM ".gp\n", complaint.text, folder);
    yoke_target_lack(target);
}

static int forest_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    char folder[PATH_BYTES];
    if (!record->verdict_count)
        return 0;
    const int length = snprintf(folder, sizeof folder, "%s/charts", target->folder);
    if (length >= (int)sizeof folder || (mkdir(folder, 0777) && errno != EEXIST)) {
        yoke_error_set(error, "%.200s: cannot make the folder for charts: %s", folder, strerror(errno));
        return -EIO;
    }
    const int status = script_write(record, folder, error);
    if (!status)
        pictures_draw(folder, target);
    return status;
}

const struct yoke_report yoke_report_forest = {
    .name = "forest",
    .summary = "the verdicts of a gate as a forest chart, SVG and PNG, with its script",
    .kind = YOKE_REPORT_FILES,
    .always = true,
    .write = forest_write,
};
