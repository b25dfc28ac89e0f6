/* SPDX-License-Identifier: MIT */
/* ISO 8601 in UTC, to the second: what sorts and what every other tool reads. */
#include "timestamp.h"

#include <time.h>

const char *timestamp_now(struct record *record)
{
    const time_t now = time(NULL);
    struct tm parts;
    char text[sizeof "2026-11-22T10:00:00Z"];
    if (!gmtime_r(&now, &parts) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts))
        return NULL;
    return record_copy(record, text);
}
