/* SPDX-License-Identifier: MIT */
/* Every pool has a variable of its own; that they all get the same number is what was measured. */
#include "tune_export.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "options.h"
#include "recommend_sentence.h"

static const char kind[] = "env";

/* The names behind "env:"; "": none. NULL: it is not of that kind. */
static const char *names_of(const char *text)
{
    const size_t length = strlen(kind);
    if (strncmp(text, kind, length) || (text[length] && text[length] != ':'))
        return NULL;
    return text[length] ? text + length + 1 : "";
}

static bool is_name(const char *text, size_t length)
{
    if (!length || isdigit((unsigned char)text[0]))
        return false;
    for (size_t i = 0; i < length; i++)
        if (!isascii((unsigned char)text[i]) || (!isalnum((unsigned char)text[i]) && text[i] != '_'))
            return false;
    return true;
}

int tune_export_check(const char *text, struct request_errors *errors)
{
    const char *names = names_of(text);
    if (!names) {
        request_errors_add(errors, "--export: \"%.60s\" is not env or env:NAME,NAME", text);
        return -EINVAL;
    }
    const bool any = strlen(text) > strlen(kind);
    for (const char *name = names; any; name++) {
        const size_t length = strcspn(name, ",");
        if (!is_name(name, length)) {
            request_errors_add(errors,
                               "--export: \"%.*s\" is no name of an environment variable: write --export "
                               "env:OMP_NUM_THREADS,UV_THREADPOOL_SIZE",
                               (int)(length < 60 ? length : 60), name);
            return -EINVAL;
        }
        name += length;
        if (!*name)
            break;
    }
    return 0;
}

/* The one width of all works; YOKE_MISSING with a sentence and a status. */
static uint64_t width_of(const struct yoke_record *record, int *status, struct yoke_error *error)
{
    uint64_t width = YOKE_MISSING;
    for (size_t i = 0; i < record->advice_count; i++) {
        const struct yoke_advice *advice = &record->advice[i];
        if (!recommend_is_first(record, i))
            continue;
        if (!advice->chosen) {
            *status = YOKE_EXIT_UNDECIDED;
            yoke_error_set(
                error, "--export: no width is proven for %.100s, so none is written: measure with a longer --budget",
                advice->workload ? advice->workload : "?");
            return YOKE_MISSING;
        }
        if (record->rejected) {
            *status = YOKE_EXIT_UNDECIDED;
            yoke_error_set(error, "--export: %.200s, so no width is written: measure again on a quieter machine",
                           record->rejected);
            return YOKE_MISSING;
        }
        if (width != YOKE_MISSING && width != advice->workers) {
            *status = YOKE_EXIT_FAILED;
            yoke_error_set(error,
                           "--export: one number cannot be both %" PRIu64 " and %" PRIu64
                           ", which two works want: tune them one at a time",
                           width, advice->workers);
            return YOKE_MISSING;
        }
        width = advice->workers;
    }
    if (width == YOKE_MISSING) {
        *status = YOKE_EXIT_UNDECIDED;
        yoke_error_set(error, "--export: nothing was measured, so no width is written");
    }
    return width;
}

int tune_export_write(const char *text, const struct yoke_record *record, FILE *stream, struct yoke_error *error)
{
    int status = YOKE_EXIT_DONE;
    const uint64_t width = width_of(record, &status, error);
    if (status)
        return status;
    fprintf(stream, "YOKE_MAX_WORKERS=%" PRIu64 "\n", width);
    for (const char *name = names_of(text); *name; name += strcspn(name, ","), name += *name == ',')
        fprintf(stream, "%.*s=%" PRIu64 "\n", (int)strcspn(name, ","), name, width);
    if (!ferror(stream) && !fflush(stream))
        return YOKE_EXIT_DONE;
    yoke_error_set(error, "cannot write the width to standard output");
    return YOKE_EXIT_FAILED;
}
