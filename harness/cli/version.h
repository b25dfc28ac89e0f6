/* SPDX-License-Identifier: MIT */
/* What this program is and how it was built, told truthfully: from the build system and the compiler. */
#ifndef VERSION_H
#define VERSION_H

#include "yoke/record.h"

/* Static storage; the same at every call. */
struct yoke_version version_facts(void);

#endif
