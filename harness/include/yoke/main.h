/* SPDX-License-Identifier: MIT */
/* A program that measures its own functions: link libyoke, write YOKE_WORKLOAD and YOKE_MAIN, and it takes every verb and
 * option of yoke. Another build of yoke can measure it too, through the cell protocol. */
#ifndef YOKE_MAIN_H
#define YOKE_MAIN_H

#include "yoke/note.h"
#include "yoke/workload.h"

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default) /* libyoke exports it */

/* Adds a workload to this program's, in front of yoke's own; before yoke_main. It must live as long as the program. */
void yoke_add_workload(const struct yoke_workload *workload);

/* All of yoke: reads the command line and does what it says, or, started by a driver, runs one cell. Returns the exit
 * status. Once a program. */
int yoke_main(int argument_count, char **arguments);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

/* Describes a workload and adds it: YOKE_WORKLOAD(my_sort, .summary = "…", .bound = YOKE_CPU_BOUND, .default_tasks = 64,
 * .task = my_sort_task, .verify = my_sort_verify); its members in the order of struct yoke_workload where it is C++. */
#define YOKE_WORKLOAD(id, ...)                                                                                        \
    static const struct yoke_workload yoke_own_##id = {.name = #id, __VA_ARGS__};                                     \
    __attribute__((constructor)) static void yoke_add_##id(void)                                                      \
    {                                                                                                                 \
        yoke_add_workload(&yoke_own_##id);                                                                            \
    }                                                                                                                 \
    struct yoke_workload /* takes the semicolon */

/* Stands once, in one file of the program. */
#define YOKE_MAIN()                                                                                                   \
    YOKE_NOTE;                                                                                                        \
    int main(int argument_count, char **arguments)                                                                    \
    {                                                                                                                 \
        return yoke_main(argument_count, arguments);                                                                  \
    }                                                                                                                 \
    struct yoke_workload /* takes the semicolon */

#endif
