/* SPDX-License-Identifier: MIT */
#include "heat_axes.h"

#include <inttypes.h>
#include <math.h>

#include "chart_frame.h"
#include "chart_text.h"
#include "text.h"

enum { LINE = 17, /* height of a label */ DIGIT = 8, APART = 8 };
static const double PIXELS_PER_EM = 12.4, HEAD_PIXELS_PER_EM = 13; /* of sizes 10.5 and 11 as the terminals draw them */

double heat_labels_width(const struct sweep *sweep)
{
    char head[SWEEP_LABEL_BYTES];
    text_fit(head, sizeof head, sweep_param(sweep), HEAT_HEAD_COLUMNS, true);
    double widest = HEAD_PIXELS_PER_EM * chart_text_ems(head, true);
    for (size_t row = 0; row < sweep->row_count; row++)
        widest = fmax(widest, PIXELS_PER_EM * chart_text_ems(sweep->rows[row].label, false));
    return widest;
}

/* Every how many columns one can be labelled. */
static size_t columns_stride(const struct sweep *sweep, const struct heat_layout *layout)
{
    const double widest = DIGIT * (floor(log10((double)sweep->widths[sweep->width_count - 1] + 1)) + 1) + APART;
    return (size_t)fmax(ceil(widest / layout->cell_width), 1);
}

size_t heat_columns_within(const struct sweep *sweep)
{
    const uint64_t usable = sweep->record->machine.cpus.usable;
    size_t within = 0;
    while (within < sweep->width_count && sweep->widths[within] <= usable)
        within++;
    return usable == YOKE_MISSING || within == sweep->width_count ? 0 : within;
}

void heat_axes_print(FILE *script, const struct sweep *sweep, const struct heat_layout *layout)
{
    const size_t rows = (size_t)ceil(LINE / layout->cell_height), columns = columns_stride(sweep, layout);
    fprintf(
        script,
        "CELL_W = %.6g\nCELL_H = %.6g\nROWS = %zu\nCOLUMNS = %zu\nWITHIN = %zu\narray LABEL[%zu]\narray WIDTH[%zu]\n",
        layout->cell_width, layout->cell_height, sweep->row_count, sweep->width_count, heat_columns_within(sweep),
        sweep->row_count, sweep->width_count);
    for (size_t row = 0; row < sweep->row_count; row++)
        chart_text_print(script, "LABEL", row + 1, row % rows ? "" : sweep->rows[row].label, 0);
    for (size_t width = 0; width < sweep->width_count; width++)
        if ((sweep->width_count - 1 - width) % columns) /* the last has its label in any case */
            fprintf(script, "WIDTH[%zu] = ''\n", width + 1);
        else
            fprintf(script, "WIDTH[%zu] = '%" PRIu64 "'\n", width + 1, sweep->widths[width]);
    chart_text_print(script, "PARAM", 0, sweep_param(sweep), HEAT_HEAD_COLUMNS);
}
