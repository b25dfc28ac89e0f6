/* SPDX-License-Identifier: MIT */
/* The conventions of no-color.org, bixense.com/clicolors and force-color.org. */
#include "terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && value[0];
}

bool terminal_live(FILE *stream)
{
    const char *term = getenv("TERM");
    return isatty(fileno(stream)) && term && term[0] && strcmp(term, "dumb");
}

bool terminal_color(FILE *stream, enum terminal_color wanted)
{
    if (wanted != TERMINAL_COLOR_AUTO)
        return wanted == TERMINAL_COLOR_ALWAYS;
    if (is_set("FORCE_COLOR"))
        return true;
    if (is_set("NO_COLOR"))
        return false;
    return is_set("CLICOLOR_FORCE") || terminal_live(stream);
}

bool terminal_utf8(void)
{
    return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

unsigned terminal_width(FILE *stream)
{
    struct winsize size;
    if (is_set("COLUMNS") && isatty(fileno(stream))) {
        const unsigned long columns = strtoul(getenv("COLUMNS"), NULL, 10);
        if (columns > 0 && columns < 10000)
            return (unsigned)columns;
    }
    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
