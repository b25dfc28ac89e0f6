/* SPDX-License-Identifier: MIT */
/* How to read a kind of chart: the two lines below it, and what it is called. */
#ifndef HTML_READING_H
#define HTML_READING_H

struct html_reading {
    const char *begins;   /* its files' names, with "-" behind it where more follows */
    const char *title;
    const char *lines[2]; /* what is drawn; what to look for */
};

/* Of a chart's file name without its ending; a kind that is not known gets words that fit all. Never NULL. */
const struct html_reading *html_reading_of(const char *stem);

#endif
