/* SPDX-License-Identifier: MIT */
/* Four numbers of a record as one table. */
#include "canary_songs.h"

#include <math.h>

double canary_song_ns(const struct yoke_noise *noise, enum canary_song song, enum canary_clock clock)
{
    const uint64_t songs[CANARY_CLOCKS][CANARY_SONGS] = {
        [CANARY_WALL] = {noise->canary_before_ns, noise->canary_after_ns},
        [CANARY_CPU] = {noise->canary_before_cpu_ns, noise->canary_after_cpu_ns},
    };
    return songs[clock][song] == YOKE_MISSING ? NAN : (double)songs[clock][song];
}
