/* SPDX-License-Identifier: MIT */
/* antagonist SECONDS [CPU [BURST_MS [PAUSE_MS]]]: a neighbour that takes a processor in bursts of drawn length, to see whether
 * it is noticed. Bursts and pauses are exponential around their means (300 ms and 700 ms), always the same ones. */
#include <math.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

#include "yoke/random.h"

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void sleep_s(double seconds)
{
    const struct timespec time = {(time_t)seconds, (long)(fmod(seconds, 1) * 1e9)};
    nanosleep(&time, NULL);
}

static double drawn(double mean, uint64_t number)
{
    return -mean * log(((double)(yoke_random_draw(1, number) >> 11) + 0.5) * 0x1p-53);
}

int main(int count, char *arguments[])
{
    const double seconds = count > 1 ? atof(arguments[1]) : 0;
    const double burst_s = (count > 3 ? atof(arguments[3]) : 300) / 1e3, pause_s = (count > 4 ? atof(arguments[4]) : 700) / 1e3;
    cpu_set_t set;
    if (!(seconds > 0)) {
        fprintf(stderr, "antagonist SECONDS [CPU [BURST_MS [PAUSE_MS]]]\n");
        return 2;
    }
    CPU_ZERO(&set);
    CPU_SET(count > 2 ? (size_t)atoi(arguments[2]) : 0, &set);
    if (sched_setaffinity(0, sizeof set, &set)) {
        perror("antagonist: cannot be bound to that processor");
        return 1;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* no nuisance to anybody who stopped asking for one */
    const double end_s = now_s() + seconds;
    for (uint64_t number = 0; now_s() < end_s; number += 2) {
        const double burst_end_s = fmin(now_s() + drawn(burst_s, number), end_s);
        while (now_s() < burst_end_s)
            ;
        sleep_s(fmin(drawn(pause_s, number + 1), fmax(end_s - now_s(), 0)));
    }
    return 0;
}
