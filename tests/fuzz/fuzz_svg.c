/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as a drawing that is taken into a page. What comes through holds only what draws. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html_svg.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Every "<" behind the label begins or ends an element that draws. */
static void drawing_check(const char *text)
{
    static const char elements[] = " circle clipPath defs ellipse g image line linearGradient path pattern polygon polyline rect stop svg text tspan use ";
    const char *at = strstr(text, "</title>");
    if (!at)
        abort();
    for (at += strlen("</title>"); (at = strchr(at, '<')) != NULL; at++) {
        char name[24];
        const char *from = at + 1 + (at[1] == '/');
        snprintf(name, sizeof name, " %.*s ", (int)strcspn(from, " />"), from);
        if (!strstr(elements, name))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    char *text = NULL;
    size_t bytes = 0;
    FILE *stream = open_memstream(&text, &bytes);
    if (!stream)
        return 0;
    const int status = html_svg(stream, (const char *)data, size, "c1-", "a label");
    fclose(stream);
    if (status && bytes)
        abort();
    if (!status)
        drawing_check(text);
    free(text);
    return 0;
}
