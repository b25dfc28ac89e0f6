/* SPDX-License-Identifier: MIT */
/* Wires the floors: the only file that sees all of them. */
#include <string.h>

#include "cell_process.h"
#include "program.h"
#include "yoke/catalogue.h"
#include "yoke/note.h"

YOKE_NOTE;

static const struct yoke_catalogue catalogue = {yoke_workloads, yoke_executors, yoke_schedules, yoke_reports};

int main(int argc, char **argv)
{
    if (argc == 2 && !strcmp(argv[1], CELL_PROCESS_ARGUMENT))
        return cell_process_main(&catalogue);
    return program_main(&catalogue, argc, argv);
}
