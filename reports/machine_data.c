/* SPDX-License-Identifier: MIT */
/* The numbers of a comparison's chart as CSV, beside the script. */
#include "csv_text.h"
#include "machine_script.h"

static void row_write(FILE *stream, const struct machine_rows *rows, const struct machine_row *row, const char *list)
{
    const struct yoke_comparison *comparison = rows->comparison;
    csv_text(stream, list);
    csv_text(stream, row->cell);
    csv_text(stream, row->subject);
    csv_text(stream, row->way);
    csv_text(stream, comparison->sides[0].name);
    csv_text(stream, comparison->sides[row->side].name);
    csv_text(stream, row->metric);
    csv_real(stream, row->ratio.value);
    csv_real(stream, row->ratio.low);
    csv_real(stream, row->ratio.high);
    csv_text(stream, row->from);
    csv_text(stream, row->to);
    fprintf(stream, "%s\n", row->word);
}

void machine_data_write(const struct machine_rows *rows, FILE *stream)
{
    fputs("list,cell,work,way,reference,side,what,ratio,ratio_low,ratio_high,reference_value,value,verdict\n", stream);
    for (size_t i = 0; i < rows->cell_count; i++)
        row_write(stream, rows, &rows->cells[i], "time");
    for (size_t i = 0; i < rows->whole_count; i++)
        row_write(stream, rows, &rows->wholes[i], "work per time");
}
