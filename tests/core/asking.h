/* SPDX-License-Identifier: MIT */
/* Making a plan from a plan file and flags, with the fake catalogue, on a machine of 2 cores and 4 processors. */
#ifndef ASKING_H
#define ASKING_H

#include "fake_catalogue.h"
#include "fixture.h"
#include "request.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct request_machine machine = {.cores = 2, .pus = 4};

/* One setting of the command line: key, text, origin. A list of them ends with a NULL key. */
struct flag {
    const char *key, *text, *origin;
};

/* Plan files are called p.json and lie in the folder the test runs in, so that sentences have a stable origin. */
static char asking_folder[] = "/tmp/yoke-request-XXXXXX";

static inline int asking_start(void **state)
{
    (void)state;
    return mkdtemp(asking_folder) && !chdir(asking_folder) ? 0 : -1;
}

static inline int asking_end(void **state)
{
    (void)state;
    unlink("p.json");
    return chdir("/") || rmdir(asking_folder);
}

static inline void write_plan_file(const char *text)
{
    FILE *file = fopen("p.json", "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* Resolves a plan file (NULL: none) and flags. Returns the plan, or NULL with the errors. */
static inline struct plan *resolve_on(const struct request_machine *here, const char *file, const struct flag *flags,
                                      struct request_errors *errors)
{
    struct request *request = request_new();
    struct plan *plan = NULL;
    memset(errors, 0, sizeof *errors);
    if (file) {
        write_plan_file(file);
        request_read_file(request, "p.json", errors);
    }
    for (; flags && flags->key; flags++)
        assert_int_equal(request_set(request, -1, flags->key, flags->text, flags->origin, true), 0);
    int status = request_resolve(request, &fake_catalogue, here, &plan, errors);
    request_free(request);
    assert_true(!status == (plan != NULL));
    assert_true(!status == !errors->count);
    return plan;
}

static inline struct plan *resolve(const char *file, const struct flag *flags, struct request_errors *errors)
{
    return resolve_on(&machine, file, flags, errors);
}

static inline struct plan *resolve_good(const char *file, const struct flag *flags)
{
    struct request_errors errors;
    struct plan *plan = resolve(file, flags, &errors);
    if (!plan)
        fail_msg("%s", errors.errors[0].error.text);
    return plan;
}

#endif
