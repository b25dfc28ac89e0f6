/* SPDX-License-Identifier: MIT */
/* What a cell process says, for shell scripts that play one. */
#ifndef CELL_SCRIPT_H
#define CELL_SCRIPT_H

#define SAMPLE                                                                                                         \
    "echo '{\"type\":\"sample\",\"samples\":[{\"block\":0,\"process\":9,\"wall_ns\":5,\"crashed\":false,"              \
    "\"verified\":true,\"usable\":true}]}' >&3; "
#define DONE "echo '{\"type\":\"done\"}' >&3; "

#endif
