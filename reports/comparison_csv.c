/* SPDX-License-Identifier: MIT */
/* What all rows hold, with nothing rounded. */
#include "comparison_csv.h"

#include <errno.h>
#include <string.h>

#include "csv_text.h"
#include "record.h"

static void row_write(FILE *stream, const struct yoke_compared_row *row)
{
    const char *const texts[] = {row->cell, row->workload, row->executor};
    const double reals[] = {row->reference_value, row->value,      row->ratio.value, row->ratio.low,
                            row->ratio.high,      row->proven_low, row->proven_high, row->p_slower,
                            row->p_faster,        row->p_same,     row->delta,       row->theta};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        csv_text(stream, texts[i]);
    csv_count(stream, row->workers);
    csv_text(stream, row->schedule);
    csv_count(stream, row->chunk);
    csv_text(stream, row->placement);
    csv_text(stream, row->result);
    csv_text(stream, row->reference);
    csv_text(stream, row->side);
    csv_text(stream, row->metric);
    csv_text(stream, row->unit);
    csv_text(stream, row->per_task ? "true" : "false");
    csv_text(stream, row->paired ? "true" : "false");
    csv_count(stream, row->reference_starts);
    csv_count(stream, row->starts);
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
        csv_real(stream, reals[i]);
    csv_text(stream, row->reason);
    fprintf(stream, "%s\n", verdict_word(row->word));
}

int comparison_csv_write(const struct yoke_comparison *comparison, const struct yoke_target *target,
                         struct yoke_error *error)
{
    fputs("cell,workload,executor,workers,schedule,chunk,placement,result,reference,side,metric,unit,per_task,paired,"
          "reference_starts,"
          "starts,reference_value,value,ratio,ratio_low,ratio_high,proven_low,proven_high,p_slower,p_faster,p_same,"
          "delta,theta,reason,"
          "verdict\n",
          target->stream);
    for (size_t i = 0; i < comparison->row_count; i++)
        row_write(target->stream, &comparison->rows[i]);
    if (!ferror(target->stream))
        return 0;
    yoke_error_set(error, "the comparison cannot be written: %s", strerror(EIO));
    return -EIO;
}
