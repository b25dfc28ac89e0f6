/* SPDX-License-Identifier: MIT */
/* The build system passes what the compiler cannot know: version, build type and flags. */
#include "version.h"

#include <stddef.h>

#include "commit.h"

#if defined __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

struct yoke_version version_facts(void)
{
    return (struct yoke_version){
        .version = YOKE_VERSION,
        .commit = YOKE_COMMIT,
        .build = {.type = YOKE_BUILD_TYPE, .compiler = COMPILER, .flags = YOKE_FLAGS, .sanitizers = YOKE_SANITIZERS},
    };
}
