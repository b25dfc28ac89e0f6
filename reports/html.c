/* SPDX-License-Identifier: MIT */
/* One page with everything: no script, nothing fetched, the record inside. The verdict comes first, then what to be careful about,
 * then the numbers, then where they are from. The page forbids the browser to load or execute anything, so that even a fault of
 * ours could do no harm. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "chart_templates.h"
#include "embedded.h"
#include "html_page.h"
#include "html_text.h"

static void head_write(const struct html_page *page, FILE *stream)
{
    fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
          "<meta name=\"generator\" content=\"yoke\">\n<link rel=\"icon\" href=\"data:,\">\n<title>",
          stream);
    if (page->record)
        html_title(page->record, stream);
    else
        html_comparison_title(page->comparison, stream);
    fputs("</title>\n<style>\n", stream);
    for (const char *const *line = html_style; *line; line++)
        fputs(*line, stream);
    fputs("</style>\n</head>\n<body>\n", stream);
}

static int record_write_body(struct html_page *page)
{
    html_notes(page);
    int status = html_verdicts(page);
    if (!status)
        status = html_studies(page);
    if (!status)
        html_machine(page);
    html_section(page, "record", "Raw data");
    html_paragraph(page, NULL, "This page carries the whole record: yoke report --extract gives back the result.json, from which every "
                               "number here follows, and yoke report writes it in other forms.");
    fputs("<pre>yoke report --extract report.html -o result.json</pre>\n", page->stream);
    return status;
}

static int body_write(struct html_page *page, char **text, size_t *size)
{
    page->stream = open_memstream(text, size);
    if (!page->stream)
        return -ENOMEM;
    int status = page->record ? record_write_body(page) : html_comparison(page);
    html_sections_end(page);
    if (fclose(page->stream) && !status)
        status = -ENOMEM;
    return status;
}

static int page_write(struct html_page *page, const char *body, size_t size, struct yoke_error *error)
{
    FILE *stream = page->target->stream;
    page->stream = stream;
    head_write(page, stream);
    fputs("<header>\n", stream);
    if (page->record)
        html_findings(page);
    else
        html_comparison_findings(page);
    fputs("</header>\n", stream);
    html_contents(page, stream);
    fputs("<main>\n", stream);
    fwrite(body, 1, size, stream);
    fputs("</main>\n<footer><p>Written by yoke from what was stored alone.</p></footer>\n", stream);
    const int status = page->record ? embedded_write(page->record, stream, error)
                                    : embedded_write_comparison(page->comparison, stream, error);
    fputs("\n</body>\n</html>\n", stream);
    return status ? status : ferror(stream) ? -EIO : 0;
}

static int html_make(const struct yoke_record *record, const struct yoke_comparison *comparison, const struct yoke_target *target,
                     struct yoke_error *error)
{
    struct html_page page = {.record = record, .comparison = comparison, .target = target};
    char *body = NULL;
    size_t size = 0;
    int status = html_charts_gather(&page.charts, record, comparison, target, error);
    if (!status)
        status = body_write(&page, &body, &size);
    if (!status)
        status = page_write(&page, body, size, error);
    html_charts_release(&page.charts);
    free(body);
    if (status)
        yoke_error_set(error, "the page cannot be written: %s", strerror(-status));
    return status;
}

static int html_write(const struct yoke_record *record, const struct yoke_target *target, struct yoke_error *error)
{
    return html_make(record, NULL, target, error);
}

static int html_compare(const struct yoke_comparison *comparison, const struct yoke_target *target, struct yoke_error *error)
{
    return html_make(NULL, comparison, target, error);
}

const struct yoke_report yoke_report_html = {
    .name = "html",
    .summary = "one page with everything in it, the record too: no script, no network",
    .kind = YOKE_REPORT_TEXT,
    .file = "report.html",
    .always = true,
    .write = html_write,
    .compare = html_compare,
};
