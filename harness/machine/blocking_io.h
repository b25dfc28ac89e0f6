/* SPDX-License-Identifier: MIT */
/* The worker's I/O table in its blocking form: a call that waits holds its thread or process. */
#ifndef BLOCKING_IO_H
#define BLOCKING_IO_H

#include "yoke/worker.h"

extern const struct yoke_io blocking_io;

#endif
