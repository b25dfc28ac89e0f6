/* SPDX-License-Identifier: MIT */
/* A report named twice is written once. */
#include "report_choice.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report_file.h"
#include "stored.h"
#include "suggest.h"

static void choice_add(struct report_choice *choice, const struct yoke_report *report)
{
    for (size_t i = 0; i < choice->count; i++)
        if (choice->reports[i] == report)
            return;
    choice->reports[choice->count++] = report;
}

static int refuse(const struct yoke_catalogue *catalogue, const char *name, struct request_errors *errors)
{
    struct suggestion suggestion;
    char text[SUGGESTION_TEXT_BYTES];
    suggestion_start(&suggestion, name);
    for (const struct yoke_report *const *report = catalogue->reports; *report; report++)
        suggestion_offer(&suggestion, (*report)->name);
    struct request_error *error =
        request_errors_add(errors, "--to: no report \"%.60s\"%s", name, suggestion_text(&suggestion, text));
    snprintf(error->hint, sizeof error->hint, "yoke list reports     shows what there is");
    return -EINVAL;
}

static int names_take(struct report_choice *choice, const struct yoke_catalogue *catalogue, const char *names,
                      bool compares, struct request_errors *errors)
{
    char *copy = strdup(names), *rest = copy;
    int status = copy ? 0 : -ENOMEM;
    for (char *name = strsep(&rest, ","); name && !status; name = strsep(&rest, ",")) {
        const struct yoke_report *report = report_find(catalogue, name);
        if (!report)
            status = refuse(catalogue, name, errors);
        else if (compares && !report->compare)
            status = stored_report_refuse(catalogue, "--to", report, errors);
        else
            choice_add(choice, report);
    }
    free(copy);
    return status;
}

int report_choice_make(struct report_choice *choice, const struct yoke_catalogue *catalogue, const char *names,
                       bool compares, struct request_errors *errors)
{
    size_t most = 0;
    while (catalogue->reports[most])
        most++;
    *choice = (struct report_choice){.reports = calloc(most + 1, sizeof *choice->reports), .named = names};
    if (!choice->reports)
        return -ENOMEM;
    if (names)
        return names_take(choice, catalogue, names, compares, errors);
    for (size_t i = 0; i < most; i++)
        if (catalogue->reports[i]->always && (!compares || catalogue->reports[i]->compare))
            choice_add(choice, catalogue->reports[i]);
    return 0;
}

void report_choice_release(struct report_choice *choice)
{
    free(choice->reports);
    *choice = (struct report_choice){0};
}
