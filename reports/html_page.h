/* SPDX-License-Identifier: MIT */
/* A page while it is written: its body, the sections for the list of contents, and what the sections share. */
#ifndef HTML_PAGE_H
#define HTML_PAGE_H

#include "grid.h"
#include "html_charts.h"
#include "study.h"
#include "yoke/report.h"

enum { HTML_SECTIONS_MOST = 16 };

struct html_page {
    const struct yoke_record *record;         /* NULL: the page is about a comparison */
    const struct yoke_comparison *comparison; /* NULL: about a record */
    const struct yoke_target *target;
    FILE *stream; /* of the body */
    struct html_charts charts;
    struct {
        const char *id, *title;
    } sections[HTML_SECTIONS_MOST];
    size_t section_count;
};

/* Begins a section, after ending the one before; `id` is its anchor. Constant texts. */
void html_section(struct html_page *page, const char *id, const char *title);

/* Ends the last section. */
void html_sections_end(struct html_page *page);

/* Writes the list of contents. */
void html_contents(const struct html_page *page, FILE *stream);

/* Writes a paragraph; `kind` is its class, NULL: none. */
__attribute__((format(printf, 3, 4))) void html_paragraph(struct html_page *page, const char *kind, const char *format, ...);

/* Writes each line of the text as a paragraph of that class, and frees it. */
void html_lines(struct html_page *page, const char *kind, char *text);

/* Writes what `print` would print for a terminal without limits as a paragraph a line; nothing when that is nothing. */
void html_sentences(struct html_page *page, void (*print)(const struct yoke_record *record, const struct yoke_target *target));

/* Writes a grid and frees it; NULL is none. */
void html_table(struct html_page *page, struct grid *grid, const char *caption);

/* "spin  spin=4096", "io_sleep longest=2ms, 400/s": html_studies.c */
void html_study_name(char *name, size_t size, const struct study *study);

/* --- the parts, in their order. Each returns 0 or -ENOMEM. -------------------------------------------------------------- */

void html_findings(struct html_page *page);  /* html_findings.c: the verdict and one sentence; not a section */
void html_title(const struct yoke_record *record, FILE *stream); /* likewise, for the title of the window */
void html_notes(struct html_page *page);     /* html_notes.c: what to be careful about, with remedies */
int html_verdicts(struct html_page *page);   /* html_verdicts.c: of a gate */
int html_advice(struct html_page *page);     /* html_advice.c: how many workers to configure */
int html_studies(struct html_page *page);    /* html_studies.c: cells, what counters mean, charts */
void html_overview(struct html_page *page, const struct study_list *list); /* html_overview.c: of several studies */
void html_maps(struct html_page *page);      /* html_maps.c: charts of several studies together */
void html_machine(struct html_page *page);   /* html_machine.c: where and how it was measured */

/* --- of a comparison: html_comparison.c ---------------------------------------------------------------------------------- */

void html_comparison_title(const struct yoke_comparison *comparison, FILE *stream); /* as html_title */
void html_comparison_findings(struct html_page *page);                              /* as html_findings */
int html_comparison(struct html_page *page);                                        /* everything else */

#endif
