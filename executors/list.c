/* SPDX-License-Identifier: MIT */
/* The executors this program has, from list.def. The schedules are listed in schedule.c, beside their rules. */
#include "yoke/catalogue.h"

#define YOKE_EXECUTOR(name) extern const struct yoke_executor yoke_executor_##name;
#include "list.def"
#undef YOKE_EXECUTOR

#define YOKE_EXECUTOR(name) &yoke_executor_##name,
const struct yoke_executor *const yoke_executors[] = {
#include "list.def"
    NULL,
};
#undef YOKE_EXECUTOR
