/* SPDX-License-Identifier: MIT */
/* Texts inside a gnuplot script. */
#include "chart_text.h"

#include <string.h>

#include "text.h"

enum { LABEL_BYTES = 2048 }; /* no label of a picture is longer */

void chart_text_quote(FILE *script, const char *text, unsigned columns)
{
    char clean[LABEL_BYTES];
    text_fit(clean, sizeof clean, text, columns, true);
    fputc('\'', script);
    for (const char *at = clean; *at; at++) {
        if (strchr("_^{}@&~\\", *at))
            fputc('\\', script); /* markup of the enhanced mode */
        if (*at == '\'')
            fputs("\xE2\x80\x99", script); /* ’, because gnuplot 5.4 misreads two doubled quotes in a row */
        else if (*at == '>' && at - clean >= 2 && !strncmp(at - 2, "]]", 2))
            fputs("{>}", script); /* a span of its own: gnuplot leaves > as it is, and XML allows no ]]> in a text */
        else
            fputc(*at, script);
    }
    fputc('\'', script);
}

/* Ems of one character: averages over Open Sans and DejaVu Sans, whichever fontconfig finds. */
static double code_ems(uint32_t code)
{
    if (code >= 0x80)
        return code == 0xB7 || code == 0xA0 ? 0.30 : text_code_columns(code) > 1 ? 1.0 : 0.62;
    if (strchr("ijlft.,:;'|!()[]/ ", (int)code))
        return 0.32;
    if (strchr("mwMW@%", (int)code))
        return 0.88;
    if (code >= 'A' && code <= 'Z')
        return 0.66;
    return 0.585;
}

double chart_text_ems(const char *text, bool bold)
{
    double ems = 0;
    uint32_t code;
    for (size_t bytes; (bytes = text_decode(text, &code)) > 0; text += bytes)
        ems += code_ems(code);
    return bold ? 1.06 * ems : ems;
}
