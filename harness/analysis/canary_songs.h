/* SPDX-License-Identifier: MIT */
/* What the canary sang in a sample's process. Its wall time also has in it what it waited for a processor, as wall times of
 * samples do; its processor time tells of clock rate, SMT neighbours and time that the kernel does not know was stolen, as theirs
 * does. */
#ifndef CANARY_SONGS_H
#define CANARY_SONGS_H

#include "yoke/record.h"

enum canary_song { CANARY_BEFORE, CANARY_AFTER, CANARY_SONGS };
enum canary_clock { CANARY_WALL, CANARY_CPU, CANARY_CLOCKS };

/* Nanoseconds by that clock; NaN: it did not sing, or it is not known (older programs told wall time only). */
double canary_song_ns(const struct yoke_noise *noise, enum canary_song song, enum canary_clock clock);

#endif
