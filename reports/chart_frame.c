/* SPDX-License-Identifier: MIT */
/* What every script begins and ends with. */
#include "chart_frame.h"

#include <ctype.h>
#include <math.h>

#include "chart_templates.h"
#include "chart_text.h"

void chart_head_print(FILE *script, const char *what, const char *stem, double width, double height, const char *headline)
{
    fprintf(script,
            "# %s, written by yoke. Draw it again:  gnuplot %s.gp   (PNG; or -e \"fmt='svg'\", 'pdf')\n"
            "if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'\n"
            "reset\n"
            "STEM = '%s'\nID = '",
            what, stem, stem);
    for (const char *at = stem; *at; at++) /* an SVG id takes letters, digits and _ */
        fputc(isalnum((unsigned char)*at) ? *at : '_', script);
    fprintf(script, "'\nW = %.6g\nH = %.6g\n\n", width, height);
    chart_text_print(script, "HEADLINE", 0, headline, 0);
}

static void lines_print(FILE *script, const char *const lines[])
{
    for (size_t i = 0; lines[i]; i++)
        fputs(lines[i], script);
}

void chart_template_print(FILE *script, const char *const lines[])
{
    fputc('\n', script);
    lines_print(script, chart_template_style);
    lines_print(script, lines);
}

void chart_text_print(FILE *script, const char *name, size_t index, const char *text, unsigned columns)
{
    if (index)
        fprintf(script, "%s[%zu] = ", name, index);
    else
        fprintf(script, "%s = ", name);
    chart_text_quote(script, text, columns);
    fputc('\n', script);
}

void chart_number_print(FILE *script, double value)
{
    if (isfinite(value))
        fprintf(script, " %.8g", value);
    else
        fputs(" NaN", script);
}
