/* SPDX-License-Identifier: MIT */
/* libyoke: the program as a function, and what a program of somebody else's adds to it. Beside main.c the only file that
 * sees all floors. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell_process.h"
#include "plugins.h"
#include "program.h"
#include "yoke/catalogue.h"
#include "yoke/main.h"

/* Every function that somebody wants measured, each a line in their program: a thousand are a slip. */
enum { OWN_MOST = 1000 };
static const struct yoke_workload *own_workloads[OWN_MOST + 1];
static size_t own_count;

void yoke_add_workload(const struct yoke_workload *workload)
{
    if (own_count == OWN_MOST) {
        fprintf(stderr, "yoke: more than %d workloads in one program\n", OWN_MOST);
        abort();
    }
    own_workloads[own_count++] = workload;
}

int yoke_main(int argument_count, char **arguments)
{
    static const struct yoke_catalogue built_in = {yoke_workloads, yoke_executors, yoke_schedules, yoke_reports};
    const struct yoke_plugin own = YOKE_PLUGIN_OF(own_workloads, NULL, NULL);
    struct plugins plugins;
    struct yoke_error error = {0};
    int status = plugins_open(&plugins, &built_in);
    if (!status)
        status = plugins_add(&plugins, &own, "this program", &error);
    if (status) {
        fprintf(stderr, "yoke: %s\n", error.text[0] ? error.text : "no memory");
        plugins_close(&plugins);
        return YOKE_EXIT_USAGE;
    }
    const int exit_status = argument_count == 2 && !strcmp(arguments[1], CELL_PROCESS_ARGUMENT)
                                ? cell_process_main(&plugins.catalogue)
                                : program_main(&plugins.catalogue, argument_count, arguments);
    plugins_close(&plugins);
    return exit_status;
}
