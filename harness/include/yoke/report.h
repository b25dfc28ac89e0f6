/* SPDX-License-Identifier: MIT */
/* A report reads a record, or several compared, and writes one format. It never runs anything that measures. */
#ifndef YOKE_REPORT_H
#define YOKE_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "yoke/comparison.h"
#include "yoke/error.h"
#include "yoke/record.h"

/* Where a report goes and what that place can show. Owned by the caller. */
struct yoke_target {
    FILE *stream;       /* text reports write here */
    const char *folder; /* file reports write here; an existing folder */
    FILE *notes;        /* one line for the person: what could not be done and what to do instead. Never NULL */
    bool color;         /* the stream understands ANSI colours */
    bool utf8;          /* the stream shows UTF-8; otherwise ASCII only */
    unsigned width;     /* columns of the stream; 0: no limit */
    const char *charts; /* folder in which file reports have just now put the charts of this record; NULL: none have */
    bool svg_only;      /* of pictures, SVG will do: they are for a page */
    const char *record_folder; /* where result.json lies, and beside it the traces it names; NULL: not known */
    unsigned *lacking;  /* counted up once for each thing that could not be made for want of something on this machine, and
                         * was said on `notes`; NULL: nobody counts */
};

/* For reports: says that one thing is lacking. */
static inline void yoke_target_lack(const struct yoke_target *target)
{
    if (target->lacking)
        ++*target->lacking;
}

enum yoke_report_kind {
    YOKE_REPORT_TEXT,  /* writes to target->stream */
    YOKE_REPORT_FILES, /* writes files into target->folder */
};

/* A constant descriptor, the last thing in the report's file. */
struct yoke_report {
    const char *name;    /* = file name = list entry = command line */
    const char *summary; /* one line */
    enum yoke_report_kind kind;
    const char *file;    /* TEXT: its usual file name ("result.json"); NULL: meant for the terminal */
    bool always;         /* every run leaves it beside its record; of FILES then: what it leaves are pictures in "charts" */
    /* Returns 0, or a negative errno with a sentence; a file is complete or not there. Something that is merely missing
     * on this machine (gnuplot) is said on target->notes and is no error. */
    int (*write)(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error);
    /* The same for several results that are compared. NULL: it shows one record only. */
    int (*compare)(const struct yoke_comparison *comparison, const struct yoke_target *target, struct yoke_error *error);
};

#endif
