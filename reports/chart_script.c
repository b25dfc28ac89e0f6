/* SPDX-License-Identifier: MIT */
/* A speedup chart as a gnuplot script: first what is drawn, as variables and data, then the style and the drawing
 * commands, which are the same for every record (templates/). */
#include "chart_script.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "chart_caption.h"
#include "chart_finding.h"
#include "chart_frame.h"
#include "chart_ideal.h"
#include "chart_layout.h"
#include "chart_models.h"
#include "chart_table.h"
#include "chart_templates.h"
#include "chart_text.h"
#include "text.h"

static void head_print(FILE *script, const struct chart *chart, const struct chart_layout *layout, const char *stem)
{
    char headline[1024];
    chart_finding_write(headline, sizeof headline, chart);
    chart_head_print(script, "Speedup chart", stem, layout->width, layout->height, headline);
}

static void axis_print(FILE *script, const char *side, const struct chart_axis *axis,
                       void (*print_ticks)(const struct chart_axis *, FILE *))
{
    fprintf(script, "%s_LOW = %.6g\n%s_HIGH = %.6g\n%s_TICKS = '", side, axis->low, side, axis->high, side);
    print_ticks(axis, script);
    fputs("'\n", script);
}

static void frame_print(FILE *script, const struct chart *chart, const struct chart_layout *layout)
{
    fprintf(script, "\n# Panels and axes: pixels from the top left corner.\nTOP = %.6g\n", layout->speedup.top);
    fprintf(script, "LEFT_L = %.6g\nLEFT_R = %.6g\nLEFT_B = %.6g\n", layout->speedup.left, layout->speedup.right,
            layout->speedup.bottom);
    fprintf(script, "RIGHT_L = %.6g\nRIGHT_R = %.6g\nRIGHT_B = %.6g\n", layout->efficiency.left,
            layout->efficiency.right, layout->efficiency.bottom);
    fprintf(script, "LEFT_LOG = %d\nSPEEDUP_LOG = %d\n", layout->workers.logarithmic, layout->speedups.logarithmic);
    axis_print(script, "LEFT", &layout->workers, chart_axis_print_ticks);
    axis_print(script, "SPEEDUP", &layout->speedups, chart_axis_print_ratios);
    axis_print(script, "RIGHT", &layout->octaves, chart_axis_print_ticks);
    axis_print(script, "EFFICIENCY", &layout->efficiencies, chart_axis_print_ticks);
    fprintf(script, "RIGHT_NAME = '%s'\n", chart->waits ? "Share of the ideal (shortest time the waits allow ÷ time)" : "Efficiency (speedup ÷ workers)");
    fprintf(script, "LEFT_DODGE = %.6g\nRIGHT_DODGE = %.6g\n", layout->dodge_left, layout->dodge_right);
}

static void zones_print(FILE *script, const struct chart_layout *layout)
{
    fprintf(script,
            "\n# Shaded: where workers share a core or a processor.\nZONES = %zu\nZONE_Y = %.6g\n"
            "array ZONE_FROM[%d]\narray ZONE_TO[%d]\narray ZONE_X[%d]\narray ZONE_INK[%d]\narray ZONE_TEXT[%d]\n",
            layout->zone_count, layout->speedup.bottom - 17, CHART_ZONES_MOST, CHART_ZONES_MOST, CHART_ZONES_MOST,
            CHART_ZONES_MOST, CHART_ZONES_MOST);
    for (size_t i = 0; i < layout->zone_count; i++) {
        const struct chart_zone *zone = &layout->zones[i];
        const double from = fmax(zone->from, layout->workers.low);
        const double middle =
            chart_axis_pixel(&layout->workers, from) / 2 + chart_axis_pixel(&layout->workers, zone->to) / 2;
        fprintf(script, "ZONE_FROM[%zu] = %.6g; ZONE_TO[%zu] = %.6g; ZONE_X[%zu] = %.6g; ZONE_INK[%zu] = '%s'\n", i + 1,
                zone->from, i + 1, zone->to, i + 1, layout->speedup.left + middle, i + 1,
                zone->beyond && layout->zone_count > 1 ? "#E9EDF1" : "#F4F6F8");
        fprintf(script, "ZONE_TEXT[%zu] = ", i + 1);
        chart_text_quote(script, zone->labelled ? zone->text : "", 0);
        fputc('\n', script);
    }
}

static void series_declare(FILE *script, const struct chart *chart)
{
    static const char *const arrays[] = {"NAME", "HUE",   "INKS",  "MARK",    "HALO", "SIZE",
                                         "DASH", "END_X", "END_Y", "LABEL_Y", "LED"};
    fprintf(script, "\n# Series: look, last point, height of the name, whether a line leads to it.\nN = %zu\n",
            chart->series_count);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        fprintf(script, "array %s[%zu]\n", arrays[i], chart->series_count);
}

static void series_print(FILE *script, const struct chart *chart, const struct chart_layout *layout)
{
    series_declare(script, chart);
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct chart_series *series = &chart->series[i];
        const struct chart_point *last = chart_series_last(series);
        const size_t n = i + 1;
        fprintf(script, "NAME[%zu] = ", n);
        chart_text_quote(script, series->source->name, CHART_NAME_COLUMNS);
        fprintf(script,
                "; HUE[%zu] = '%s'; INKS[%zu] = '%s'; MARK[%zu] = %d; HALO[%zu] = %d; SIZE[%zu] = %g; DASH[%zu] = %d\n",
                n, series->look.hue, n, series->look.ink, n, series->look.marker, n, series->look.halo, n,
                series->look.size, n, series->look.dash);
        fprintf(script, "END_X[%zu] = %" PRIu64 "; END_Y[%zu] = %.6g; LABEL_Y[%zu] = %.6g; LED[%zu] = %d\n", n,
                last->workers, n, last->cell->speedup.value, n, layout->label_y[i], n, layout->label_led[i]);
    }
}

static void data_print(FILE *script, const struct chart *chart, const struct chart_layout *layout)
{
    fputs("\n# A block for each series: workers, speedup, its 95 % interval, efficiency in per cent, its "
          "interval.\n$series << END\n",
          script);
    for (size_t i = 0; i < chart->series_count; i++) {
        fputs(i ? "\n\n" : "", script);
        for (size_t j = 0; j < chart->series[i].point_count; j++) {
            const struct chart_point *point = &chart->series[i].points[j];
            const struct yoke_estimate efficiency = chart_efficiency(chart, point->cell);
            fprintf(script, "%" PRIu64, point->workers);
            chart_number_print(script, point->cell->speedup.value);
            chart_number_print(script, point->cell->speedup.low);
            chart_number_print(script, point->cell->speedup.high);
            chart_number_print(script, 100 * efficiency.value);
            chart_number_print(script, 100 * efficiency.low);
            chart_number_print(script, 100 * efficiency.high);
            fputc('\n', script);
        }
    }
    const struct chart_ideal_label label = chart_ideal_label(layout, chart);
    fputs("END\n\n# The ideal: the line, the line in per cent, and both at each measured width.\n$ideal << END\n",
          script);
    chart_ideal_print(layout, chart, script);
    fprintf(script, "END\nIDEAL_NAMED = %d\nIDEAL_X = %.6g\nIDEAL_Y = %.6g\nIDEAL_ANGLE = %.6g\n", label.named, label.x,
            label.y, label.angle);
}

void chart_script_write(const struct chart *chart, const char *stem, FILE *script)
{
    struct caption subject, origin, missing;
    struct chart_layout layout;
    chart_caption_subject(&subject, chart);
    chart_caption_origin(&origin, chart);
    chart_caption_missing(&missing, chart);
    chart_layout_make(&layout, chart, subject.count, origin.count, missing.count);
    head_print(script, chart, &layout, stem);
    chart_caption_print(script, "SUBJECT", &subject);
    chart_caption_print(script, "ORIGIN", &origin);
    chart_caption_print(script, "MISSING", &missing);
    frame_print(script, chart, &layout);
    zones_print(script, &layout);
    series_print(script, chart, &layout);
    chart_table_print(script, chart, &layout);
    chart_models_print(script, chart, &layout);
    data_print(script, chart, &layout);
    chart_template_print(script, chart_template_speedup);
}
