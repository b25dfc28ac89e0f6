/* SPDX-License-Identifier: MIT */
/* Fields of a CSV line. */
#include "csv_text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "yoke/record.h"

void csv_text(FILE *stream, const char *text)
{
    if (text && strpbrk(text, ",\"\r\n")) {
        fputc('"', stream);
        for (; *text; text++) {
            if (*text == '"')
                fputc('"', stream);
            fputc(*text, stream);
        }
        fputc('"', stream);
    } else if (text) {
        fputs(text, stream);
    }
    fputc(',', stream);
}

void csv_count(FILE *stream, uint64_t value)
{
    if (value != YOKE_MISSING)
        fprintf(stream, "%" PRIu64, value);
    fputc(',', stream);
}

void csv_real(FILE *stream, double value)
{
    if (isfinite(value))
        fprintf(stream, "%.12g", value); /* exact to the nanosecond up to a quarter of an hour */
    fputc(',', stream);
}
