/* SPDX-License-Identifier: MIT */
/* Fields of a CSV line. */
#include "csv_text.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "text.h"
#include "yoke/record.h"

/* What is not UTF-8 becomes U+FFFD: readers refuse the file as a whole otherwise. */
static void clean_write(FILE *stream, const char *text, bool quoted)
{
    uint32_t code;
    for (size_t bytes; (bytes = text_decode(text, &code)) > 0; text += bytes) {
        if (quoted && code == '"')
            fputc('"', stream);
        if (code == 0xFFFD)
            fputs("\xEF\xBF\xBD", stream);
        else
            fwrite(text, 1, bytes, stream);
    }
}

void csv_text(FILE *stream, const char *text)
{
    const bool formula = text && *text && strchr("=+-@\t\r", *text);
    const bool quoted = text && strpbrk(text, ",\"\r\n");
    fputs(quoted ? "\"" : "", stream);
    fputs(formula ? "'" : "", stream);
    if (text)
        clean_write(stream, text, quoted);
    fputs(quoted ? "\"," : ",", stream);
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
