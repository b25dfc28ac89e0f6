/* SPDX-License-Identifier: MIT */
/* Which reports are meant: --to html,csv, or, when nothing is said, what a run leaves beside its record. */
#ifndef REPORT_CHOICE_H
#define REPORT_CHOICE_H

#include <stdbool.h>

#include "request_errors.h"
#include "yoke/catalogue.h"

struct report_choice {
    const struct yoke_report **reports; /* `count` of them, in the order written; the array is owned */
    size_t count;
    bool named; /* with --to */
};

/* Reads `names`, parted by commas; NULL: nothing was said. `compares`: only those serve that show a comparison. Returns
 * 0, or -EINVAL with a sentence, or -ENOMEM. Release in every case. */
int report_choice_make(struct report_choice *choice, const struct yoke_catalogue *catalogue, const char *names,
                       bool compares, struct request_errors *errors);
void report_choice_release(struct report_choice *choice);

#endif
