/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as a plan file. What is accepted is expanded into cells and written down again. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cells.h"
#include "fake_catalogue.h"
#include "request.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Expanding a plan of a million cells is slow and finds nothing. */
enum { CELLS_MOST = 2000 };

static void plan_use(const struct plan *plan)
{
    struct cell *cells = NULL;
    size_t count = 0;
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere) {
        plan_write(plan, true, nowhere);
        fclose(nowhere);
    }
    if (plan_points(plan) <= CELLS_MOST && !cells_expand(plan, &cells, &count))
        cells_free(cells, count);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const struct request_machine machine = {.cores = 2, .pus = 4};
    char path[64];
    struct plan *plan = NULL;
    struct request_errors errors = {0};
    struct request *request = request_new();
    const int descriptor = memfd_create("plan", 0);
    if (request && descriptor >= 0 && write(descriptor, data, size) == (ssize_t)size) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
        if (!request_read_file(request, path, &errors) &&
            !request_resolve(request, &fake_catalogue, &machine, &plan, &errors))
            plan_use(plan);
    }
    plan_free(plan);
    request_free(request);
    close(descriptor);
    return 0;
}
