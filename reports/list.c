/* SPDX-License-Identifier: MIT */
/* The reports this program has, made from list.def. */
#include "yoke/catalogue.h"

#define YOKE_REPORT(name) extern const struct yoke_report yoke_report_##name;
#include "list.def"
#undef YOKE_REPORT

const struct yoke_report *const yoke_reports[] = {
#define YOKE_REPORT(name) &yoke_report_##name,
#include "list.def"
#undef YOKE_REPORT
    NULL,
};
